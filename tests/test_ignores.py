"""Comments that silence findings, and what is said about those that are wrong."""

import pytest

import ecsnet
from ecsnet import ignores, terraform
from ecsnet.diagnostics import Finding, Result
from ecsnet.model import Location

KNOWN = ("ENM003", "ENM008", "ENM016")


def finding(line: int, rule: str = "ENM003") -> Finding:
    return Finding(rule, Location("a.tf", line, 3, 9), "aws_ecs_task_definition.web")


def apply(text: str, *findings: Finding, checked: tuple[str, ...] = KNOWN) -> ignores.Filtered:
    return ignores.apply(findings, "a.tf", terraform.comments(text), KNOWN, checked)


@pytest.mark.parametrize(
    "comment",
    [
        "# ecsnet:ignore ENM003 the load balancer needs it",
        "// ecsnet:ignore ENM003 the load balancer needs it",
        "#ecsnet:ignore ENM003: the load balancer needs it",
        "# ecsnet:ignore enm003 のちほど直す",
        "# ecsnet:ignore ENM008,ENM003 both, for now",
        "# ecsnet:ignore ENM008, ENM003 both, for now\r",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_comment_silences_its_line_and_the_line_below(comment: str, above: bool) -> None:
    text = f"{comment}\nhostPort = 1\n" if above else f"\nhostPort = 1 {comment}\n"
    left = apply(text, finding(2), checked=("ENM003",))
    assert left == ignores.Filtered((), ())


@pytest.mark.parametrize("line", [1, 4, 5])
def test_a_comment_silences_no_other_line(line: int) -> None:
    text = "\n# ecsnet:ignore ENM003 reason\nhostPort = 1\n\n\n"
    left = apply(text, finding(line))
    assert left.findings == (finding(line),)
    assert [notice.shown("en") for notice in left.notices] == [
        "a.tf:2: ecsnet:ignore ENM003 silences no finding; remove it"
    ]


def test_a_comment_silences_no_other_rule() -> None:
    text = "# ecsnet:ignore ENM003 reason\nx = 1\n"
    left = apply(text, finding(2), finding(2, "ENM016"))
    assert left.findings == (finding(2, "ENM016"),)
    assert left.notices == ()


def test_a_comment_without_a_reason_works_and_is_reported() -> None:
    left = apply("# ecsnet:ignore ENM003\nx = 1\n", finding(2))
    assert left.findings == ()
    assert [notice.message.en for notice in left.notices] == [
        "ecsnet:ignore ENM003 has no reason; add one after the rule ID"
    ]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# ecsnet:ignore", "ecsnet:ignore requires a rule ID; no finding is silenced"),
        (
            "# ecsnet:ignore for a good reason",
            "ecsnet:ignore requires a rule ID; no finding is silenced",
        ),
        ("# ecsnet:ignore ENM999 reason", "ecsnet:ignore: unknown rule ENM999"),
        ("# ecsnet:ignore ABC1 reason", "ecsnet:ignore: unknown rule ABC1"),
    ],
)
def test_a_comment_that_can_silence_nothing_is_reported(comment: str, message: str) -> None:
    left = apply(f"{comment}\nx = 1\n", finding(2))
    assert left.findings == (finding(2),)
    assert [notice.message.en for notice in left.notices] == [message]


def test_a_rule_that_did_not_run_leaves_its_comments_alone() -> None:
    left = apply("# ecsnet:ignore ENM003 reason\nx = 1\n", checked=("ENM008",))
    assert left.notices == ()


COMMENT = "# ecsnet:ignore ENM003 reason"


@pytest.mark.parametrize(
    "text",
    [
        f'family = "see {COMMENT}"\n',
        'tags = { a = "http://ecsnet:ignore ENM003" }\n',
        f'a = "${{f("{COMMENT}")}}"\n',
        f'a = "\\" {COMMENT}"\n',
        f"a = <<EOF\n{COMMENT}\nEOF\n",
        f"/*\n{COMMENT}\n*/\n",
    ],
)
def test_what_is_no_comment_silences_nothing(text: str) -> None:
    at = finding(text.count("\n") + 1)
    left = apply(f"{text}x = 1\n", *(finding(line) for line in range(1, at.at.line)), at)
    assert left.findings == (*(finding(line) for line in range(1, at.at.line)), at)
    assert left.notices == ()


@pytest.mark.parametrize(
    "text",
    [
        f'a = "${{f("/*", "<<A")}}" {COMMENT}',
        f'a = "${{\n  f("b")}}" {COMMENT}',
        f'a = <<EOF\n"\nEOF\n{COMMENT}',
        f'a = "\\\\" # tfsec:ignore:b {COMMENT}',
    ],
)
def test_what_stands_before_a_comment_does_not_matter(text: str) -> None:
    assert apply(f"{text}\nx = 1\n", finding(text.count("\n") + 2)).findings == ()


def test_terraform_s_json_syntax_has_no_comments() -> None:
    text = f'{{"//": "{COMMENT}",\n"a": 1}}'
    assert ecsnet.check_text(text, "a.tf.json") == Result(files=1)


@pytest.mark.parametrize("text", ["# ecsnet:ignored ENM003 x\n", "# ecsnet ignore ENM003 x\n", ""])
def test_other_comments_are_nothing_to_it(text: str) -> None:
    assert apply(text + "x = 1\n", finding(2)) == ignores.Filtered((finding(2),), ())
