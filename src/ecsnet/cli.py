"""The command: ``ecsnet check``, ``ecsnet explain``, ``ecsnet rules``.

What a subcommand needs is imported when it runs: parsing Terraform costs a tenth of a second before
the first file.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import ecsnet
from ecsnet import config, facts
from ecsnet.wording import Said, said, visible

if TYPE_CHECKING:
    from ecsnet.report import Report

OK, FOUND, UNUSABLE = 0, 1, 2
FORMATS = ("text", "json", "sarif", "github")

_WORDS = {
    "ja": {
        "error": "エラー",
        "warning": "警告",
        "found": "エラー {errors} 件、警告 {warnings} 件（{files} ファイルを検査）",
        "clean": "問題は見つかりませんでした（{files} ファイルを検査）",
        "what": "内容",
        "why": "理由",
        "aws": "AWS のメッセージ",
        "terraform": "Terraform のメッセージ",
        "bad": "誤った例",
        "good": "正しい例",
        "fix": "直し方",
        "sources": "出典",
        "page": "ページ",
        "since": "追加された版",
        "call": "呼び出し",
        "command": "コマンド",
        "cause": "原因",
        "rule": "規則",
        "no_match": "一致する AWS のメッセージはありません。",
        "unquoted": "AWS が返す文面は確認できていません。",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "found": "errors: {errors}, warnings: {warnings} (files checked: {files})",
        "clean": "nothing found (files checked: {files})",
        "what": "What",
        "why": "Why",
        "aws": "AWS answers",
        "terraform": "Terraform says",
        "bad": "Bad",
        "good": "Good",
        "fix": "Fix",
        "sources": "Sources",
        "page": "Page",
        "since": "Since",
        "call": "Call",
        "command": "Command",
        "cause": "Cause",
        "rule": "Rule",
        "no_match": "No message of AWS that is known here matches.",
        "unquoted": "No public record quotes its wording.",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: those after the program's name; those of the process when None.

    Returns:
        The exit status: 0 nothing of level error, 1 findings, 2 unusable input.
    """
    _open_streams()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except config.ConfigError as error:
        return _refuse(error.message, options.lang or config.language(os.environ))
    except BrokenPipeError:
        _discard_output()
        return UNUSABLE
    except OSError as error:
        _discard_output()
        return _refuse(error.strerror or str(error), "en")
    except KeyboardInterrupt:
        return 130


def _open_streams() -> None:
    # a shell can start a program without any of the three, and Python then has None for it
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    with suppress(AttributeError, ValueError):
        # what a file says is never a reason to fail while it is printed
        sys.stdout.reconfigure(errors="backslashreplace")
        sys.stderr.reconfigure(errors="backslashreplace")


def _refuse(message: str, language: str) -> int:
    print(f"ecsnet: {visible(said(message, language))}", file=sys.stderr)
    return UNUSABLE


def _discard_output() -> None:
    # the interpreter flushes standard output once more when it ends
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {visible(message)}\ntry '{self.prog} --help'\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ecsnet", description="Check the network modes of Amazon ECS in Terraform."
    )
    parser.add_argument("--version", action="version", version=f"ecsnet {ecsnet.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser(
        "check",
        help="check Terraform files and plans",
        description="Check Terraform files and plans. Exit status: 0 when nothing of level error"
        " is found, 1 when something is, 2 when input cannot be used (the rest is still checked).",
    )
    check.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a directory, searched for *.tf and *.tf.json; such a file; or a plan as 'terraform"
        " show -json' prints it, '-' for standard input (default: the current directory)",
    )
    check.add_argument("--format", choices=FORMATS, default="text", help="(default: text)")
    _add_language(check)
    check.add_argument(
        "--select", action="append", metavar="RULES", help="run these ids or prefixes only: ENM003"
    )
    check.add_argument(
        "--ignore", action="append", metavar="RULES", help="leave out these ids or prefixes"
    )
    check.add_argument(
        "--strict", action="store_true", default=None, help="warnings count as findings too"
    )
    check.set_defaults(run=_check)

    explain = commands.add_parser("explain", help="explain a rule, or an error of AWS")
    explain.add_argument("rule", nargs="?", metavar="RULE", help="ENM003 or awsvpc-host-port")
    explain.add_argument(
        "--error",
        metavar="TEXT",
        help="find what AWS's message means: paste all of it, or '-' to read standard input",
    )
    _add_language(explain)
    explain.set_defaults(run=_explain)

    listing = commands.add_parser("rules", help="list the rules")
    _add_language(listing)
    listing.set_defaults(run=_rules)
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=facts.LANGUAGES, help="(default: from the locale)")


