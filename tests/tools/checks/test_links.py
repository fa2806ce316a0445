"""Links: the guard reports its bad examples and no good one."""

from support.guard_cases import EN, JA, Case, bad, examples_hold, front

from tools.checks.links import GUARDS

GUARD = "link-text-is-title"
PAGES = {
    "docs/en/errors.md": front(title="Find an AWS error") + "# Find an AWS error\n",
    "docs/ja/errors.md": front(title="AWS のエラーを調べる") + "## 探す {#find}\n",
    "docs/en/modes/host.md": front(title="host mode") + "## Limits of `host` {#limits}\n",
    "docs/ja/modes/windows.md": front(title="Windows の default（nat）") + "\n",
    "docs/en/rules/a.md": '--8<-- "generated/en/f.md"\n',
}

BAD = [
    bad(
        GUARD,
        "another name",
        {
            **PAGES,
            EN: "[the errors](errors.md)\n[`bridge`](modes/host.md)\n",
            JA: "\n[エラーのページ](errors.md)\n",
            "generated/en/f.md": "[AWS errors](../errors.md)\n",
        },
        (EN, 1),
        (EN, 2),
        (JA, 2),
        ("generated/en/f.md", 1),
        says="use its name",
    ),
    bad(
        GUARD,
        "the name of a page on a link to a section",
        {**PAGES, EN: "See [find an AWS error](modes/host.md#limits).\n"},
        (EN, 1),
        says="docs/en/errors.md, and #limits is a section: use its heading Limits of `host`",
    ),
    bad(
        GUARD,
        "the heading of another section",
        {**PAGES, EN: "# T\n\n## One {#a}\n\n## `Two` {#b}\n\n[One](#b) [`Two`](x.md#a)\n"},
        (EN, 7),
        (EN, 7),
        says="is the heading of another section than #",
    ),
]

GOOD = [
    Case(
        GUARD,
        "title, in small letters, mode, section, file, address, another language's page",
        {
            **PAGES,
            EN: "[find an\nAWS error](errors.md) [`host` mode](modes/host.md) "
            "[`host`](modes/host.md) [host](modes/host.md#limits) [x](../data/a.json) "
            "[limits of host](modes/host.md#limits) [y](https://example.test/a.md) [z](#s)\n"
            "\n## What we ran {#ran}\n\n## Rest {#rest}\n\n[what we ran](#rest) [Rest](#rest)\n",
            JA: "[AWS のエラーを調べる](errors.md) [探す](errors.md#find) "
            "[`default`](modes/windows.md) [`default`（Windows）](modes/windows.md)\n",
            "generated/en/f.md": "[Find an AWS error](../errors.md)\n",
        },
    ),
]

test_bad_examples, test_good_examples, test_each_guard_has_both = examples_hold(GUARDS, BAD, GOOD)
