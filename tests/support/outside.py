"""What a lab must not change or reach: this machine, outside the namespaces of its stage."""

import socket
import struct
import subprocess
import threading
import time
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

ALL_PROTOCOLS, IPV4, ARP = 3, 0x0800, 0x0806
MARKER = ("127.77.77.77", 7777)


def printed(*command: str) -> str:
    """What a command prints; nothing where there is no such command."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        return ""


def snapshot() -> dict[str, str]:
    """The network of this machine, and what of a lab could show in it."""
    rules = printed("iptables-save").splitlines()
    settings = ("ip_forward", "ip_local_port_range", "conf/all/route_localnet")
    return {
        "links": printed("ip", "-oneline", "-brief", "link"),
        "addresses": printed("ip", "-oneline", "-brief", "-4", "address"),
        "routes": printed("ip", "-4", "route", "show", "table", "all"),
        "namespaces": printed("ip", "netns", "list"),
        "rules": "\n".join(rule.split(" [")[0] for rule in rules if not rule.startswith("#")),
        "settings": "".join(Path("/proc/sys/net/ipv4", name).read_text() for name in settings),
        "mounts": "\n".join(
            line
            for line in Path("/proc/self/mountinfo").read_text().splitlines()
            if "/run/lab" in line or "/run/netns" in line or "/docker/" in line
        ),
        "sockets": "\n".join(map(str, sorted(Path("/run").glob("docker*")))),
    }


def cgroups(name: str) -> list[Path]:
    """The cgroups with a name; with version 1 there may be one in each hierarchy."""
    return sorted(Path("/sys/fs/cgroup").rglob(name))


def processes(text: str) -> list[int]:
    """The processes whose arguments or environment have a text."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except OSError:  # it has ended, or is one of the kernel
            continue
        if text.encode() in said:
            found.append(int(folder.name))
    return sorted(found)


class Watch:
    """Notes the addresses of every packet on this machine's interfaces while it is open."""

    def __init__(self) -> None:
        self.seen: set[IPv4Address] = set()
        self._socket = socket.socket(
            socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL_PROTOCOLS)
        )
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        self._socket.settimeout(0.1)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        self._socket.close()

    def within(self, *networks: str) -> list[str]:
        """The addresses seen that lie in some networks."""
        return sorted(
            str(address)
            for address in self.seen.copy()
            if any(address in IPv4Network(network) for network in networks)
        )

    def send_marker(self) -> None:
        """Send a packet to ``MARKER``, and wait until it is seen: so is all that came before it."""
        deadline = time.monotonic() + 10
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"seen", MARKER)
        while not self.within(MARKER[0]) and time.monotonic() < deadline:
            time.sleep(0.05)

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                packet, (_, protocol, *_) = self._socket.recvfrom(64)
            except TimeoutError:
                continue
            # Without the header of the link: source and destination of IP, or of ARP.
            places = {IPV4: (12, 16), ARP: (14, 24)}.get(protocol, ())
            for place in places:
                if len(packet) >= place + 4:
                    self.seen.add(IPv4Address(struct.unpack_from("!I", packet, place)[0]))
