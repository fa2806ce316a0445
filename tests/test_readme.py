"""The Python code of both READMEs does what it says."""

import re
from pathlib import Path

import pytest
from support.paths import ROOT, SNIPPETS

BAD = (SNIPPETS / "rules/ENM003/bad.tf").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("readme", "words"),
    [("README.md", "must be omitted or equal to"), ("README.ja.md", "一致させる")],
)
def test_the_code_of_the_readme_prints_a_finding(
    readme: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.S)
    monkeypatch.chdir(tmp_path)
    file = Path("path/to/terraform/main.tf")
    file.parent.mkdir(parents=True)
    file.write_text(BAD, encoding="utf-8")
    exec(code, {})
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"ENM003 {file} ")
    assert words in line
