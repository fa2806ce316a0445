#!/bin/bash
# Sets the stage of a lab, then runs the command that it is given, on the instance.
# tools/labs/stage.py starts it in namespaces of its own (network, mounts, processes): what is made
# here can be seen only in here, and is gone as soon as that command ends.
#
#   instance  this network namespace: eth0 10.77.0.10, a Docker daemon with docker0 and iptables
#   vpc       a second one: client 10.77.0.100, database 10.77.0.200, IMDS 169.254.169.254
#
# A veth pair joins the two, and no interface leads anywhere else.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)

# Sockets, images, containers and named namespaces lie below /run. A file system of its own also
# hides a Docker or containerd of this machine, which the daemon and the client would use.
mount -t tmpfs tmpfs /run
mkdir -p /run/netns /run/lab/image/bin /run/lab/image/www/cgi-bin /run/lab/image/tmp

ip link set lo up
ip netns add vpc
ip link add eth0 type veth peer name instance netns vpc
ip address add 10.77.0.10/24 dev eth0
ip link set eth0 up
ip route add 169.254.169.254/32 dev eth0

ip -n vpc link set lo up
ip -n vpc link add subnet type bridge
ip -n vpc link set subnet up
# No rule of iptables is for what only passes from one port of the subnet to another.
if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
  ip netns exec vpc sysctl -q net.bridge.bridge-nf-call-iptables=0
fi
ip -n vpc link set instance master subnet up
ip -n vpc address add 10.77.0.100/24 dev subnet
ip -n vpc address add 10.77.0.200/24 dev subnet
ip -n vpc address add 169.254.169.254/32 dev subnet

# The one image, lab: busybox and the commands of labs/image/. The instance has them too, after its
# own commands. A busybox that is not static does not run here, as it would not in a container.
install "$(command -v busybox)" /run/lab/image/bin/busybox
chroot /run/lab/image /bin/busybox --install -s /bin
install "$repository"/labs/image/* /run/lab/image/bin
ln -s ../../bin/answer /run/lab/image/www/cgi-bin/index.cgi
export PATH=$PATH:/run/lab/image/bin

# The other machines. The hop limit is that of an instance with the ECS-optimized AMI of Amazon Linux
# 2023.
echo 2 >/run/lab/hop-limit
NAME=database ip netns exec vpc serve 80 10.77.0.200 </dev/null &
ip netns exec vpc "$LAB_PYTHON" -B "$repository/tools/labs/imds.py" /run/lab/hop-limit </dev/null &

# Dynamic host ports come from this range. It is not the default one, to show that Docker reads it.
echo 40000 40999 >/proc/sys/net/ipv4/ip_local_port_range

# A configuration of its own for the daemon and the client: that of this machine may say more.
echo '{}' >/run/lab/daemon.json
export DOCKER_HOST=unix:///run/docker.sock DOCKER_CONFIG=/run/lab
dockerd --config-file /run/lab/daemon.json --host "$DOCKER_HOST" --pidfile /run/docker.pid \
  --data-root /run/lab/docker --exec-root /run/docker \
  --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "$LAB_CGROUP" \
  </dev/null >/run/lab/dockerd.log 2>&1 &
daemon=$!
until docker version >/dev/null 2>&1; do
  if ! kill -0 "$daemon" 2>/dev/null; then
    echo "the Docker daemon does not start here:" >&2
    tail -n 5 /run/lab/dockerd.log >&2
    exit 1
  fi
  sleep 0.1
done
tar --create --directory /run/lab/image . | docker import - lab >/dev/null

for service in "get 10.77.0.200 80" token; do
  for _ in {1..50}; do
    if $service >/dev/null; then continue 2; fi
    sleep 0.1
  done
  echo "a machine of the VPC does not answer: $service" >&2
  exit 1
done

exec "$@"
