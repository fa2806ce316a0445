"""Runs a lab on a stage, and writes down what happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tools.labs.script import LABS, Expectation, Lab, Section, Step
from tools.labs.stage import Stage

# What differs from run to run. A page shows the transcript, so what replaces it is readable.
_VARIES = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<id>"),
    (re.compile(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{12}\b"), "<id>"),
    (re.compile(r"\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b"), "<mac>"),
    (re.compile(r"^\d+: (?!lo\b)(?=\w)", re.M), "N: "),
    (re.compile(r'(?<=^time=")[^"]+', re.M), "<time>"),
    (re.compile(r"(?<=@if)\d+"), "N"),
    # Packets that a rule has met; with those that are sent again, it is not always the same number.
    (re.compile(r"(?<= -c )[1-9]\d* \d+(?= )"), "N N"),
    # Advice on how to call docker, in the words of one version.
    (re.compile(r"\n+(See|Run) 'docker run --help'.*"), ""),
    (re.compile(r"[ \t]+$", re.M), ""),
)


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was run."""

    step: Step
    output: str
    status: int

    def met(self, expectation: Expectation) -> bool:
        """Whether it did what this one of its expectations says."""
        return expectation.met(self.output, self.status)


@dataclass(frozen=True, slots=True)
class Run:
    """A lab that was run."""

    lab: Lab
    docker: str
    """The versions of the daemon and of the client."""
    done: tuple[tuple[Section, tuple[Done, ...]], ...]

    def results(self) -> dict[str, tuple[bool, Done]]:
        """For each id of an expectation, whether it was met, and by what."""
        return {
            expectation.id: (done.met(expectation), done)
            for _, steps in self.done
            for done in steps
            for expectation in done.step.expectations
        }


def run(lab: Lab, stage: Stage, tell: Callable[[Section, Done], None] | None = None) -> Run:
    """Run every step of a lab, also after an expectation that was not met.

    Args:
        lab: what to run.
        stage: where; a lab needs a new one.
        tell: is called after each step.
    """
    docker, _ = stage.run(
        "docker version --format '{{.Server.Version}}, client {{.Client.Version}}'"
    )
    sections = []
    for section in lab.sections:
        steps = []
        for step in section.steps:
            done = Done(step, *stage.run(step.command))
            steps.append(done)
            if tell:
                tell(section, done)
        sections.append((section, tuple(steps)))
    return Run(lab, docker.strip(), tuple(sections))


def shown(done: Done) -> str:
    """A step as the transcript has it: the command, what it printed, its status if not 0."""
    output = done.output
    for varies, instead in _VARIES:
        output = varies.sub(instead, output)
    lines = [f"$ {done.step.command}", *output.strip("\n").splitlines()]
    if done.status:
        lines.append(f"[exit status {done.status}]")
    return "\n".join(lines)


def transcript(run: Run) -> str:
    """The text of a run, in the named sections of its script."""
    parts = [f"# Docker {run.docker}"]
    for section, steps in run.done:
        parts.append(f"# --8<-- [start:{section.name}]")
        parts += [shown(done) for done in steps]
        parts.append(f"# --8<-- [end:{section.name}]")
    return "\n".join(parts) + "\n"


def committed(mode: str) -> str:
    """The transcript that the repository has."""
    return (LABS / "transcripts" / f"{mode}.txt").read_text(encoding="utf-8")


def write(run: Run) -> None:
    """Make this run the transcript that the repository has."""
    path = LABS / "transcripts" / f"{run.lab.mode}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(transcript(run), encoding="utf-8")
