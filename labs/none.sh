# none: each container has a network namespace of its own, with nothing but a loopback interface.

# --8<-- [start:interfaces]
# expect: none-only-lo
docker run --rm --network none lab ip -o address
# expect: none-no-routes
docker run --rm --network none lab ip route
# expect: none-no-ipv6-loopback
docker run --rm --network none lab serve 80 '[::1]'
# --8<-- [end:interfaces]

# --8<-- [start:loopback]
# Two containers of one task.
docker run --detach --name web --env NAME=web --network none lab serve 80
docker run --detach --name job --network none lab sleep 600
# expect: none-loopback
docker exec web get 127.0.0.1 80
# expect: none-not-shared
docker exec job get 127.0.0.1 80
# --8<-- [end:loopback]

# --8<-- [start:inspect]
# From the instance, into the namespace of a container: its image needs neither ip nor ss.
pid=$(docker inspect --format '{{.State.Pid}}' web)
# expect: none-look-namespace
nsenter --target "$pid" --net ip -brief address
# expect: none-look-listeners
nsenter --target "$pid" --net ss --listening --tcp --numeric
# --8<-- [end:inspect]

# --8<-- [start:outside]
# expect: none-no-vpc
docker exec job get 10.77.0.200 80
# expect: none-no-imds
docker exec job token
# A stand-in for the agent, which serves the credentials of tasks, and the rule of ecs-init.
NAME=agent serve 51679 127.0.0.1 &
sysctl -q net.ipv4.conf.all.route_localnet=1
iptables --table nat --append PREROUTING --protocol tcp --destination 169.254.170.2 --dport 80 \
  --jump DNAT --to-destination 127.0.0.1:51679
# expect: none-credentials-bridge
docker run --rm lab get 169.254.170.2 80
# expect: none-no-credentials
docker exec job get 169.254.170.2 80
# --8<-- [end:outside]

# --8<-- [start:port-mapping]
docker run --detach --name mapped --network none --publish 8080:80 lab serve 80
# expect: none-port-mapping-ignored
docker port mapped
# expect: none-port-mapping-closed
ip netns exec vpc get 10.77.0.10 8080
# --8<-- [end:port-mapping]

# --8<-- [start:results]
# What the instance does for a container works without a network.
docker run --name batch --network none --volume /run/lab/results:/results \
  lab sh -c 'echo "to the log"; echo "to the volume" >/results/out.txt'
# expect: none-logs
docker logs batch
# expect: none-volume
cat /run/lab/results/out.txt
# --8<-- [end:results]
