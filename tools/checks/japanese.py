"""Guards over the Japanese that is put together from parts: pages made of facts, and output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecsnet.facts import MODES
from tools.checks.guard import Guards, Problem
from tools.checks.page import Page
from tools.checks.repo import Repo
from tools.checks.tokens import JAPANESE

guard = GUARDS = Guards[Repo]()

# Names that begin with a small letter, and what Japanese engineers call the steps of Terraform.
NAMES = frozenset(
    {"apply", "botocore", "ecspresso", "fargatecli", "iptables", "localhost", "plan", "root"}
)
# What stands for itself: code, and the command that output names without marking it.
CODE = re.compile(r"(`+).*?\1|\becsnet(?: [a-z]+)?", re.ASCII)
# Neither a part of a path, an address, an option or a name in code, nor a unit such as vCPU.
BARE = re.compile(r"(?<![A-Za-z0-9_.\-/@#:'])[a-z][a-z'’]*(?![A-Za-z0-9_\-/@:]|\.\w)")
NULL = re.compile(r"\bnull\b", re.ASCII)


def bare_words(text: str) -> list[str]:
    """English words with small letters in a Japanese text, but for its code and for names."""
    words = BARE.findall(CODE.sub("`", text))
    return [word for word in words if word not in NAMES]


@guard("generated-japanese-is-japanese")
def generated_japanese_is_japanese(repo: Repo) -> Iterator[Problem]:
    """No word of a program between Japanese ones, and no ``null`` that nobody wrote.

    Drawings are left out, as labels have no code.
    """
    for page in repo.documents.values():
        if page.path.startswith("generated/ja/") and page.path.endswith(".md"):
            yield from _prose(page)
            yield from _output(repo, page)


def _prose(page: Page) -> Iterator[Problem]:
    titles = {heading.line for heading in page.headings}
    foreign = [*page.foreign("en"), *((link.start, link.end) for link in page.links)]
    for number, line in enumerate(page.prose_without(*foreign).split("\n"), start=1):
        for word in bare_words(re.sub(r"\{[^}]*\}", " ", line)):
            # A title is shown where there is no code, such as the tab of a browser.
            if not (number in titles and word in MODES):
                message = (
                    f"bare word “{word}” in generated Japanese: write it as code, or translate"
                )
                yield Problem(page.path, number, f"{message} it, where it is made from")


def _output(repo: Repo, page: Page) -> Iterator[Problem]:
    for fence in (fence for fence in page.fences if fence.language != "json"):
        section = page.section_at(fence.line)
        shown = [i.path for i in page.includes if page.section_at(i.line) == section]
        written = any(NULL.search(repo.snippets.get(path, "")) for path in shown)
        for number, line in enumerate(fence.body, start=fence.line + 1):
            if JAPANESE.search(line):
                if NULL.search(line) and not written:
                    message = "the output says null, and no example here has it: say that it is not"
                    yield Problem(page.path, number, f"{message} set, in the message of the rule")
                for word in bare_words(line):
                    message = (
                        f"bare word “{word}” in Japanese output: write it as code in the message"
                    )
                    yield Problem(page.path, number, message)
