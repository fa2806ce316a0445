"""Which files a run reads, and reading them.

Directories are searched for ``*.tf`` and ``*.tf.json``, without hidden directories (``.terraform``
and ``.git`` are two of them), ``node_modules`` and links to directories. Each directory is a
module. A directory in which nothing concerns ECS is not parsed.

Where a ``.tfvars`` file, Terragrunt, the environment or a call of the module sets a variable, its
default says nothing. Which of several values counts is not in the files, so only the names are
taken.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from ecsnet.hcl import InputError
from ecsnet.skim import sound
from ecsnet.wording import Said, not_utf8

TERRAFORM = (".tf", ".tf.json")
TERRAGRUNT = ".hcl"
VALUES = (".tfvars", ".tfvars.json", TERRAGRUNT)
LARGEST = 4 * 1024 * 1024
LARGEST_PLAN = 256 * 1024 * 1024

# A directory without any of these has nothing that a rule looks at.
RELEVANT = re.compile(
    rb"aws_ecs_|aws_a?lb_target_group|aws_service_discovery_|aws_autoscaling_|aws_launch_template"
    rb"|aws_cloudwatch_event_target|aws_scheduler_schedule|ecsnet:ignore"
)
_SKIPPED = frozenset({"node_modules"})
# More names than a module or a file of values sets: whatever stands before a sign.
_NAMED = re.compile(rb'([A-Za-z_][\w-]*)"?[ \t]*[=:](?!=)')
_CALLED = re.compile(rb'"?\bsource"?[ \t]*[=:][ \t]*"(\.\.?(?:/[^"\n$]*)?)"')


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that has been read; :func:`ecsnet.terraform.configuration` takes it for its path."""

    name: str
    data: bytes

    def __str__(self) -> str:
        return self.name

    def read_bytes(self) -> bytes:
        """What was read."""
        return self.data

    @property
    def text(self) -> str:
        """The source; bytes that are no UTF-8 were refused when it was read."""
        return self.data.decode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Directory:
    """The files of one module that are to be checked.

    ``given`` are names of variables that another file sets.
    """

    name: str
    files: tuple[SourceFile, ...]
    given: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """Bytes to parse."""
        return sum(len(file.data) for file in self.files)


@dataclass(slots=True)
class Inputs:
    """What the paths of a run lead to.

    Attributes:
        directories: what has to be parsed.
        plans: plans from ``terraform show -json``.
        errors: what cannot be read.
        seen: number of Terraform files and plans that were read, parsed or not.
        values: files of values for variables.
    """

    directories: list[Directory] = field(default_factory=list)
    plans: list[SourceFile] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    seen: int = 0
    values: list[str] = field(default_factory=list)


