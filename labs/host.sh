# host: the containers run in the network namespace of the instance.

# --8<-- [start:namespace]
# expect: host-interfaces
docker run --rm --network host lab ip -4 -o address show dev eth0
instance=$(readlink /proc/self/ns/net)
container=$(docker run --rm --network host lab readlink /proc/self/ns/net)
# expect: host-same-namespace
[ "$instance" = "$container" ] && echo "the same network namespace"
# --8<-- [end:namespace]

# --8<-- [start:loopback]
# A process of the instance that listens on the loopback interface only, as the ECS agent does.
NAME=agent serve 51678 127.0.0.1 &
# expect: host-loopback
docker run --rm --network host lab get localhost 51678
# expect: host-loopback-not-bridge
docker run --rm lab get localhost 51678
# expect: host-loopback-not-outside
ip netns exec vpc get 10.77.0.10 51678
# --8<-- [end:loopback]

# --8<-- [start:ports]
# Two tasks: web listens on a port of the instance, without a port mapping.
docker run --detach --name web --env NAME=web --network host lab serve 8080
docker run --detach --name app --network host lab sleep 600
# expect: host-port-of-the-instance
ip netns exec vpc get 10.77.0.10 8080
# expect: host-localhost-shared
docker exec app get localhost 8080
# expect: host-from-bridge
docker run --rm lab get 10.77.0.10 8080
# expect: host-no-translation
iptables --table nat --list-rules | grep --count 8080
# expect: host-second-listener
docker run --rm --network host lab serve 8080
docker run --detach --name other --env NAME=other --network host lab serve 8081
# expect: host-other-port
ip netns exec vpc get 10.77.0.10 8081
# expect: host-published-port-discarded
docker run --detach --name mapped --network host --publish 9090:9091 lab serve 9091
# expect: host-container-port-counts
ip netns exec vpc get 10.77.0.10 9090
# --8<-- [end:ports]

# --8<-- [start:inspect]
# expect: host-look-listeners
ss --listening --tcp --numeric 'sport = :8080'
# expect: host-look-ports
docker inspect --format '{{json .NetworkSettings.Ports}}' web
# --8<-- [end:inspect]

# --8<-- [start:mtu]
# The interface of an instance in a VPC has an MTU of 9001.
ip -n vpc link set instance mtu 9001
ip link set eth0 mtu 9001
# expect: host-mtu
docker exec app cat /sys/class/net/eth0/mtu
# --8<-- [end:mtu]

# --8<-- [start:source-address]
# expect: host-source-address
docker exec app get 10.77.0.200 80
# --8<-- [end:source-address]

# --8<-- [start:refused]
# expect: host-links-refused
docker run --rm --network host --link web lab true
# expect: host-system-controls-refused
docker run --rm --network host --sysctl net.core.somaxconn=99 lab true
# --8<-- [end:refused]

# --8<-- [start:instance-metadata]
# Neither the hop limit nor the rule for bridge keeps the container off IMDS.
echo 1 >/run/lab/hop-limit
iptables --insert DOCKER-USER 1 --in-interface docker+ \
  --destination 169.254.169.254/32 --jump DROP
# expect: host-imds-open
docker exec app token
# A rule for all of the instance's own traffic cuts off the container, and the agent with it.
iptables --insert OUTPUT 1 --destination 169.254.169.254/32 --jump DROP
# expect: host-imds-container
docker exec app token
# expect: host-imds-agent
token
# --8<-- [end:instance-metadata]

# --8<-- [start:credentials]
# A stand-in for the agent, which serves the credentials of tasks, and the rule of ecs-init.
NAME=agent serve 51679 127.0.0.1 &
iptables --table nat --append OUTPUT --protocol tcp --destination 169.254.170.2 --dport 80 \
  --jump REDIRECT --to-ports 51679
# An instance has a default route, without which no packet to this address comes as far as the rule.
ip route add default via 10.77.0.1
# expect: host-credentials
docker exec app get 169.254.170.2 80
# --8<-- [end:credentials]
