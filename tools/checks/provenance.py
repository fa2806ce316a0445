"""Guards over how sure a page is of what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain

from ecsnet.facts import LANGUAGES, line_of
from tools.checks.guard import Guards, Problem
from tools.checks.repo import Repo

guard = GUARDS = Guards[Repo]()

# What is inferred, undocumented or reported by users has one label each; the rest is stated.
LABELS: Mapping[str, str] = {
    "en": "“Inferred: …”, “Not confirmed”, “AWS does not document …” or “Users report …”",
    "ja": "「（推定）」か「AWS のドキュメントに記載がありません」",
}
HEDGES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:we (?:infer|assume|guess|suspect)|presumably|apparently|supposedly|seemingly|"
        r"it (?:seems|appears) (?:that|to)|it follows from|is taken to|"
        r"(?:most )?likely|maybe|perhaps|(?:we )?found no AWS)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"推測|推論|と考えられ|とみられ|と思われ|おそらく|恐らく|らしい|(?<!の)ようです|はずです|"
        r"文書は見つか"
    ),
}


@guard("doubts-have-labels")
def doubts_have_labels(repo: Repo) -> Iterator[Problem]:
    """A doubt is worded in one way in each language, so that readers can tell it from a fact."""
    for page in repo.documents.values():
        language = page.language
        if language is None:
            continue
        quoted = [region for marked in LANGUAGES for region in page.foreign(marked)]
        lines = page.prose_without(*quoted).split("\n")
        for number, line in enumerate(lines, start=1):
            for found in HEDGES[language].finditer(line):
                message = f"“{found[0]}” is no label for a doubt: use {LABELS[language]}"
                yield Problem(page.path, number, f"{message}, or state it")


@guard("lab-evidence-is-run")
def lab_evidence_is_run(repo: Repo) -> Iterator[Problem]:
    """Evidence names what a lab shows; the facts cannot look, because their wheel has no labs."""
    labs = [tomllib.loads(path.read_text("utf-8")) for path in repo.root.glob("labs/*.toml")]
    sections = chain.from_iterable(lab["section"] for lab in labs)
    run = {shown["id"] for section in sections for shown in section["expectation"]}
    for path in sorted(repo.root.glob("src/ecsnet/facts/evidence/*.toml")):
        text = path.read_text("utf-8")
        for name, evidence in tomllib.loads(text).items():
            lab = evidence.get("lab")
            if lab is not None and lab not in run:
                file, line = path.relative_to(repo.root).as_posix(), line_of(text, [name, "lab"])
                message = f"no lab expects {lab!r}: name an expectation of labs/*.toml"
                yield Problem(file, line, message)
