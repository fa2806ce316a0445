"""A run over directories and plans: from what was read to findings and problems."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ecsnet import ignores, inputs, rules, terraform
from ecsnet.diagnostics import TOO_DEEP, Finding, InputError, Problem, Result, Text
from ecsnet.inputs import Directory, Inputs, PlanFile
from ecsnet.source import SourceFile
from ecsnet.terraform import ParsedFile

# Below this many characters of Terraform, starting processes takes longer than it saves (make
# bench).
PARALLEL = 100_000
RELEVANT = (*terraform.RESOURCE_TYPES, ignores.MARK)
"""What a directory without anything to check has nowhere in its files."""

Progress = Callable[[int, int], None]


def check(paths: Iterable[str | os.PathLike[str]], *, only: Sequence[str] | None = None) -> Result:
    """Check Terraform files, directories and plans.

    Args:
        paths: directories, which are searched for ``*.tf`` and ``*.tf.json``; such files; and plans
            as ``terraform show -json`` prints them.
        only: ids of the rules to run; all when None.

    Returns:
        Findings and problems in the order of file, line and column. Never raises on bad input.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    read = inputs.collect([os.fspath(path) for path in paths], None, RELEVANT)
    return run(read, _chosen(only))


def check_text(text: str, name: str = "main.tf", *, only: Sequence[str] | None = None) -> Result:
    """Check one file that is no file yet: nothing is read.

    Args:
        text: a Terraform file, or a plan as ``terraform show -json`` prints it.
        name: what it is called, which says what it is: ``.tf`` or ``.tf.json`` at its end means
            Terraform, anything else a plan.
        only: ids of the rules to run; all when None.

    Returns:
        Findings and problems in the order of line and column. Never raises on bad input.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    read = Inputs(seen=1)
    if name.endswith((".tf", ".tf.json")):
        read.directories.append(Directory("", (SourceFile(name, text.removeprefix("\ufeff")),)))
    else:
        read.plans.append(PlanFile(name, text.encode("utf-8", "surrogatepass")))
    return run(read, _chosen(only))


def _chosen(only: Sequence[str] | None) -> Sequence[str]:
    known = rules.registry()
    chosen = list(known) if only is None else list(only)
    for rule_id in chosen:
        if rule_id not in known:
            raise KeyError(rule_id)
    return chosen


def run(read: Inputs, only: Sequence[str], progress: Progress = lambda *_: None) -> Result:
    """Check everything that was read.

    Args:
        read: directories and plans.
        only: ids of the rules to run.
        progress: told now and then how many of how many directories and plans are done.

    Returns:
        Findings and problems in the order of file, line and column. Never raises on bad input.
    """
    total = len(read.directories) + len(read.plans)
    result = Result(problems=list(read.problems), files=read.seen)
    done = 0
    for count, part in _parts(read.directories, only):
        result.add(part)
        done += count
        progress(done, total)
    for plan in read.plans:
        result.add(_guarded(partial(_check_plan, plan, only), plan.name))
        done += 1
        progress(done, total)
    result.sort()
    return result


def _parts(directories: list[Directory], only: Sequence[str]) -> Iterator[tuple[int, Result]]:
    size = sum(directory.size for directory in directories)
    workers = min(os.cpu_count() or 1, len(directories))
    if size < PARALLEL or workers < 2:
        for directory in directories:
            yield 1, check_directory(directory, only)
        return
    # 14 milliseconds that a small run does not need, and not there in a browser
    import multiprocessing
    import signal

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    work = [(part, tuple(only)) for part in inputs.chunks(directories, workers * 4)]
    # an interrupted run ends here, without a word from each process
    with context.Pool(workers, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        for (part, _), result in zip(work, pool.imap(_check_part, work), strict=True):
            yield len(part), result


def _check_part(work: tuple[list[Directory], tuple[str, ...]]) -> Result:
    result = Result()
    for directory in work[0]:
        result.add(check_directory(directory, work[1]))
    return result


def check_directory(directory: Directory, only: Sequence[str]) -> Result:
    """Check the files of one directory, which Terraform reads as one module."""
    return _guarded(partial(_check_directory, directory, only), directory.name)


def _check_directory(directory: Directory, only: Sequence[str]) -> Result:
    problems, modules = terraform.modules(directory.files)
    result = Result(problems=problems)
    for module in modules:
        name = directory.name if len(modules) == 1 else module[0].source.name
        result.add(_guarded(partial(_check_module, module, directory, only), name))
    return result


def _check_module(module: list[ParsedFile], directory: Directory, only: Sequence[str]) -> Result:
    configuration = terraform.evaluated(module, directory.given)
    built = terraform.build(configuration)
    found = rules.check(built, only)
    result = Result(problems=[*configuration.problems, *terraform.unread(configuration, built)])
    known = rules.registry().keys()
    by_file: dict[str, list[Finding]] = {name: [] for name in configuration.sources}
    for finding in found:
        by_file.setdefault(finding.at.file, []).append(finding)
    for name, findings in by_file.items():
        text = configuration.sources.get(name, "")
        commented = ignores.MARK in text and not name.endswith(".json")
        comments = terraform.comments(text) if commented else []
        left = ignores.apply(findings, name, comments, known, only)
        result.problems += left.notices
        result.findings += left.findings
        if left.findings:
            result.sources[name] = text
    return result


def _check_plan(plan: PlanFile, only: Sequence[str]) -> Result:
    """Check a plan; its findings have no source lines."""
    configuration = terraform.plan.configuration(plan.data, plan.name)
    module = terraform.build(configuration)
    notices = list(terraform.unread(configuration, module))
    return Result(findings=rules.check(module, only), problems=notices)


def _guarded(part: Callable[[], Result], name: str) -> Result:
    """Run a part; whatever goes wrong with it is one line and leaves the other parts alone."""
    try:
        return part()
    except InputError as error:
        return Result(problems=[error.problem])
    except RecursionError:
        return Result(problems=[Problem(name, 0, 0, TOO_DEEP)])
    except Exception as error:
        shown = f"{type(error).__name__}: {error}".splitlines()[0]
        message = Text(
            en=f"internal error; report it with this input: {shown}",
            ja=f"内部エラーです。この入力を添えて報告してください：{shown}",
        )
        return Result(problems=[Problem(name, 0, 0, message)])