def _settings(options: argparse.Namespace) -> config.Settings:
    """What the configuration says, with what the command line says instead."""
    written = config.load(Path())

    def listed(given: list[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
        if given is None:
            return default
        return tuple(part.strip() for item in given for part in item.split(",") if part.strip())

    options.lang = options.lang or written.lang  # also for what is wrong with the rest
    select = getattr(options, "select", None)
    return config.Settings(
        select=listed(select, written.select),
        # what is asked for by name is not left out by a setting
        ignore=listed(getattr(options, "ignore", None), written.ignore if select is None else ()),
        lang=options.lang or config.language(os.environ),
        strict=bool(getattr(options, "strict", None)) or written.strict,
        docs_url=written.docs_url,
    )


# --- check --------------------------------------------------------------------------------------


class _Progress:
    """A line on the terminal, once a run takes longer than a second."""

    def __init__(self) -> None:
        self._start = self._shown = time.monotonic()
        self._wanted = sys.stderr.isatty()
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._wanted and now - self._start > 1 and now - self._shown > 0.1:
            self._shown, self._visible = now, True
            print(f"\r\x1b[Kecsnet: {done}/{total}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._visible:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _check(options: argparse.Namespace) -> int:
    from ecsnet import checker, files, rules
    from ecsnet.report import Report, level

    settings = _settings(options)
    only = config.chosen_rules(settings.select, settings.ignore, rules.registry())
    progress = _Progress()
    inputs = files.collect(options.paths or [os.curdir], sys.stdin.buffer)
    outcome = checker.check(inputs, only, progress)
    progress.clear()

    levels = [level(finding) for finding in outcome.findings]
    if outcome.errors:
        status = UNUSABLE
    elif "error" in levels or (settings.strict and levels):
        status = FOUND
    else:
        status = OK
    report = Report(
        tuple(outcome.findings),
        tuple(outcome.errors),
        outcome.sources,
        str(settings.lang),
        settings.docs_url,
        tuple(outcome.notices),
    )
    try:
        _print(options.format, report, inputs.seen, levels)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    return status


def _print(shape: str, report: Report, seen: int, levels: list[str]) -> None:
    words = _WORDS[report.language]
    if shape != "github":  # whose annotations already stand in the log
        for notice in report.notices:
            print(f"{words['warning']}: {visible(notice.shown(report.language))}", file=sys.stderr)
        for error in report.errors:
            print(f"{words['error']}: {visible(error.shown(report.language))}", file=sys.stderr)
    if shape == "text":
        _print_text(report, seen, levels)
        return
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if shape == "sarif":
        from ecsnet.report.sarif import as_sarif

        sys.stdout.write(as_sarif(report))
    else:
        from ecsnet.report.machine import as_github, as_json

        sys.stdout.write(as_json(report) if shape == "json" else as_github(report))


def _print_text(report: Report, seen: int, levels: list[str]) -> None:
    from ecsnet.report import page
    from ecsnet.report.plain import text

    words = _WORDS[report.language]
    terminal = sys.stdout.isatty()
    pages = {}
    for rule in {finding.rule for finding in report.findings}:
        address = page(rule, report.language, report.docs_url)
        pages[rule] = address if report.docs_url else f"ecsnet explain {rule} ({address})"
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    shown = text(report.findings, report.sources, report.language, pages=pages, colour=colour)
    if shown:
        counts = {"errors": levels.count("error"), "warnings": levels.count("warning")}
        sys.stdout.write(f"{shown}\n{words['found'].format(files=seen, **counts)}\n")
    elif terminal and not report.errors:
        sys.stdout.write(words["clean"].format(files=seen) + "\n")


# --- explain, rules -----------------------------------------------------------------------------


def _explain(options: argparse.Namespace) -> int:
    settings = _settings(options)
    language = str(settings.lang)
    if (options.rule is None) == (options.error is None):
        message = Said(
            "explain takes a rule, or --error with AWS's message",
            "explain には、規則か、--error と AWS のメッセージを指定します。",
        )
        return _refuse(message, language)
    if options.error is not None:
        return _explain_error(options.error, language)
    wanted = options.rule
    for rule in facts.rules().values():
        if wanted.upper() == rule.id or wanted.lower() == rule.name:
            sys.stdout.write(_described(rule, language, settings.docs_url))
            sys.stdout.flush()
            return OK
    message = Said(
        f"there is no rule {wanted!r}; 'ecsnet rules' lists them",
        f"{wanted!r} という規則はありません。'ecsnet rules' で一覧を表示します。",
    )
    return _refuse(message, language)


def _described(rule: facts.Rule, language: str, docs_url: str | None) -> str:
    from ecsnet.examples import example
    from ecsnet.report import page

    words = _WORDS[language]
    answers: dict[str, list[str]] = {}
    for error in map(facts.errors().__getitem__, rule.errors):
        answers.setdefault(error.speaker, []).append(error.text)
    answers = answers or {"aws": [words["unquoted"]]}
    sections = [
        ("what", rule.what[language]),
        ("why", rule.why[language]),
        *((speaker, "\n".join(texts)) for speaker, texts in answers.items()),
        ("fix", rule.fix[language]),
        ("bad", example(rule.id, "bad")),
        ("good", example(rule.id, "good")),
        ("sources", "\n".join(_source(item, language) for item in rule.evidence)),
        ("page", page(rule.id, language, docs_url)),
        ("since", rule.since),
    ]
    head = f"{rule.id} {rule.name} ({words[rule.level]})\n{rule.title[language]}\n"
    return head + "".join(
        f"\n{words[key]}:\n" + "".join(f"  {line}".rstrip() + "\n" for line in body.splitlines())
        for key, body in sections
    )


def _source(evidence_id: str, language: str) -> str:
    match facts.evidence()[evidence_id]:
        case facts.ApiEvidence(shape=shape, member=member):
            return f"Amazon ECS API Reference: {shape}{'.' + member if member else ''}"
        case facts.GuideEvidence(url=url, title=title):
            return f"{title} {url}"
        case facts.IssueEvidence(url=url):
            return url
        case facts.RunEvidence(tool=tool, what=what):
            return f"{tool}: {what[language]}"


def _explain_error(pasted: str, language: str) -> int:
    from ecsnet import matching

    if pasted == "-":
        pasted = sys.stdin.buffer.read(matching.LONGEST).decode("utf-8", "replace")
    words = _WORDS[language]
    found = matching.find(pasted)
    if not found:
        print(words["no_match"], file=sys.stderr)
        return FOUND
    paragraphs = []
    for match in found:
        error = facts.errors()[match.error]
        code = f" ({error.code})" if error.code else ""
        call = words["call" if error.speaker == "aws" else "command"]
        lines = [f"{error.id}: {error.text}", f"  {call}: {error.call}{code}"]
        for cause in error.causes:
            lines.append(f"  {words['cause']}: {cause.text[language]}")
            rule = facts.rules()[cause.rule] if cause.rule else None
            if rule:
                lines.append(f"    {words['rule']}: {rule.id} {rule.title[language]}")
            fix = rule.fix if rule else cause.fix
            if fix:
                lines.append(f"    {words['fix']}: {fix[language]}")
        lines += [f"  {words['sources']}: {_source(item, language)}" for item in error.evidence]
        paragraphs.append("\n".join(lines) + "\n")
    sys.stdout.write("\n".join(paragraphs))
    sys.stdout.flush()
    return OK


def _rules(options: argparse.Namespace) -> int:
    settings = _settings(options)
    language = str(settings.lang)
    words = _WORDS[language]
    for rule in facts.rules().values():
        level = words[rule.level] if language == "ja" else f"{words[rule.level]:<7}"
        sys.stdout.write(f"{rule.id} {level} {rule.name}: {rule.title[language]}\n")
    sys.stdout.flush()
    return OK
