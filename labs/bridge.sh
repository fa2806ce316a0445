# bridge: each container has a network namespace of its own, on the bridge docker0.

# --8<-- [start:localhost]
# Containers of one task: app has a link to web, and admin listens on the same port as web.
docker run --detach --name web --env NAME=web lab serve 80
docker run --detach --name app --link web lab sleep 600
docker run --detach --name admin --env NAME=admin lab serve 80
web=$(docker inspect --format '{{.NetworkSettings.Networks.bridge.IPAddress}}' web)
# expect: bridge-docker0-address
echo "$web"
# expect: bridge-address-reaches
docker exec app get "$web" 80
# expect: bridge-link-reaches
docker exec app get web 80
# expect: bridge-localhost-not-shared
docker exec app get localhost 80
# expect: bridge-same-container-port
docker exec admin get localhost 80
# expect: bridge-no-isolation
docker exec admin get "$web" 80
# --8<-- [end:localhost]

# --8<-- [start:static-port]
# One task with "hostPort": 8080. The client is another machine of the VPC.
docker run --detach --name first --env NAME=first --publish 8080:80 lab serve 80
# expect: bridge-host-port-reaches
ip netns exec vpc get 10.77.0.10 8080
# expect: bridge-port-translated
iptables --table nat --list-rules DOCKER
# expect: bridge-host-port-inside
docker exec app get 10.77.0.10 8080
# expect: bridge-static-port-once
docker run --detach --name second --env NAME=second --publish 8080:80 lab serve 80
# expect: bridge-two-protocols
docker run --detach --name dns --publish 53:53/tcp --publish 53:53/udp lab sleep 600
# Without a port mapping: even with a route to the container, the instance drops the packet.
ip -n vpc route add 172.17.0.0/16 via 10.77.0.10
# expect: bridge-unpublished-closed
ip netns exec vpc get "$web" 80
# --8<-- [end:static-port]

# --8<-- [start:inspect]
# From the instance, into the namespace of a container: its image needs neither ip nor ss.
pid=$(docker inspect --format '{{.State.Pid}}' web)
# expect: bridge-look-namespace
nsenter --target "$pid" --net ip -4 -brief address
nsenter --target "$pid" --net ip route
# expect: bridge-look-listeners
nsenter --target "$pid" --net ss --listening --tcp --numeric
# expect: bridge-look-ports
docker inspect --format '{{json .NetworkSettings.Ports}}' first
# expect: bridge-look-translation
iptables --table nat --list-rules DOCKER --verbose
# --8<-- [end:inspect]

# --8<-- [start:mtu]
# The interface of an instance in a VPC has an MTU of 9001.
ip -n vpc link set instance mtu 9001
ip link set eth0 mtu 9001
# expect: bridge-mtu
docker run --rm lab cat /sys/class/net/eth0/mtu
# --8<-- [end:mtu]

# --8<-- [start:dynamic-ports]
# Two copies of a task with "hostPort": 0.
docker run --detach --name copy1 --env NAME=copy1 --publish 80 lab serve 80
docker run --detach --name copy2 --env NAME=copy2 --publish 80 lab serve 80
docker port copy1
docker port copy2
port1=$(docker port copy1 80/tcp | sed 's/.*://;q')
port2=$(docker port copy2 80/tcp | sed 's/.*://;q')
# expect: bridge-dynamic-port-reaches
ip netns exec vpc get 10.77.0.10 "$port1"
# expect: bridge-dynamic-ports-differ
ip netns exec vpc get 10.77.0.10 "$port2"
cat /proc/sys/net/ipv4/ip_local_port_range
read -r low high </proc/sys/net/ipv4/ip_local_port_range
# expect: bridge-dynamic-port-range
(( low <= port1 && port1 <= high )) && echo "within the range"
# --8<-- [end:dynamic-ports]

# --8<-- [start:source-address]
# The database is another machine of the VPC. The container needs no port mapping to reach it.
# expect: bridge-source-address
docker exec app get 10.77.0.200 80
# expect: bridge-masquerade
iptables --table nat --list-rules POSTROUTING
# --8<-- [end:source-address]

# --8<-- [start:load-balancer]
# A load balancer at 10.77.0.50 that keeps the address of its clients, as an NLB does. Its target is
# the container first, on the instance from which app connects.
ip -n vpc address add 10.77.0.50/24 dev subnet
ip netns exec vpc sysctl -q net.ipv4.ip_forward=1
ip netns exec vpc iptables --table nat --append PREROUTING --destination 10.77.0.50 \
  --protocol tcp --dport 80 --jump DNAT --to-destination 10.77.0.10:8080
# expect: bridge-nlb-own-instance
docker exec app get 10.77.0.50 80
# preserve_client_ip = false: the target sees the address of the load balancer.
ip netns exec vpc iptables --table nat --append POSTROUTING --destination 10.77.0.10 \
  --protocol tcp --dport 8080 --jump SNAT --to-source 10.77.0.50
# expect: bridge-nlb-client-ip-off
docker exec app get 10.77.0.50 80
# --8<-- [end:load-balancer]

# --8<-- [start:names]
# expect: bridge-hostname-extra-hosts
docker run --rm --hostname shop --add-host db:10.77.0.200 lab sh -c 'hostname; get db 80'
# --8<-- [end:names]

# --8<-- [start:hop-limit]
# The token of IMDSv2, with the hop limit 2 and then with 1.
# expect: bridge-imds-open
docker exec app token
echo 1 >/run/lab/hop-limit
# expect: bridge-hop-limit-1
docker exec app token
# expect: bridge-hop-limit-instance
token
echo 2 >/run/lab/hop-limit
# --8<-- [end:hop-limit]

# --8<-- [start:docker-user]
iptables --insert DOCKER-USER 1 --in-interface docker+ \
  --destination 169.254.169.254/32 --jump DROP
# expect: bridge-docker-user-blocks
docker exec app token
# expect: bridge-docker-user-listed
iptables --list-rules DOCKER-USER
# expect: bridge-docker-user-only-imds
docker exec app get 10.77.0.200 80
# expect: bridge-docker-user-instance
token
# expect: bridge-docker-user-host-mode
docker run --rm --network host lab token
# --8<-- [end:docker-user]

# --8<-- [start:credentials]
# A stand-in for the agent, which serves the credentials of tasks, and the rule of ecs-init.
NAME=agent serve 51679 127.0.0.1 &
sysctl -q net.ipv4.conf.all.route_localnet=1
iptables --table nat --append PREROUTING --protocol tcp --destination 169.254.170.2 --dport 80 \
  --jump DNAT --to-destination 127.0.0.1:51679
# expect: bridge-credentials
docker exec app get 169.254.170.2 80
# --8<-- [end:credentials]
