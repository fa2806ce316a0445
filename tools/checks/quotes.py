"""Guards over what pages quote: whoever pastes it into the search finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ecsnet.error_search import find
from ecsnet.facts import SourceEvidence, facts
from tools.checks.guard import Guards, Problem
from tools.checks.page import Page
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

NOT_AWS = "quotes_not_aws"
FEWEST = 4
WORD = re.compile(r"(?<!\S)[(\[\"'“‘]*[A-Za-z][A-Za-z'’-]*[)\]\"'”’.,:;!?]*(?!\S)")
# What is typed or written instead of read: a command, an option, an assignment, a block.
TYPED = re.compile(
    r"(?:\S*/)?(?:aws|copilot|curl|docker|ecs-cli|ecsnet|git|make|mkdocs|npm|npx|pip|pipx|pytest|"
    r"python3?|ruff|sh|ssh|sudo|terraform|uvx?)\s.*|.*(?:\s--?[a-z]|\s=\s|[{}]|=>|\|\s).*",
    re.DOTALL,
)
# Here the other language marks what documents say, and what terms are called.
DOCUMENTS = re.compile(r"generated/\w+/(?:evidence/\w+|glossary)\.md")


@guard("quoted-messages-are-known")
def quoted_messages_are_known(repo: Repo) -> Iterator[Problem]:
    """Each code span that reads like a message is one of the facts, or a part of one.

    So is what a Japanese page marks as English, but for titles of documents. A page whose
    messages are not AWS's says in its front matter, under ``quotes_not_aws``, whose they are.
    """
    symbols = {e.symbol for e in facts().evidence.values() if isinstance(e, SourceEvidence)}
    # What Service Quotas calls a limit is a name of the facts, too.
    names = symbols | {quota.quota for quota in facts().quotas.quota.values()}
    for page in repo.documents.values():
        leave = page.front_matter.get(NOT_AWS)
        unknown = [
            (line, text)
            for line, text in _quotes(page)
            if text not in names and _found(text).kind not in ("exact", "part")
        ]
        if leave and not unknown:
            message = f"{NOT_AWS} is not needed, as every message here is known: remove it"
            yield Problem(page.path, page.front_matter_lines.get(NOT_AWS, 1), message)
        for line, text in unknown if not leave else ():
            near = _found(text).messages
            like = f", which is like {', '.join(near)}" if near else ""
            message = f"no message of the facts has “{text}”{like}: correct it, or add the message"
            yield Problem(page.path, line, f"{message} to src/ecsnet/facts/errors/")


_found = cache(find)


def _quotes(page: Page) -> Iterator[tuple[int, str]]:
    spans = [(span.line, span.text) for span in page.code_spans]
    if page.language == "ja" and not DOCUMENTS.fullmatch(page.path):
        titles = [(link.start, link.end) for link in page.links]
        for element in page.elements:
            around = any(a <= element.start and element.end <= b for a, b in titles)
            inside = any(element.start <= a and b <= element.end for a, b in titles)
            if element.attributes.get("lang") == "en" and not around and not inside:
                spans.append((element.line, page.text[element.start : element.end]))
    for line, text in spans:
        if len(WORD.findall(text)) >= FEWEST and not TYPED.fullmatch(text):
            yield line, " ".join(text.split())
