"""What the page of the command shows: runs of it, and the workflow to copy."""

import io
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from ecsnet import cli
from tools import ROOT
from tools.generate.template import render

_WORKFLOW = Path("examples/code-scanning.yml")


def session(language: str, status: int, *arguments: str) -> str:
    """A run of the command, where main.tf is the bad example of ENM003 and cut.tf ends too soon."""
    bad = (ROOT / "snippets" / "rules" / "ENM003" / "bad.tf").read_text(encoding="utf-8")
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as directory, chdir(directory):
        Path("main.tf").write_text(bad, encoding="utf-8")
        Path("cut.tf").write_text(bad[: bad.rindex("}")], encoding="utf-8")
        with redirect_stdout(printed), redirect_stderr(printed):
            ended = cli.main([arguments[0], "--lang", language, *arguments[1:]])
    if ended != status:
        raise RuntimeError(f"{arguments} ended with {ended}, not {status}")
    shown = (f'"{word}"' if " " in word else word for word in arguments)
    # Only the carets of `check` need the lines as they are.
    kind = {"explain": "{ .text .wrap }"}.get(arguments[0], "text")
    kind = "json" if "json" in arguments else kind
    return render(
        "session",
        language,
        command=" ".join(shown),
        kind=kind,
        printed=printed.getvalue().rstrip(),
    )


def workflow(language: str) -> str:
    """The workflow of examples/, the same in both languages."""
    content = (ROOT / _WORKFLOW).read_text(encoding="utf-8").rstrip()
    return render("workflow", language, file=_WORKFLOW, content=content)
