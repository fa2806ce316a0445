"""A run over directories and plans: from what was read to findings, errors and notices."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from ecsnet import plan, rules, suppress, terraform
from ecsnet.files import Directory, Inputs, SourceFile, chunks
from ecsnet.hcl import InputError, RawBlock, cycles
from ecsnet.model import Finding
from ecsnet.suppress import Notice
from ecsnet.wording import TOO_DEEP, Said

# Below this many bytes of Terraform, starting processes takes longer than it saves (make bench).
PARALLEL = 100_000

_MATTERS = re.compile(rb"aws_|locals|variable")

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What a part of a run found; ``sources`` are those of the files that have findings."""

    findings: list[Finding] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    def add(self, other: Outcome) -> None:
        """Take in what another part of the run found."""
        self.findings += other.findings
        self.errors += other.errors
        self.notices += other.notices
        self.sources |= other.sources


def check(inputs: Inputs, only: Sequence[str], progress: Progress = lambda *_: None) -> Outcome:
    """Check everything that was read.

    Args:
        inputs: directories and plans.
        only: ids of the rules to run.
        progress: told now and then how many of how many directories and plans are done.

    Returns:
        Findings in the order of file, line, column and rule. Never raises on bad input.
    """
    total = len(inputs.directories) + len(inputs.plans)
    outcome = Outcome(errors=list(inputs.errors))
    done = 0
    for count, part in _parts(inputs.directories, only):
        outcome.add(part)
        done += count
        progress(done, total)
    for document in inputs.plans:
        outcome.add(check_plan(document, only))
        done += 1
        progress(done, total)
    outcome.findings.sort(key=lambda finding: (finding.at, finding.rule, finding.resource))
    outcome.errors.sort(key=lambda error: (error.file, error.line, error.column))
    outcome.notices.sort()
    return outcome


def _parts(directories: list[Directory], only: Sequence[str]) -> Iterator[tuple[int, Outcome]]:
    size = sum(directory.size for directory in directories)
    workers = min(os.cpu_count() or 1, len(directories))
    if size < PARALLEL or workers < 2:
        for directory in directories:
            yield 1, check_directory(directory, only)
        return
    import multiprocessing  # neither needed for a small run nor there in a browser
    import signal

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    work = [(part, tuple(only)) for part in chunks(directories, workers * 4)]
    # an interrupted run ends here, without a word from each process
    with context.Pool(workers, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for (part, _), outcome in zip(work, pool.imap(_check_part, work), strict=True):
            yield len(part), outcome


def _check_part(work: tuple[list[Directory], tuple[str, ...]]) -> Outcome:
    outcome = Outcome()
    for directory in work[0]:
        outcome.add(check_directory(directory, work[1]))
    return outcome


def check_directory(directory: Directory, only: Sequence[str]) -> Outcome:
    """Check the files of one directory, which Terraform reads as one module."""
    files, notices = _without_overrides(directory)
    outcome = Outcome(notices=notices)
    outcome.add(_guarded(partial(_check_files, files, only, directory.given), directory.name))
    return outcome


def _without_overrides(directory: Directory) -> tuple[list[SourceFile], list[Notice]]:
    """The files that are read one beside the other.

    Terraform lays override files over the rest argument by argument. That is not done here, so a
    directory where they could change a verdict is left alone.
    """
    files: list[SourceFile] = []
    notices: list[Notice] = []
    for file in directory.files:
        stem = os.path.basename(file.name).removesuffix(".json").removesuffix(".tf")
        if stem != "override" and not stem.endswith("_override"):
            files.append(file)
        elif _MATTERS.search(file.data):
            message = Said(
                "overrides what other files declare; this directory is not checked",
                "ほかのファイルの宣言を上書きするため、このディレクトリは検査しません。",
            )
            notices.append(Notice(file.name, 0, message))
    return ([] if notices else files), notices


def _declared_twice(blocks: Iterable[RawBlock]) -> Notice | None:
    """What is wrong when files cannot be one module, as in a folder of examples."""
    first: dict[tuple[str, ...], str] = {}
    for block in blocks:
        if block.type != "resource":
            continue
        before = first.setdefault(block.labels, block.at.file)
        if before != block.at.file:
            address = ".".join(block.labels)
            message = Said(
                f"{address} is declared in {before} too; the files of this directory are checked"
                " one by one",
                f"{address} を {before} も宣言しているため、このディレクトリのファイルは 1 つずつ"
                "検査します。",
            )
            return Notice(block.at.file, block.at.line, message)
    return None


def check_plan(document: SourceFile, only: Sequence[str]) -> Outcome:
    """Check a plan; its findings have no source lines."""

    def run() -> Outcome:
        module = terraform.build(plan.configuration(document.data, document.name))
        return Outcome(findings=rules.check(module, only))

    return _guarded(run, document.name)


def _guarded(run: Callable[[], Outcome], name: str) -> Outcome:
    """Run a part; whatever goes wrong with it is one line and leaves the other parts alone."""
    try:
        return run()
    except InputError as error:
        return Outcome(errors=[error])
    except RecursionError:
        return Outcome(errors=[InputError(name, 0, 0, TOO_DEEP)])
    except Exception as error:
        shown = f"{type(error).__name__}: {error}".splitlines()[0]
        message = Said(
            f"internal error, please report it with this input: {shown}",
            f"内部エラーです。この入力を添えて報告してください：{shown}",
        )
        return Outcome(errors=[InputError(name, 0, 0, message)])


def _check_files(files: list[SourceFile], only: Sequence[str], given: Collection[str]) -> Outcome:
    part = terraform.configuration(files, given)
    twice = _declared_twice(part.blocks)
    if twice:
        outcome = Outcome(notices=[twice])
        for file in files:
            outcome.add(_guarded(partial(_check_files, [file], only, given), file.name))
        return outcome
    found = rules.check(terraform.build(part), only)
    outcome = Outcome(errors=[*part.errors, *cycles(part.blocks)])
    known = rules.registry().keys()
    by_file: dict[str, list[Finding]] = {name: [] for name in part.sources}
    for finding in found:
        by_file.setdefault(finding.at.file, []).append(finding)
    for name, findings in by_file.items():
        text = part.sources.get(name, "")
        left = suppress.apply(findings, name, text, known, only)
        outcome.notices += left.notices
        outcome.findings += left.findings
        if left.findings:
            outcome.sources[name] = text
    return outcome
