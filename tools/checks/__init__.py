"""Guards over the pages: what a build would not notice and a reader would.

Each guard yields the problems it sees, with file and line, and says what to do about them. The
built site has guards of its own in `tools.checks.site`.
"""

from tools.checks import (
    changelog,
    examples,
    features,
    glossary,
    japanese,
    languages,
    links,
    names,
    numbers,
    parity,
    provenance,
    quotes,
    snippets,
    statements,
    structure,
)
from tools.checks.guard import Guards
from tools.checks.repo import Repo

GUARDS = Guards[Repo](
    snippets.GUARDS
    | examples.GUARDS
    | parity.GUARDS
    | statements.GUARDS
    | structure.GUARDS
    | languages.GUARDS
    | features.GUARDS
    | names.GUARDS
    | numbers.GUARDS
    | quotes.GUARDS
    | japanese.GUARDS
    | glossary.GUARDS
    | provenance.GUARDS
    | links.GUARDS
    | changelog.GUARDS
)
check = GUARDS.check

__all__ = ["GUARDS", "Repo", "check"]
