"""Reading files, none larger than what is worth reading; what cannot be read says why."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ecsnet.diagnostics import InputError, Problem, Text, not_utf8
from ecsnet.source import SourceFile

LARGEST = 4 * 1024 * 1024
"""Bytes of a Terraform file."""
LARGEST_PLAN = 256 * 1024 * 1024
"""Bytes of a plan."""

# What the operating system says most; the rest of its messages are in English.
_REASONS = {
    errno.ENOENT: "そのようなファイルやディレクトリはありません。",
    errno.EACCES: "読み取る権限がありません。",
}


def failed(path: str, error: OSError | ValueError) -> Problem:
    """What the operating system says of a path; a ValueError is about the path itself."""
    reason = getattr(error, "strerror", None) or str(error)
    reason = reason[:1].lower() + reason[1:]
    japanese = _REASONS.get(getattr(error, "errno", None) or 0, reason)
    return Problem(path, 0, 0, Text(en=reason, ja=japanese))


def terraform_file(path: str, roots: Iterable[str] | None = None) -> SourceFile | Problem:
    """Read a Terraform file.

    Args:
        path: the file.
        roots: the directories of which one has to hold it; None for a file that was named.
    """
    try:
        if roots is not None:
            _stay_inside(path, roots)
        return SourceFile(path, _text(path, contents(path, LARGEST)))
    except InputError as error:
        return error.problem
    except (OSError, ValueError) as error:
        return failed(path, error)


def contents(path: str, largest: int) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: there are more than ``largest``.
        OSError: the file cannot be read.
        ValueError: the path cannot be one.
    """
    with open(path, "rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        limit = largest // 1024**2
        message = Text(
            en=f"larger than {limit} MiB, so it is not checked",
            ja=f"読み取れる上限の {limit} MiB を超えています。",
        )
        raise InputError(path, 0, 0, message)
    return data


def _stay_inside(path: str, roots: Iterable[str]) -> None:
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        message = Text(en="not a regular file", ja="通常のファイルではありません。")
        raise InputError(path, 0, 0, message)
    if os.path.islink(path):
        target = os.path.realpath(path)
        if not any(target == root or Path(root) in Path(target).parents for root in roots):
            message = Text(
                en="a link out of the checked directories; to check it, pass it as an argument",
                ja="検査するディレクトリの外へのリンクです。読むには、引数に直接指定してください。",
            )
            raise InputError(path, 0, 0, message)


def _text(path: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = Text(
            en="UTF-16 text; Terraform files must be UTF-8",
            ja="UTF-16 の文字列です。Terraform のファイルは UTF-8 で保存します。",
        )
        raise InputError(path, 0, 0, message)
    if b"\0" in data:
        message = Text(
            en="binary data, not Terraform", ja="Terraform ではなく、バイナリのデータです。"
        )
        raise InputError(path, 0, 0, message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise InputError(path, line, column, not_utf8(error.start)) from error
