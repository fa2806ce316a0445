"""textlint finds mistakes in Japanese wherever MkDocs shows prose, and leaves the rest alone."""

from typing import Any

import pytest
from support.textlint import lint, needs_textlint

pytestmark = needs_textlint

# Everything here is right, or is no Japanese prose: nothing may be reported.
GOOD = """\
---
title: awsvpcモード
---

# awsvpc モード

タスクごとに 1 つの Elastic Network Interface（ENI）が割り当てられます。

## ポート {#ports}

!!! note "EC2 のタスク"

    パブリック IP アドレスは付きません。

    ```hcl title="snippets/modes/awsvpc.tf"
    # クラスタのコンテナー
    --8<-- "snippets/modes/awsvpc.tf:task"
    ```

--8<-- "generated/ja/クラスタ.md"

| 項目 | 値 |
| --- | --- |
| `hostPort` | 省略する |

<svg viewBox="0 0 10 10">
<text>クラスタのネットワークインターフェース</text>
</svg>

<figure markdown>
[比較表](../compare.md#matrix){ .md-button }を参照してください。
</figure>

`target_type = "instance"` のままでは、\
`The provided target group has target type instance, which is incompatible with the awsvpc network \
mode specified in the task definition.` で拒否されます。

引用です。<span lang="en">The docker cluster (`ecs`)!</span>

<span lang="en">Network Configuration must be provided.</span>
"""

# One mistake a line, with the rule that must report it there.
BAD = [
    ("# awsvpcモード", "ja-spacing/ja-space-between-half-and-full-width"),
    ("ネットワークインターフェースです。", "prh"),
    ('!!! warning "ECS クラスタ"', "prh"),
    ("    コンテナーは 1 つです。", "prh"),
    ("    - セキュリティーグループ", "prh"),
    ("| ENI (1 つ) | `awsvpc`のみ |", "ja-spacing/ja-space-around-code"),
    ("| 専用の ENI (1 つ) | 値 |", "prh"),
    ("アドレスはVPC のものです。", "ja-spacing/ja-space-between-half-and-full-width"),
    ("句点がありません", "ja-technical-writing/ja-no-mixed-period"),
    ("アドレスは固定である。", "ja-technical-writing/no-mix-dearu-desumasu"),
    ("- **速度**: 高い", "@textlint-ja/ai-writing/no-ai-list-formatting"),
    ("AWS が返す文面です。", "prh"),
    ("検査はポートマッピングを報告します。", "prh"),
    ("効くのは、起動したインスタンスだけです。", "sentences"),
    ("`network_mode` は `null` です。", "sentences"),
]


def written(lines: list[str]) -> str:
    """The mistakes as a page, each in a paragraph or a table of its own."""
    return "\n".join(
        f"{line}\n| --- | --- |\n" if line.startswith("|") else f"{line}\n" for line in lines
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    pages = {"good.md": GOOD, "bad.md": written([text for text, _ in BAD])}
    return lint("ja", pages, tmp_path_factory.mktemp("pages"))


def test_correct_prose_and_code_are_not_reported(found: dict[str, list[dict[str, Any]]]) -> None:
    assert [(m["line"], m["ruleId"], m["message"]) for m in found["good.md"]] == []


def test_mistakes_are_reported_on_their_lines(found: dict[str, list[dict[str, Any]]]) -> None:
    lines = written([text for text, _ in BAD]).splitlines()
    expected = {(lines.index(text) + 1, rule) for text, rule in BAD}
    reported = {(m["line"], m["ruleId"]) for m in found["bad.md"] if m["severity"] == 2}
    assert expected - reported == set()
