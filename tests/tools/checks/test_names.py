"""Names of pages: each guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, examples_hold, front

from tools.checks.names import GUARDS

NAV = "site_url: !ENV [X, y]\nnav:\n  - x.md\n  - Group:\n      - NAME: y.md\n"

BAD = [
    bad(
        "page-has-one-name",
        "heading and title",
        {EN: front(title="Choosing a mode") + "\n# Choose a `mode` { .big }\n"},
        (EN, 8),
        says="“Choosing a mode” and the heading “Choose a `mode`”",
    ),
    bad(
        "page-has-one-name",
        "two pages with one",
        {JA: front(title="規則"), "docs/ja/y.md": front(title="規則")},
        ("docs/ja/y.md", 2),
        says="docs/ja/x.md has the title “規則” too",
    ),
    bad(
        "page-has-one-name",
        "another one in the navigation",
        {"mkdocs.yml": NAV.replace("NAME", "Why")},
        ("mkdocs.yml", 5),
        says="calls y.md “Why”",
    ),
    bad(
        "page-has-one-name",
        "another index page is no home page",
        {"docs/en/rules/index.md": front(title="Rules") + "\n# The rules\n"},
        ("docs/en/rules/index.md", 8),
        says="“Rules” and the heading “The rules”",
    ),
]

GOOD = [
    Case(
        "page-has-one-name",
        "one each, in two languages",
        {
            JA: front(title="T") + "\n# T\n",
            EN: front(title="T") + "\n# T\n",
            "mkdocs.yml": NAV.replace("NAME: ", ""),
        },
    ),
    Case(
        "page-has-one-name",
        "a home page with its promise, its title and its entry",
        {
            "docs/en/index.md": front(title="The site") + "\n# A promise\n",
            "docs/ja/index.md": front(title="サイト") + "\n# 約束\n",
            "mkdocs.yml": "nav:\n  - Home: index.md\n",
        },
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
