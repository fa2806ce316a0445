"""The changelogs of both languages: the guard reports its bad examples and no good one."""

from support.guard_cases import Case, bad, examples_hold

from tools.changelog import CHANGELOGS
from tools.checks.changelog import GUARDS

JA, EN = CHANGELOGS["ja"], CHANGELOGS["en"]
JA_TOP, EN_TOP = "# 変更履歴\n\n## 未リリース\n\n", "# Changelog\n\n## Unreleased\n\n"


def both(ja: str, en: str) -> dict[str, str]:
    return {JA: JA_TOP + ja, EN: EN_TOP + en}


BAD = [
    bad("changelogs-match", "one language only", {EN: EN_TOP}, (EN, 1), says=f"no {JA}"),
    bad(
        "changelogs-match",
        "an entry in one language only",
        both("### 追加\n\n- 表。\n", "### Added\n\n- A table.\n- A list.\n"),
        (JA, 5),
        (EN, 5),
        says="entries",
    ),
    bad(
        "changelogs-match",
        "another section",
        both("### 修正\n\n- 表。\n", "### Added\n\n- A table.\n"),
        (JA, 5),
        (EN, 5),
        says="counterpart",
    ),
    bad(
        "changelogs-match",
        "a version in one language only",
        both("", "## 1.0.0 - 2026-11-26\n"),
        (EN, 5),
        says="“## 1.0.0 - 2026-11-26”",
    ),
    bad(
        "changelogs-match",
        "another day",
        both("## 1.0.0 - 2026-11-25\n", "## 1.0.0 - 2026-11-26\n"),
        (JA, 5),
        (EN, 5),
        says="“## 1.0.0 - 2026-11-2",
    ),
    bad(
        "changelogs-match",
        "numbers and code in another order of the entries",
        both(
            "### 追加\n\n- `ecsnet` の表。\n- 18 個のセル。\n",
            "### Added\n\n- 18 cells,\n  all of them.\n- The table of `ecsnet`.\n",
        ),
        (JA, 7),
        (JA, 8),
        (EN, 7),
        (EN, 9),
        says="correct one of the two",
    ),
    bad(
        "changelogs-match",
        "a line break, which would become a space",
        both("### 追加\n\n- 表と\n  一覧。\n", "### Added\n\n- A table and\n  a list.\n"),
        (JA, 7),
        says="join the lines",
    ),
]
GOOD = [
    Case("changelogs-match", "no changelog", {}),
    Case(
        "changelogs-match",
        "the same in each language's words",
        both(
            "### 追加\n\n- 4 つのモードと `host`。\n\n"
            "## [0.2.0] - 2026-02-03\n\n### 修正\n\n- 表。\n",
            "### Added\n\n- `host` and\n  four modes.\n\n"
            "## 0.2.0 - 2026-02-03\n\n### Fixed\n\n- A table.\n",
        ),
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
