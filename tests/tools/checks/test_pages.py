"""The real pages and generated fragments pass every guard."""

from datetime import date

import pytest
from support.paths import ROOT

from tools.checks import GUARDS, Repo, check


@pytest.fixture(scope="module")
def repo() -> Repo:
    return Repo(ROOT, date.today())


@pytest.mark.parametrize("guard", GUARDS)
def test_pages_pass(guard: str, repo: Repo) -> None:
    problems = check(repo, [guard])
    if problems:
        pytest.fail("\n" + "\n".join(map(str, problems)), pytrace=False)


def test_there_are_pages_fragments_and_snippets(repo: Repo) -> None:
    assert repo.mode_pages
    assert any(path.startswith("generated/") for path in repo.documents)
    assert repo.snippets
