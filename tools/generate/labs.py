"""What the page of the labs shows: the claims that were run, and the transcripts of the run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from ecsnet.facts import RunEvidence, Text
from ecsnet.sections import section
from tools.generate.markdown import aside, headings, words
from tools.labs import script

#: The modes that have a lab, in the order of the page.
MODES = script.MODES

#: The sections that pages other than that of the labs show: mode and name.
LOOKED_INTO = (
    ("awsvpc", "inspect"),
    ("awsvpc", "instance-metadata"),
    ("awsvpc", "local-routes"),
    ("bridge", "docker-user"),
    ("bridge", "dynamic-ports"),
    ("bridge", "hop-limit"),
    ("bridge", "inspect"),
    ("bridge", "localhost"),
    ("host", "inspect"),
    ("none", "inspect"),
)

#: What the section on checking shows on the page of a mode: the commands with these expectations.
CHECKED = {
    "awsvpc": ("awsvpc-look-pause", "awsvpc-look-namespace"),
    "bridge": ("bridge-look-namespace", "bridge-look-ports"),
    "host": ("host-look-listeners", "host-look-ports"),
    "none": ("none-look-namespace",),
}

#: What a page shows of a section for one question: the commands with these expectations.
DECIDING = {("bridge", "localhost"): ("bridge-link-reaches", "bridge-localhost-not-shared")}


def transcript(mode: str) -> str:
    """The transcript of a run, as it was written by ``make lab``."""
    return (script.LABS / "transcripts" / f"{mode}.txt").read_text(encoding="utf-8")


def version() -> str:
    """The Docker daemon that the transcripts are from, as their first line names it.

    Raises:
        ValueError: they are from different ones.
    """
    first = (transcript(mode).splitlines()[0].removeprefix("# ") for mode in MODES)
    found = {line.partition(",")[0] for line in first}
    if len(found) > 1:
        raise ValueError(f"the transcripts are from different runs: {', '.join(sorted(found))}")
    return found.pop()


def count(language: str) -> str:
    """How many claims were run, and with what."""
    number = sum(len(script.load(mode).expectations) for mode in MODES)
    return words(language)["lab_count"].format(count=number, version=version()) + "\n"


@cache
def shown() -> dict[str, script.Expectation]:
    """Everything that the labs show, by id."""
    return {each.id: each for mode in MODES for each in script.load(mode).expectations}


def told(item: RunEvidence) -> RunEvidence:
    """With the tool and the words of the lab that it is of, if any."""
    if item.lab is None:
        return item
    said = shown()[item.lab].shows
    return replace(item, tool=version(), what=Text(ja=said.ja, en=said.en))


def place(lab_id: str) -> str:
    """Where the page has what a lab shows; the commands are below."""
    return f"see-it-run.md#run-{lab_id}"


def lab(mode: str, language: str) -> str:
    """The sections of a lab: what each shows, the pages that say so, and what was printed."""
    ui = words(language)
    run = transcript(mode)
    parts = []
    for each in script.load(mode).sections:
        points = [e for step in each.steps for e in step.expectations]
        parts.append(f"### {each.title[language]} {{#{mode}-{each.name}}}\n\n")
        parts += [f'- <span id="run-{e.id}"></span>{e.shows[language]}\n' for e in points]
        said = dict.fromkeys(e.claim for e in points)
        links = ui["comma"].join(_link(claim, mode, language) for claim in said)
        parts.append(f"\n{ui['lab_claims']}{ui['colon']}{links}\n")
        body = section(run, each.name).strip("\n")
        parts.append(
            f'\n<details class="fold" markdown data-search-exclude>\n'
            f"<summary>{ui['lab_printed']}</summary>\n\n"
            f"```console\n{body}\n```\n\n</details>\n\n"
        )
    return "".join(parts).rstrip("\n") + "\n"


def printed(mode: str, name: str) -> str:
    """The commands of a section with what they printed, under the name of the transcript.

    Of a section that a page shows for one question, only those that decide it.
    """
    if wanted := DECIDING.get((mode, name)):
        return _block(mode, _chosen(mode, name, wanted))
    return _block(mode, section(transcript(mode), name).strip("\n"))


def checked(mode: str) -> str:
    """The commands that show a mode on its own page, with what they printed."""
    return _block(mode, _chosen(mode, "inspect", CHECKED[mode]))


def _chosen(mode: str, name: str, wanted: tuple[str, ...]) -> str:
    """The commands of a section that have one of the expectations, each with its output."""
    runs = _runs(section(transcript(mode), name).strip("\n"))
    steps = next(each for each in script.load(mode).sections if each.name == name).steps
    return "\n".join(run for run, step in zip(runs, steps, strict=True) if _shown(step, wanted))


def _runs(body: str) -> list[str]:
    """The commands of a section of a transcript, each with its output."""
    return [f"$ {run}" for run in f"\n{body}".split("\n$ ")[1:]]


def _shown(step: script.Step, wanted: tuple[str, ...]) -> bool:
    """Whether it has one of the expectations, or sets the variable that these use."""
    return step.command.startswith("pid=") or any(each.id in wanted for each in step.expectations)


def _block(mode: str, body: str) -> str:
    fence = f'```console title="labs/transcripts/{mode}.txt"\n{body}\n```'
    return f"<div markdown data-search-exclude>\n\n{fence}\n\n</div>\n"


def _link(claim: str, mode: str, language: str) -> str:
    """A link to the heading that makes a claim; behind it the mode of its page, if another."""
    page, _, anchor = claim.partition("#")
    link, other = f"[{headings(page, language)[anchor]}]({claim})", Path(page).stem
    own = other == mode or not page.startswith("modes/")
    return link if own else link + aside(f"`{other}`", language)
