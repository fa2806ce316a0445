"""A run over directories and plans: from what was read to findings and problems."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ecsnet import ignores, inputs, rules, terraform
from ecsnet.diagnostics import TOO_DEEP, Finding, InputError, Problem, Result, Text, not_utf8
from ecsnet.inputs import Directory, Inputs, PlanFile
from ecsnet.source import SourceFile
from ecsnet.terraform import Called, ParsedFile

# Below this many characters of Terraform, starting processes takes longer than it saves (make
# bench).
PARALLEL = 100_000
RELEVANT = (*terraform.RESOURCE_TYPES, *terraform.registry.MARKS, ignores.MARK)
"""What a directory without anything to check has nowhere in its files."""

Progress = Callable[[int, int], None]


def check(paths: Iterable[str | os.PathLike[str]], *, only: Sequence[str] | None = None) -> Result:
    """Check Terraform files, directories and plans.

    Args:
        paths: directories, which are searched for the files of Terraform and OpenTofu; such files;
            plans as ``terraform show -json`` prints them; and JSON of the API of ECS.
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
        text: a Terraform file, a plan as ``terraform show -json`` prints it, or JSON of the API of
            ECS.
        name: what it is called, which says what it is: ``.tf`` and the like at its end means
            Terraform, anything else a plan or JSON of the API.
        only: ids of the rules to run; all when None.

    Returns:
        Findings and problems in the order of line and column. Never raises on bad input.

    Raises:
        KeyError: ``only`` names an unknown rule.
    """
    read = Inputs(seen=1)
    if name.endswith(inputs.TERRAFORM):
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
    called = {real for directory in read.directories for real in directory.calls - {directory.real}}
    relevant = [directory for directory in read.directories if directory.relevant]
    roots = [directory for directory in relevant if directory.real not in called]
    total = len(roots) + len(read.plans)
    modules = Modules(read)
    whole = Part()
    done = 0
    for count, part in _parts(read, roots, modules, only):
        whole.add(part)
        done += count
        progress(done, total)
    whole.result.problems += modules.problems
    for directory in relevant:
        # what seems to be called, and no call has led to
        if directory.name not in whole.reached:
            whole.add(check_directory(directory, modules, only))
    result = _settled(whole, only)
    result.problems += read.problems
    result.files = read.seen
    documents: list[PlanFile] = []
    for plan in read.plans:
        if terraform.api_json.is_document(plan.name, plan.data):
            documents.append(plan)
        else:
            result.add(_guarded(partial(_check_plan, plan, only), plan.name))
        done += 1
        progress(done, total)
    if documents:
        result.add(_guarded(partial(_check_documents, documents, only), documents[0].name))
    result.sort()
    return result


@dataclass(slots=True)
class Part:
    """What a part of a run found.

    Attributes:
        result: findings as the rules give them, nothing silenced, and problems; source text of the
            files that have findings or comments about them.
        reached: names of the directories that were checked, as they are or as a call makes them.
    """

    result: Result = field(default_factory=Result)
    reached: set[str] = field(default_factory=set)

    def add(self, other: Part) -> None:
        """Take in what another part found."""
        self.result.add(other.result)
        self.reached |= other.reached


class Modules:
    """The directories of a run as modules, each parsed when it is first needed.

    ``texts`` reads other files, as :class:`ecsnet.inputs.Texts`; ``arguments`` are the values of
    variables for the run.
    """

    def __init__(self, read: Inputs) -> None:
        self.texts = read.texts
        self.arguments, self.problems = terraform.values(read.arguments)
        self._directories = {directory.real: directory for directory in read.directories}
        self._outside: dict[str, set[str]] = {}
        self._parsed: dict[str, tuple[list[Problem], list[list[ParsedFile]]]] = {}

    def of(self, directory: Directory) -> tuple[list[Problem], list[list[ParsedFile]]]:
        """As :func:`ecsnet.terraform.modules`."""
        if directory.real not in self._parsed:
            self._parsed[directory.real] = terraform.modules(directory.files)
        return self._parsed[directory.real]

    def called(self, caller: str, source: str) -> Called | None:
        """The module that a call leads to; None for one that is not in the run."""
        if not source.startswith(("./", "../")):
            return None
        real = os.path.realpath(os.path.join(caller, source))
        directory = self._directories.get(real)
        if directory is None:
            self._outside.setdefault(caller, set()).add(source)
        # Files that cannot be one module are checked by themselves.
        if directory is None or (directory.relevant and len(self.of(directory)[1]) != 1):
            return None
        return Called(directory.name, partial(self._files, directory), directory.relevant)

    def outside(self, text: str) -> Iterator[Problem]:
        """A notice for each directory with the modules that it calls and the run does not have.

        Args:
            text: the name of a file that is in no directory.
        """
        for caller, sources in self._outside.items():
            named = ", ".join(sorted(sources))
            message = Text(
                en=f"modules outside the checked directories are not read: {named}",
                ja=f"検査するディレクトリにないモジュールは読み取っていません：{named}",
            )
            yield Problem(caller or text, 0, 0, message, "notice")
        self._outside.clear()

    def _files(self, directory: Directory) -> tuple[ParsedFile, ...]:
        return tuple(file for module in self.of(directory)[1] for file in module)


_modules = Modules(Inputs())


def _parts(
    read: Inputs, roots: list[Directory], modules: Modules, only: Sequence[str]
) -> Iterator[tuple[int, Part]]:
    workers = min(os.cpu_count() or 1, len(roots))
    if sum(directory.size for directory in read.directories) < PARALLEL or workers < 2:
        for directory in roots:
            yield 1, check_directory(directory, modules, only)
        return
    # 14 milliseconds that a small run does not need, and not there in a browser
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    work = [(part, tuple(only)) for part in inputs.chunks(roots, workers * 4)]
    with context.Pool(workers, _start, (read,)) as pool:
        for (part, _), found in zip(work, pool.imap(_check_part, work), strict=True):
            yield len(part), found


def _start(read: Inputs) -> None:
    """Make a process ready; an interrupted run ends here, without a word from each process."""
    import signal

    global _modules
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _modules = Modules(read)


def _check_part(work: tuple[list[Directory], tuple[str, ...]]) -> Part:
    whole = Part()
    for directory in work[0]:
        whole.add(check_directory(directory, _modules, work[1]))
    return whole


def check_directory(directory: Directory, modules: Modules, only: Sequence[str]) -> Part:
    """Check the files of one directory, which Terraform reads as one module, and what it calls."""
    part = Part(reached={directory.name})
    part.result.add(
        _guarded(partial(_check_directory, directory, modules, only, part.reached), directory.name)
    )
    part.result.problems += modules.outside(directory.files[0].name if directory.files else "")
    return part


def _check_directory(
    directory: Directory, modules: Modules, only: Sequence[str], reached: set[str]
) -> Result:
    problems, found = modules.of(directory)
    result = Result(problems=list(problems))
    for files in found:
        name = directory.name if len(found) == 1 else files[0].source.name
        check = partial(_check_module, files, directory, modules, only, reached)
        result.add(_guarded(check, name))
    return result


def _check_module(
    files: list[ParsedFile],
    directory: Directory,
    modules: Modules,
    only: Sequence[str],
    reached: set[str],
) -> Result:
    given = directory.given - modules.arguments.keys()
    values, problems = terraform.values(directory.values)
    values |= modules.arguments
    surroundings = values, directory.name, modules.called, modules.texts
    first = _read(terraform.evaluated(files, given, *surroundings), only)
    result = Result(problems=[*problems, *first.configuration.problems])
    readings, notices = [first], first.notices
    if first.configuration.falls_back:
        # As for whoever sets none of the variables that have an empty default.
        other = _read(terraform.evaluated(files, given, *surroundings, unset=True), only)
        readings.append(other)
        notices = _instead(notices, other.notices, other.addresses)
    if undecided := terraform.deciding(first.configuration) - given - values.keys():
        # What only a default leaves out is checked as if no default said anything.
        other = _read(terraform.evaluated(files, given | undecided, *surroundings), only)
        readings.append(other)
        left_out = first.configuration.absent.keys() | (other.addresses - first.addresses)
        notices = _instead(notices, other.notices, left_out)
    result.problems += notices
    for reading in readings:
        result.findings += reading.findings
        reached |= reading.configuration.directories
    with_findings = {finding.at.file for finding in result.findings}
    result.sources = {
        name: text
        for reading in readings
        for name, text in reading.configuration.sources.items()
        if name in with_findings or ignores.MARK in text
    }
    return result


@dataclass(frozen=True, slots=True)
class _Reading:
    """A module as it is for one kind of caller, and what is found in it."""

    configuration: terraform.Configuration
    findings: list[Finding]
    notices: list[Problem]

    @property
    def addresses(self) -> set[str]:
        """The resources that exist."""
        return {resource.address for resource in self.configuration.resources}


def _read(configuration: terraform.Configuration, only: Sequence[str]) -> _Reading:
    module = terraform.build(configuration)
    notices = list(terraform.unread(configuration, module))
    return _Reading(configuration, rules.check(module, only), notices)


def _instead(notices: list[Problem], others: list[Problem], of: Collection[str]) -> list[Problem]:
    """The notices, but those of some resources from elsewhere."""
    kept = [notice for notice in notices if notice.resource not in of]
    return kept + [notice for notice in others if notice.resource in of]


def _settled(whole: Part, only: Sequence[str]) -> Result:
    """What is found once for each cause, without what comments silence."""
    found = whole.result
    problems = {_cause_of_problem(problem): problem for problem in reversed(found.problems)}
    result = Result(problems=list(problems.values()))
    findings: dict[tuple[object, ...], Finding] = {}
    instances: dict[tuple[object, ...], str] = {}
    for finding in found.findings:
        # Of instances that name their container differently, the first stands for all.
        shared = (*_cause(finding, "container"), terraform.unindexed(finding.resource))
        instance = instances.setdefault(shared, finding.resource)
        if instance == finding.resource:
            findings.setdefault(_cause(finding), finding)
    by_file: dict[str, list[Finding]] = {name: [] for name in found.sources}
    for finding in sorted(findings.values(), key=lambda finding: finding.at):
        by_file.setdefault(finding.at.file, []).append(finding)
    known = rules.registry().keys()
    for name, there in by_file.items():
        text = found.sources.get(name, "")
        commented = ignores.MARK in text and not name.endswith(".json")
        comments = terraform.comments(text) if commented else []
        left = ignores.apply(there, name, comments, known, only)
        result.problems += left.notices
        result.findings += left.findings
        if left.findings:
            result.sources[name] = text
    return result


def _cause(finding: Finding, but: str = "") -> tuple[object, ...]:
    """What tells a finding from others, whichever instance of a module or a resource it is in.

    Args:
        finding: what is found.
        but: a parameter of its message that does not count.
    """
    params = tuple(
        (name, terraform.bare(value) if isinstance(value, str) else value)
        for name, value in finding.params.items()
        if name != but
    )
    bare = terraform.bare(finding.resource)
    return finding.rule, finding.at, bare, params, finding.level, finding.errors, finding.case


def _cause_of_problem(problem: Problem) -> tuple[object, ...]:
    bare = terraform.bare(problem.resource)
    message = problem.message.en.replace(problem.resource, bare) if bare else problem.message.en
    return problem.file, problem.line, problem.column, problem.severity, message


def _check_documents(documents: list[PlanFile], only: Sequence[str]) -> Result:
    """Check task definitions and services as JSON of the API, all of them together."""
    files, problems = [], []
    for document in documents:
        try:
            files.append(SourceFile(document.name, document.data.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            problems.append(Problem(document.name, 0, 0, not_utf8(error.start)))
    configuration = terraform.api_json.configuration(files)
    reading = _read(configuration, only)
    found = [replace(finding, of_api=True) for finding in reading.findings]
    problems += [*configuration.problems, *reading.notices]
    return Result(found, problems, dict(configuration.sources))


def _check_plan(plan: PlanFile, only: Sequence[str]) -> Result:
    """Check a plan; its findings have no source lines."""
    reading = _read(terraform.plan.configuration(plan.data, plan.name), only)
    return Result(findings=reading.findings, problems=reading.notices)


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
