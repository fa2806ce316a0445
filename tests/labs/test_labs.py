"""Every expectation of the labs, met by a real Docker daemon."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

import pytest
from support import outside
from support.needed import skip
from support.paths import ROOT

from tools.labs import run as running
from tools.labs.script import LABS, MODES, load, parse
from tools.labs.stage import obstacle, stage

# Each process runs the labs of its groups once.
lab_of_its_own = {mode: pytest.mark.xdist_group(f"lab-{mode}") for mode in MODES}
pytestmark = pytest.mark.lab


why_not = cache(obstacle)


@pytest.fixture(autouse=True)
def possible():
    if reason := why_not():
        skip(reason)


@dataclass(frozen=True)
class Observed:
    """A lab that was run, and what was seen of it from outside."""

    run: running.Run
    inside: str
    """The interfaces and rules of the instance."""
    cgroup: str
    processes: list[int]
    """Those of the stage, while it stood."""
    outside: list[dict[str, str]]
    """The machine before, during and after the run."""
    watch: outside.Watch


@cache
def observed(mode: str) -> Observed:
    before = outside.snapshot()
    with outside.Watch() as watch:
        with stage() as made:
            run = running.run(load(mode), made)
            inside, _ = made.run("ip -oneline link; iptables --list-rules")
            cgroup = made.run("echo $LAB_CGROUP")[0].strip()
            processes = outside.processes(cgroup)
            during = outside.snapshot()
        watch.send_marker()
    return Observed(run, inside, cgroup, processes, [before, during, outside.snapshot()], watch)


def of_mode(mode: str, *values: object, name: str) -> object:
    return pytest.param(mode, *values, id=name, marks=lab_of_its_own[mode])


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        of_mode(mode, expectation.id, name=expectation.id)
        for mode in MODES
        for expectation in load(mode).expectations
    ],
)
def test_expectation(mode, expected):
    met, done = observed(mode).run.results()[expected]

    assert met, running.shown(done)


@pytest.mark.parametrize("mode", [of_mode(mode, name=mode) for mode in MODES])
def test_transcript_is_that_of_a_run(mode):
    new, committed = running.transcript(observed(mode).run), running.committed(mode)

    # Another version of Docker may use other words, but does the same.
    if new.splitlines()[0] != committed.splitlines()[0]:
        new, committed = (
            "\n".join(re.findall(r"^(?:\$ |  --|\[exit status|# --8).*", text, re.M))
            for text in (new, committed)
        )
    assert new == committed


@pytest.mark.parametrize("mode", [of_mode(mode, name=mode) for mode in MODES])
def test_nothing_appears_outside(mode):
    seen = observed(mode)
    before, during, after = seen.outside

    assert during == before
    assert after == before
    # 169.254.169.254 is left out: a machine in a cloud may ask its own metadata service. So is the
    # network of docker0 on a machine with a docker0.
    docker0 = () if "172.17." in before["routes"] else ("172.17.0.0/16",)
    assert seen.watch.within("10.77.0.0/24", *docker0) == []
    # What has been told to end may need a moment on a machine that is busy.
    for _ in range(100):
        left = outside.processes(seen.cgroup), outside.cgroups(seen.cgroup)
        if left == ([], []):
            break
        time.sleep(0.1)
    assert left == ([], [])


@pytest.mark.parametrize("mode", [of_mode(mode, name=mode) for mode in MODES])
def test_something_would_be_seen(mode):
    seen = observed(mode)

    # What the lab made is there, inside, and the watch sees a packet that is sent outside.
    assert "docker0" in seen.inside
    assert "DOCKER-USER" in seen.inside
    assert len(seen.processes) > 3
    assert seen.watch.within(outside.MARKER[0]) == [outside.MARKER[0]]


def mistaken(mode: str, right: str, wrong: str, shown: str) -> set[str]:
    """What is not met when a section of a script has a mistake.

    Of the other sections only what they set up is run, to save time.
    """
    script = (LABS / f"{mode}.sh").read_text(encoding="utf-8")
    assert script.count(right) == 1
    lab = parse(
        mode,
        script.replace(right, wrong),
        (LABS / f"{mode}.toml").read_text(encoding="utf-8"),
    )
    names = [section.name for section in lab.sections]
    sections = tuple(
        section
        if section.name == shown
        else replace(section, steps=tuple(step for step in section.steps if not step.expectations))
        for section in lab.sections[: names.index(shown) + 1]
        if section.name in ("localhost", shown)
    )
    with stage() as made:
        results = running.run(replace(lab, sections=sections), made).results()
    assert any(met for met, _ in results.values())
    return {name for name, (met, _) in results.items() if not met}


@pytest.mark.xdist_group("lab-host")
def test_a_second_listener_on_a_port_is_caught():
    right, wrong = (
        f"--network host lab serve {port}\n# expect: host-other" for port in (8081, 8080)
    )

    assert mistaken("host", right, wrong, "ports") == {"host-other-port"}


@pytest.mark.xdist_group("lab-none")
def test_a_rule_that_is_left_out_is_caught():
    right = "iptables --insert DOCKER-USER 1"

    assert mistaken("bridge", right, f"true {right}", "docker-user") == {
        "bridge-docker-user-blocks",
        "bridge-docker-user-listed",
    }


@pytest.mark.xdist_group("lab-host")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_nothing_is_left_after_an_interruption(number):
    committed = running.committed("none")
    with subprocess.Popen(
        [sys.executable, "-m", "tools.labs", "none"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        cgroup = f"ecsnet-lab-{process.pid}-"
        for line in process.stdout:
            if "none-only-lo" in line:
                break
        started = outside.processes(cgroup)
        os.killpg(process.pid, number)
        process.communicate(timeout=60)

    assert len(started) > 3
    assert process.returncode == 130
    assert outside.processes(cgroup) == []
    assert outside.cgroups(f"{cgroup}*") == []
    assert running.committed("none") == committed


@pytest.mark.xdist_group("lab-none")
def test_a_shell_on_the_instance():
    shell = subprocess.run(
        [sys.executable, "-m", "tools.labs", "--shell"],
        cwd=ROOT,
        input="docker run --rm --network host lab get 10.77.0.200 80; echo $LAB_CGROUP; exit 4\n",
        capture_output=True,
        text=True,
    )
    answer, cgroup = shell.stdout.splitlines()

    assert answer == "database answers 10.77.0.10"
    assert shell.returncode == 4
    assert outside.cgroups(cgroup) == []


@pytest.mark.xdist_group("lab-none")
def test_nothing_is_left_after_a_failure():
    class Failure(Exception):
        pass

    with suppress(Failure), stage() as made:
        made.run("docker run --detach lab sleep 600")
        cgroup = made.run("echo $LAB_CGROUP")[0].strip()
        assert outside.cgroups(cgroup)
        raise Failure

    assert outside.processes(cgroup) == []
    assert outside.cgroups(cgroup) == []
