"""The checker in the page says what the command says, to the letter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.checker_cases import CASES
from support.paths import SNIPPETS
from support.site import Open, browsing

from tools.site import LANGUAGES

pytestmark = browsing

ASK = """async ([cases, language, script]) => {
  const worker = new Worker(script, { type: "module" });
  const encoder = new TextEncoder();
  const reports = [];
  for (const [id, files] of cases.entries()) {
    const given = files.map(([name, text]) => [name, encoder.encode(text)]);
    reports.push(await new Promise((done, failed) => {
      worker.onmessage = ({ data }) => {
        if (data.unavailable) failed(data.unavailable);
        else if ("id" in data) done(data.report ?? data.failure);
      };
      worker.postMessage({ id, files: given, language });
    }));
  }
  worker.terminate();
  return reports;
}"""


def said_by_command(run: Any, files: Mapping[str, str], language: str) -> str:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    terraform = any(name.endswith(".tf") for name in files)
    paths = ["."] if terraform else list(files)
    result = run("check", "--format", "json", "--lang", language, *paths)
    for name in files:
        Path(name).unlink()
    return result.out or result.err


@pytest.fixture
def time_limit() -> None:
    """More is checked here than one page is given time for."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_command_says(private: Open, run: Any, language: str) -> None:
    visit = private()
    visit.go(f"{LANGUAGES[language]}check-your-terraform/")
    given = [list(files.items()) for files in CASES.values()]
    script = f"{visit.site}assets/javascripts/check-worker.js"
    reports = visit.page.evaluate(ASK, [given, language, script])
    wrong = {}
    for (name, files), report in zip(CASES.items(), reports, strict=True):
        expected = said_by_command(run, files, language)
        if report != expected:
            wrong[name] = (report, expected)
    assert wrong == {}
    findings = [json.loads(report)["findings"] for report in reports if report.startswith("{")]
    assert sum(map(len, findings)) > len(list((SNIPPETS / "rules").iterdir()))