def collect(paths: Sequence[str], stdin: BinaryIO) -> Inputs:
    """Read what the paths name.

    Args:
        paths: directories, Terraform files, and other files, which are taken for plans.
        stdin: what the path ``-`` means, a plan.

    Returns:
        The contents and the errors. Never raises on bad input.
    """
    inputs = Inputs()
    named: dict[str, dict[str, str]] = {}
    roots = [os.path.realpath(path) for path in paths if os.path.isdir(path)]
    roots.append(os.path.realpath(os.curdir))
    found: dict[str, tuple[str, list[str]]] = {}
    calls: dict[str, set[str]] = {}
    for path in dict.fromkeys(map(os.path.normpath, paths)):
        if path == "-":
            inputs.seen += 1
            try:
                inputs.plans.append(SourceFile("<stdin>", stdin.read(LARGEST_PLAN)))
            except OSError as error:
                inputs.errors.append(_failed("<stdin>", error))
        elif os.path.isdir(path):
            _search(path, found, inputs)
        elif path.endswith(TERRAFORM):
            parent = os.path.realpath(os.path.dirname(path) or os.curdir)
            named.setdefault(parent, {})[os.path.basename(path)] = path
        else:
            _read_plan(path, inputs)
    for real, (shown, names) in found.items():
        files = []
        for name in names:
            if name in named.get(real, {}):
                continue
            file = _read(os.path.join(shown, name) if shown != os.curdir else name, inputs, roots)
            if file is not None:
                files.append(file)
                _note_calls(file, real, calls)
        if real in named or not _irrelevant(files):
            for path in named.pop(real, {}).values():
                file = _read(path, inputs)
                if file is not None:
                    files.append(file)
                    _note_calls(file, real, calls)
            files.sort(key=lambda file: file.name)
            inputs.directories.append(Directory(shown, tuple(files)))
    for real, paths_by_name in named.items():
        read = [_read(path, inputs) for path in paths_by_name.values()]
        files = [file for file in read if file is not None]
        for file in files:
            _note_calls(file, real, calls)
        if files:
            inputs.values += _values_in(real)
            shown = os.path.dirname(files[0].name) or os.curdir
            inputs.directories.append(Directory(shown, tuple(files)))
    _note_values(inputs.values, {*found, *named}, calls)
    calls.setdefault("", set()).update(_names_in_environment())
    inputs.directories = [
        replace(directory, given=frozenset(names))
        if (names := calls.get(os.path.realpath(directory.name), set()) | calls[""])
        else directory
        for directory in inputs.directories
    ]
    return inputs


def _note_calls(file: SourceFile, directory: str, calls: dict[str, set[str]]) -> None:
    """Note what a file may set in the modules that it calls by a path."""
    for source in _CALLED.findall(file.data):
        module = os.path.realpath(os.path.join(directory, source.decode()))
        calls.setdefault(module, set()).update(_names(file.data))


def _note_values(paths: Iterable[str], modules: set[str], calls: dict[str, set[str]]) -> None:
    """Note what files of values set, in the next module above each, else in every module.

    Which module a file of Terragrunt is about is often an expression, so it is about every one.
    """
    for path in paths:
        try:
            names = _names(_contents(path, LARGEST))
        except (InputError, OSError, ValueError):
            continue  # Terraform's to report: nothing of it is needed here but names
        real = Path(os.path.realpath(os.path.dirname(path) or os.curdir))
        above = next((str(part) for part in (real, *real.parents) if str(part) in modules), "")
        calls.setdefault("" if path.endswith(TERRAGRUNT) else above, set()).update(names)


def _names(data: bytes) -> set[str]:
    return {name.decode() for name in _NAMED.findall(data)}


def _names_in_environment() -> Iterator[str]:
    return (name.removeprefix("TF_VAR_") for name in os.environ if name.startswith("TF_VAR_"))


def _irrelevant(files: list[SourceFile]) -> bool:
    if any(RELEVANT.search(file.data) for file in files):
        return False
    return all(not file.name.endswith(".json") and sound(file.text) for file in files)


def _search(root: str, found: dict[str, tuple[str, list[str]]], inputs: Inputs) -> None:
    """Note the Terraform files below a directory, by real directory."""
    before = len(found), len(inputs.errors)
    waiting = [root]
    known = False
    while waiting:
        directory = waiting.pop()
        real = os.path.realpath(directory)
        if real in found:
            known = True
            continue
        names: list[str] = []
        try:
            with os.scandir(directory) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name, reverse=True):
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith(".") and entry.name not in _SKIPPED:
                            waiting.append(os.path.normpath(os.path.join(directory, entry.name)))
                    elif _wanted(entry):
                        names.append(entry.name)
                    elif _gives_values(entry):
                        inputs.values.append(entry.path)
        except OSError as error:
            inputs.errors.append(_failed(directory, error))
            continue
        if names:
            found[real] = (directory, sorted(names))
    if (len(found), len(inputs.errors)) == before and not known:
        message = Said(
            "no Terraform here: neither *.tf nor *.tf.json, in no directory below either",
            "Terraform のファイル（*.tf と *.tf.json）が、ここにも下のディレクトリにもありません。",
        )
        inputs.errors.append(InputError(root, 0, 0, message))


