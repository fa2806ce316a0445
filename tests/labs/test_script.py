"""How a script and its expectations come together, and what a transcript leaves out."""

import re

import pytest
from support.lab import EXPECTED, SCRIPT
from support.paths import ROOT

from ecsnet import sections
from tools.labs.run import Done, Run, committed, shown, transcript
from tools.labs.script import MODES, Text, load, parse


def test_a_lab():
    lab = parse("lab", SCRIPT, EXPECTED)

    (section,) = lab.sections
    assert (lab.title["ja"], section.title["en"]) == ("題", "Section")
    assert [step.command for step in section.steps] == ["echo one \\\n  two", "echo three"]
    assert [step.line for step in section.steps] == [5, 8]
    assert [expectation.id for expectation in lab.expectations] == ["lab-three"]
    assert lab.expectations[0].shows == Text(ja="三です。", en="It is three.")


@pytest.mark.parametrize(
    ("output", "status", "met"),
    [("one\nthree\n", 0, True), ("three\n", 1, False), ("thirty-three\n", 0, False)],
)
def test_an_expectation_wants_output_and_status(output, status, met):
    (expectation,) = parse("lab", SCRIPT, EXPECTED).expectations

    assert expectation.met(output, status) is met


def test_an_expected_failure_has_to_fail():
    (expectation,) = parse("lab", SCRIPT, EXPECTED + "fails = true\n").expectations

    assert expectation.met("three\n", 1)
    assert not expectation.met("three\n", 0)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("# expect: lab-three\n", "", "not in the script: lab-three"),
        ("lab-three", "lab-four", r"lab\.sh:8: no expectation is left for lab-four"),
        ("echo three\n", "", r"lab\.sh:8: no command follows lab-three"),
        ("start:first", "start:other", r"lab\.sh:9: .* where section is other"),
        ("end:first", "start:first", r"lab\.sh:9: .* where section is first"),
        ("# A lab.", "# --8<-- [end:first]", r"lab\.sh:1: .* where section is none"),
        ("# --8<-- [end:first]\n", "", "the end of first is missing"),
        ("# A lab.", "echo none", r"lab\.sh:1: a command outside a section"),
        ("echo three", "echo three\n# expect: lab-three\necho", r"lab\.sh:10: no expectation"),
    ],
)
def test_a_script_that_does_not_fit(old, new, error):
    with pytest.raises(ValueError, match=error):
        parse("lab", SCRIPT.replace(old, new), EXPECTED)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('name = "first"', 'name = "other"', "section first has no title"),
        ("output =", "outputs =", "lab-three: unknown outputs"),
    ],
)
def test_expectations_that_do_not_fit(old, new, error):
    with pytest.raises(ValueError, match=error):
        parse("lab", SCRIPT, EXPECTED.replace(old, new))


def test_ids_are_unique_and_begin_with_the_mode():
    ids = [expectation.id for mode in MODES for expectation in load(mode).expectations]

    assert len(ids) == len({*ids})
    for mode in MODES:
        assert all(each.id.startswith(f"{mode}-") for each in load(mode).expectations)


def test_every_claim_is_a_heading_of_both_languages():
    for mode in MODES:
        for expectation in load(mode).expectations:
            page, _, heading = expectation.claim.partition("#")
            for language in ("ja", "en"):
                text = (ROOT / "docs" / language / page).read_text(encoding="utf-8")
                assert f"{{#{heading}}}" in text, expectation.id


@pytest.mark.parametrize("mode", MODES)
def test_the_committed_transcript_has_every_step_and_meets_every_expectation(mode):
    text = committed(mode)
    for section in load(mode).sections:
        blocks = re.split(r"^(?=\$ )", sections.section(text, section.name) + "\n", flags=re.M)[1:]
        assert len(blocks) == len(section.steps)
        for step, block in zip(section.steps, blocks, strict=True):
            assert block.startswith(f"$ {step.command}\n")
            output = block.removeprefix(f"$ {step.command}\n").rstrip("\n")
            output, _, status = output.partition("[exit status ")
            # What stands there instead of an id is not what Docker printed.
            output = output.replace("<id>", "0123456789abcdef" * 4)
            for expectation in step.expectations:
                assert expectation.met(output, int(status.rstrip("]") or 0)), expectation.id


def step(output, status=0):
    lab = parse("lab", SCRIPT, EXPECTED)
    return lab, Done(lab.sections[0].steps[1], output, status)


def test_a_transcript():
    lab, done = step("three\n")

    text = transcript(Run(lab, "1.2", ((lab.sections[0], (done,)),)))

    assert text == (
        "# Docker 1.2\n# --8<-- [start:first]\n$ echo three\nthree\n# --8<-- [end:first]\n"
    )


def test_a_transcript_has_the_status_of_a_failure():
    assert shown(step("three\n", 3)[1]) == "$ echo three\nthree\n[exit status 3]"


@pytest.mark.parametrize(
    ("output", "without"),
    [
        ("0123456789abcdef" * 4, "<id>"),
        ("link 67a24481ad3e up", "link <id> up"),
        ("port 400004000040", "port 400004000040"),
        ("7: eth0@if6: UP", "N: eth0@ifN: UP"),
        ("1: lo: UP", "1: lo: UP"),
        ("ether 02:42:ac:11:00:03 brd", "ether <mac> brd"),
        ("-A DOCKER -c 12 720 -j DNAT", "-A DOCKER -c N N -j DNAT"),
        ("-A DOCKER -c 0 0 -j DNAT", "-A DOCKER -c 0 0 -j DNAT"),
        ("docker: no\n\nRun 'docker run --help' for more information", "docker: no"),
        ("docker: no.\nSee 'docker run --help'.", "docker: no."),
        ('time="2026-11-26T16:15:41Z" level=error', 'time="<time>" level=error'),
    ],
)
def test_a_transcript_leaves_out_what_varies(output, without):
    assert shown(step(output)[1]) == f"$ echo three\n{without}"


def test_a_pattern_is_read_line_by_line():
    assert parse("lab", SCRIPT, EXPECTED).expectations[0].output.flags & re.M
