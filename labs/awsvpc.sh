# awsvpc: the containers of a task share a network namespace, which has an interface of its own.

# --8<-- [start:task-eni]
# ECS attaches an ENI to the instance: here the end of a veth pair, the other end in the subnet.
ip link add eni1 type veth peer name port1 netns vpc
ip -n vpc link set port1 master subnet up
# The agent starts a pause container without a network, and moves the ENI into its namespace.
docker run --detach --name pause1 --network none --sysctl net.core.somaxconn=99 lab sleep 600
ip netns attach task1 "$(docker inspect --format '{{.State.Pid}}' pause1)"
ip link set eni1 netns task1 name eth0
ip -n task1 address add 10.77.0.20/24 dev eth0
ip -n task1 link set eth0 up
ip -n task1 route add 169.254.169.254/32 dev eth0
# The containers of the task join that namespace.
docker run --detach --name web1 --env NAME=web1 --network container:pause1 lab serve 80
docker run --detach --name app1 --network container:pause1 lab sleep 600
# expect: awsvpc-own-interface
docker exec app1 ip -4 -o address show dev eth0
# expect: awsvpc-system-controls
docker exec app1 sysctl net.core.somaxconn
docker run --rm --network container:pause1 --sysctl net.core.somaxconn=77 lab true
# expect: awsvpc-system-controls-last
docker exec app1 sysctl net.core.somaxconn
# --8<-- [end:task-eni]

# --8<-- [start:localhost]
# expect: awsvpc-localhost-shared
docker exec app1 get localhost 80
# expect: awsvpc-port-once
docker run --rm --network container:pause1 lab serve 80
# A process that listens on the address of the task only.
docker run --detach --name web3 --env NAME=web3 --network container:pause1 \
  lab serve 8080 10.77.0.20
# expect: awsvpc-address-listener
docker exec app1 get 10.77.0.20 8080
# expect: awsvpc-loopback-listener
docker exec app1 get localhost 8080
# --8<-- [end:localhost]

# --8<-- [start:inspect]
# From the instance, into the namespace of the task: its images need neither ip nor ss.
# expect: awsvpc-look-pause
docker inspect --format '{{.HostConfig.NetworkMode}}' app1
pid=$(docker inspect --format '{{.State.Pid}}' app1)
# expect: awsvpc-look-namespace
nsenter --target "$pid" --net ip -4 -brief address
nsenter --target "$pid" --net ip route
# expect: awsvpc-look-listeners
nsenter --target "$pid" --net ss --listening --tcp --numeric --no-header | sort
# expect: awsvpc-look-instance
ip -4 -brief address
# expect: awsvpc-look-ports
docker inspect --format '{{json .NetworkSettings.Ports}}' web1
# --8<-- [end:inspect]

# --8<-- [start:addresses]
# expect: awsvpc-client-reaches
ip netns exec vpc get 10.77.0.20 80
# expect: awsvpc-source-address
docker exec app1 get 10.77.0.200 80
# expect: awsvpc-not-the-instance
ip netns exec vpc get 10.77.0.10 80
# expect: awsvpc-no-translation
iptables --table nat --list-rules | grep --count 10.77.0.20
# --8<-- [end:addresses]

# --8<-- [start:second-task]
# A second task on the same instance, which listens on the same port.
ip link add eni2 type veth peer name port2 netns vpc
ip -n vpc link set port2 master subnet up
docker run --detach --name pause2 --network none lab sleep 600
ip netns attach task2 "$(docker inspect --format '{{.State.Pid}}' pause2)"
ip link set eni2 netns task2 name eth0
ip -n task2 address add 10.77.0.21/24 dev eth0
ip -n task2 link set eth0 up
docker run --detach --name web2 --env NAME=web2 --network container:pause2 lab serve 80
# expect: awsvpc-same-port-in-two-tasks
ip netns exec vpc get 10.77.0.21 80
# expect: awsvpc-between-tasks
docker exec app1 get 10.77.0.21 80
# --8<-- [end:second-task]

# --8<-- [start:collector]
# A collector in host mode, on the instance of the task.
docker run --detach --name collector --env NAME=collector --network host lab serve 4317
# expect: awsvpc-collector
docker exec app1 get 10.77.0.10 4317
# expect: awsvpc-collector-not-localhost
docker exec app1 get localhost 4317
# --8<-- [end:collector]

# --8<-- [start:agent-bridge]
# As the agent does: a second interface for the task, on a bridge of the instance, leads to the agent.
ip link add ecs-bridge type bridge
ip address add 169.254.172.1/22 dev ecs-bridge
ip link set ecs-bridge up
ip link add veth1 type veth peer name ecs-eth0 netns task1
ip link set veth1 master ecs-bridge up
ip -n task1 address add 169.254.172.2/22 dev ecs-eth0
ip -n task1 link set ecs-eth0 up
ip -n task1 route add 169.254.170.2/32 via 169.254.172.1 dev ecs-eth0
# A stand-in for the agent, which serves the credentials of tasks, and the rule of ecs-init.
NAME=agent serve 51679 127.0.0.1 &
sysctl -q net.ipv4.conf.all.route_localnet=1
iptables --table nat --append PREROUTING --protocol tcp --destination 169.254.170.2 --dport 80 \
  --jump DNAT --to-destination 127.0.0.1:51679
# expect: awsvpc-credentials
docker exec app1 get 169.254.170.2 80
# --8<-- [end:agent-bridge]

# --8<-- [start:local-routes]
# ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES=["10.77.0.10/32"]: the agent adds a route to the same bridge.
ip -n task1 route add 10.77.0.10/32 via 169.254.172.1 dev ecs-eth0
# expect: awsvpc-local-route
docker exec app1 get 10.77.0.10 4317
nsenter --target "$pid" --net ip route
# --8<-- [end:local-routes]

# --8<-- [start:security-groups]
# The instance lets nothing in, as with a security group without inbound rules.
iptables --insert INPUT 1 --in-interface eth0 --protocol tcp --syn --jump DROP
NAME=instance serve 80 10.77.0.10 &
# expect: awsvpc-instance-closed
ip netns exec vpc get 10.77.0.10 80
# expect: awsvpc-task-open
ip netns exec vpc get 10.77.0.20 80
# --8<-- [end:security-groups]

# --8<-- [start:refused]
# What AWS rejects with awsvpc, Docker rejects for a container in the namespace of another one.
# expect: awsvpc-hostname-refused
docker run --rm --network container:pause1 --hostname shop lab true
# expect: awsvpc-links-refused
docker run --rm --network container:pause1 --link web2 lab true
# expect: awsvpc-extra-hosts-refused
docker run --rm --network container:pause1 --add-host db:10.77.0.200 lab true
# expect: awsvpc-dns-servers-refused
docker run --rm --network container:pause1 --dns 10.77.0.2 lab true
# expect: awsvpc-published-port-refused
docker run --rm --network container:pause1 --publish 8080:80 lab true
# --8<-- [end:refused]

# --8<-- [start:instance-metadata]
# Neither the hop limit nor the rule for bridge keeps the task off IMDS.
echo 1 >/run/lab/hop-limit
iptables --insert DOCKER-USER 1 --in-interface docker+ \
  --destination 169.254.169.254/32 --jump DROP
# expect: awsvpc-imds-open
docker exec app1 token
# ECS_AWSVPC_BLOCK_IMDS=true: the agent adds a blackhole route in the namespace of the task.
ip -n task1 route replace blackhole 169.254.169.254/32
# expect: awsvpc-imds-blocked
docker exec app1 token
# expect: awsvpc-imds-instance
token
# --8<-- [end:instance-metadata]
