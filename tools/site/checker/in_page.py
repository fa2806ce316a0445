"""What the page's worker calls: the command, on files that a reader chose.

Part of the archive that the browser loads; the files are in its memory.
"""

import contextlib
import io
import os
import re
import shutil
from collections.abc import Mapping

from ecsnet.cli import main
from ecsnet.inputs.find import TERRAFORM
from ecsnet.terraform import api_json

INPUT = "/input"
# Brackets within brackets, more than anybody writes: deeper ones use up the stack of the browser,
# and what runs Python there is dead then.
DEEPEST = 300
_BRACKETS = re.compile(rb"[\[{(\]})]")


def check(files: Mapping[str, bytes], language: str) -> str:
    """What `ecsnet check --format json` prints about files.

    Terraform is checked as a directory, and beside it each plan and each JSON of the ECS API. Where
    there is no Terraform, each file of JSON is; where there is none of these either, each file.

    Args:
        files: their content, by path.
        language: of the messages, ``ja`` or ``en``.

    Returns:
        The JSON document, or a sentence where the command refuses its settings.

    Raises:
        ValueError: a path leads out of the directory of the input, or a file is nested too deeply.
    """
    shutil.rmtree(INPUT, ignore_errors=True)
    for name, content in files.items():
        path = os.path.normpath(os.path.join(INPUT, name))
        # "-" is standard input to the command.
        if not path.startswith(f"{INPUT}/") or name.startswith("-"):
            raise ValueError(f"{name}: not the name of a file in a directory")
        if _depth(content) > DEEPEST:
            raise ValueError(f"{name}: nested too deeply for a browser; use the command")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
    os.chdir(INPUT)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(["check", "--format", "json", "--lang", language, "--", *_paths(files)])
    return out.getvalue() or err.getvalue()


def _depth(content: bytes) -> int:
    """How deep brackets are nested, those in strings too."""
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(content):
        depth += 1 if bracket[0] in b"[{(" else -1
        deepest = max(deepest, depth)
    return deepest


def _paths(files: Mapping[str, bytes]) -> list[str]:
    if any(name.endswith(TERRAFORM) for name in files):
        return [".", *(name for name, content in files.items() if _is_document(name, content))]
    return [name for name in files if name.endswith((".json", ".jsonnet"))] or list(files)


def _is_document(name: str, content: bytes) -> bool:
    """Whether a file beside Terraform is a plan or JSON of the API, and no template."""
    if name.endswith((*TERRAFORM, ".tfvars.json")) or not name.endswith(".json"):
        return False
    if b'"planned_values"' in content:
        return True
    return b"${" not in content and api_json.is_document(name, content)