def _values_in(directory: str) -> list[str]:
    """The files of values in a directory that is not searched."""
    try:
        with os.scandir(directory) as entries:
            return [entry.path for entry in entries if _gives_values(entry)]
    except OSError:
        return []


def _gives_values(entry: os.DirEntry[str]) -> bool:
    # .terraform.lock.hcl and .tflint.hcl are not Terragrunt's
    hidden = entry.name.startswith(".") and entry.name.endswith(TERRAGRUNT)
    return entry.name.endswith(VALUES) and not hidden and entry.is_file()


def _wanted(entry: os.DirEntry[str]) -> bool:
    named = entry.name.endswith(TERRAFORM) and not entry.name.startswith(".")
    return named and not (entry.is_symlink() and os.path.isdir(entry.path))


# What the operating system says most; the rest of its messages are in English.
_REASONS = {
    errno.ENOENT: "そのようなファイルやディレクトリはありません。",
    errno.EACCES: "読み取る権限がありません。",
}


def _failed(path: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    reason = reason[:1].lower() + reason[1:]
    japanese = _REASONS.get(getattr(error, "errno", None) or 0, reason)
    return InputError(path, 0, 0, Said(reason, japanese))


def _read(path: str, inputs: Inputs, roots: Iterable[str] | None = None) -> SourceFile | None:
    """Read a Terraform file; one that was found, not named, has to be inside the given paths."""
    inputs.seen += 1
    try:
        if roots is not None:
            _stay_inside(path, roots)
        data = _contents(path, LARGEST)
        _text_only(path, data)
    except InputError as error:
        inputs.errors.append(error)
        return None
    except (OSError, ValueError) as error:
        inputs.errors.append(_failed(path, error))
        return None
    return SourceFile(path, data)


def _stay_inside(path: str, roots: Iterable[str]) -> None:
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        message = Said("not a regular file", "通常のファイルではありません。")
        raise InputError(path, 0, 0, message)
    if os.path.islink(path):
        target = os.path.realpath(path)
        if not any(target == root or Path(root) in Path(target).parents for root in roots):
            message = Said(
                "a link that leads out of the checked directories; name it to have it read",
                "検査するディレクトリの外へのリンクです。読むには、引数に直接指定してください。",
            )
            raise InputError(path, 0, 0, message)


def _contents(path: str, largest: int) -> bytes:
    with open(path, "rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        limit = largest // 1024**2
        message = Said(
            f"larger than {limit} MiB, which is more than is read",
            f"読み取れる上限の {limit} MiB を超えています。",
        )
        raise InputError(path, 0, 0, message)
    return data


def _text_only(path: str, data: bytes) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = Said(
            "UTF-16 text; Terraform files are UTF-8",
            "UTF-16 の文字列です。Terraform のファイルは UTF-8 で書きます。",
        )
        raise InputError(path, 0, 0, message)
    if b"\0" in data:
        message = Said("binary data, not Terraform", "Terraform ではなく、バイナリのデータです。")
        raise InputError(path, 0, 0, message)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise InputError(path, line, column, not_utf8(error.start)) from error


def _read_plan(path: str, inputs: Inputs) -> None:
    inputs.seen += 1
    try:
        inputs.plans.append(SourceFile(path, _contents(path, LARGEST_PLAN)))
    except InputError as error:
        inputs.errors.append(error)
    except (OSError, ValueError) as error:
        inputs.errors.append(_failed(path, error))


def chunks(directories: list[Directory], parts: int) -> Iterator[list[Directory]]:
    """The directories in order, in parts of about the same size."""
    share = sum(directory.size for directory in directories) / parts
    part: list[Directory] = []
    filled = 0.0
    for directory in directories:
        part.append(directory)
        filled += directory.size
        if filled >= share:
            yield part
            part, filled = [], 0.0
    if part:
        yield part
