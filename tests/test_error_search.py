"""Pasted errors find their message: as terminals, logs and threads show them, in both languages."""

import json
import os
import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pasted import ERRORS, PASTED, SENTENCES, boxed
from support.paths import ROOT

from ecsnet import error_search, facts
from ecsnet.error_search import Match


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.id)
def test_a_message_finds_itself_first(error: facts.ErrorMessage) -> None:
    assert error_search.find(error.text)[0] == Match(error.id, True)


@pytest.mark.parametrize("error", PASTED)
def test_what_people_pasted_finds_its_message_first(error: str) -> None:
    assert error_search.find(PASTED[error])[0] == Match(error, True)


@pytest.mark.parametrize("text", ["RESOURCE:ENI\n", '"failures": [{"reason": "RESOURCE:ENI"}]'])
def test_a_reason_of_run_task_is_found_without_its_sentence(text: str) -> None:
    assert error_search.find(text)[0] == Match("E41", True)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: error.id)
def test_a_message_is_found_in_terraform_s_box(error: facts.ErrorMessage) -> None:
    first = {width: error_search.find(boxed(error.text, width))[0] for width in (20, 40, 76)}
    assert first == dict.fromkeys(first, Match(error.id, True))


CHANGES = {
    "upper case": str.upper,
    "typographic quotes": lambda text: re.sub(r"'(\S+?)'", "‘\\1’", text.replace("‘", "'")),
    "no quotes": lambda text: re.sub("['\"‘’]", "", text),
    "JSON": lambda text: json.dumps(text),
    "JSON in ASCII": lambda text: json.dumps(json.dumps(text)),
    "HTML": lambda text: text.replace("'", "&#39;").replace('"', "&quot;"),
    "wrapped within words": lambda text: "\n".join(re.findall(r".{1,17}", text)),
    "no escapes left of the colours": lambda text: f"[31m{text}[0m",
    "full-width spaces": lambda text: text.replace(" ", "\u3000"),
}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.id)
def test_a_message_is_found_however_it_was_carried(error: facts.ErrorMessage) -> None:
    first = {name: error_search.find(change(error.text))[0] for name, change in CHANGES.items()}
    assert first == dict.fromkeys(CHANGES, Match(error.id, True))


def test_the_longest_match_comes_first() -> None:
    text = PASTED["E43"] + PASTED["E6"] + PASTED["E9"]
    assert [match.error for match in error_search.find(text)] == ["E6", "E9", "E43"]


def test_a_part_of_a_message_finds_what_is_like_it() -> None:
    found = error_search.find("host ports and container ports in the port mappings must match")
    assert {match.error for match in found} >= {"E1", "E2"}
    assert not any(match.certain for match in found)


@pytest.mark.parametrize("text", ["", " \n", "Error: AccessDenied", "attribute", "│"])
def test_what_is_no_message_finds_nothing_certain_but_its_own_word(text: str) -> None:
    assert [m.error for m in error_search.find(text)] == (["E43"] if text == "attribute" else [])


def test_a_long_text_takes_no_long_time() -> None:
    text = "unable to place a task because " * 5000 + "the provided target group " * 5000
    assert error_search.find(text) == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text_is_an_answerable_question(text: str) -> None:
    error_search.find(text)
    squeezed = error_search.squeezed(text)
    assert not any(c.isspace() for c in squeezed)


JAVASCRIPT = """
const { module, data, texts } = JSON.parse(require("fs").readFileSync(0, "utf8"));
import("data:text/javascript," + encodeURIComponent(module)).then(({ find }) =>
  process.stdout.write(JSON.stringify(texts.map((text) => find(data, text)))));
"""


@pytest.mark.skipif(
    shutil.which("node") is None and not os.environ.get("CI"),
    reason="needs Node.js, which `make test` brings",
)
def test_a_browser_finds_the_same_with_the_same_data() -> None:
    texts = [*PASTED.values(), "", "ports and container ports in port mappings must match 😀"]
    for error in ERRORS:
        texts += [boxed(error.text, 40), error.text[: len(error.text) * 3 // 4]]
        texts += [change(error.text) for change in CHANGES.values()]
    module = (ROOT / "docs/assets/javascripts/matching.js").read_text(encoding="utf-8")
    answer = subprocess.run(
        ["node", "-e", JAVASCRIPT],
        input=json.dumps({"module": module, "data": error_search.data(), "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    expected = [
        [{"id": match.error, "certain": match.certain} for match in error_search.find(text)]
        for text in texts
    ]
    assert json.loads(answer.stdout) == expected
