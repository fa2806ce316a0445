"""``ecsnet check``."""

from __future__ import annotations

import argparse
import os
import sys

from ecsnet import inputs, rules
from ecsnet.cli.options import chosen
from ecsnet.cli.terminal import (
    FOUND,
    OK,
    UNUSABLE,
    Progress,
    discard_output,
    reconfigure,
)
from ecsnet.diagnostics import Problem, Result, Text
from ecsnet.facts import facts
from ecsnet.inputs.read import terraform_file
from ecsnet.report import level, page
from ecsnet.report.as_github import as_github
from ecsnet.report.as_json import as_json
from ecsnet.report.as_text import as_text
from ecsnet.report.visible import visible
from ecsnet.run import RELEVANT, run
from ecsnet.settings import Settings, SettingsError, chosen_rules
from ecsnet.source import SourceFile

FORMATS = ("text", "json", "sarif", "github")


def check(options: argparse.Namespace) -> int:
    """Check what the paths name and print what is found; returns the exit status."""
    settings = chosen(options)
    only = chosen_rules(settings.select, settings.ignore, rules.registry())
    progress = Progress()
    read = inputs.collect(options.paths or [os.curdir], sys.stdin.buffer, RELEVANT)
    read.arguments, unreadable = _arguments(options.variables or [])
    read.problems += unreadable
    result = run(read, only, progress)
    progress.clear()
    try:
        _print(options.format, result, settings)
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    levels = {level(finding) for finding in result.findings}
    if result.errors:
        return UNUSABLE
    return FOUND if "error" in levels or (settings.strict and levels) else OK


def _arguments(
    given: list[tuple[str, str]],
) -> tuple[tuple[SourceFile | tuple[str, str], ...], list[Problem]]:
    """The values that ``--var`` and ``--var-file`` give, in their order, and what is unreadable."""
    found: list[SourceFile | tuple[str, str]] = []
    problems: list[Problem] = []
    for option, text in given:
        if option == "--var":
            name, sign, value = text.partition("=")
            if not sign or not name.strip():
                message = Text(
                    en=f"--var {text}: use the form NAME=VALUE",
                    ja=f"--var {text}: NAME=VALUE の形で指定してください。",
                )
                raise SettingsError(message)
            found.append((name.strip(), value))
            continue
        file = terraform_file(text)
        if isinstance(file, Problem):
            problems.append(file)
        else:
            found.append(file)
    return tuple(found), problems


def _print(shape: str, result: Result, settings: Settings) -> None:
    language = str(settings.lang)
    words = facts().words.command
    if shape != "github":  # whose annotations already stand in the log
        for name, problems in (("notice", result.notices), ("error", result.errors)):
            for problem in problems:
                line = f"{words[name][language]}: {visible(problem.shown(language))}"
                print(line, file=sys.stderr)
    if shape == "text":
        _print_text(result, settings, language)
        return
    reconfigure(sys.stdout, encoding="utf-8", newline="\n")
    if shape == "github":
        sys.stdout.write(as_github(result, language))
    elif shape == "sarif":
        # hashlib and urllib take 5 milliseconds of every start
        from ecsnet.report.as_sarif import as_sarif

        sys.stdout.write(as_sarif(result, language, settings.docs_url))
    else:
        sys.stdout.write(as_json(result, language, settings.docs_url))


def _print_text(result: Result, settings: Settings, language: str) -> None:
    words = facts().words.command
    terminal = sys.stdout.isatty()
    pages = {}
    for rule in {finding.rule for finding in result.findings}:
        address = page(rule, language, settings.docs_url)
        pages[rule] = address if settings.docs_url else f"ecsnet explain {rule} ({address})"
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    shown = as_text(result.findings, result.sources, language, pages=pages, colour=colour)
    if shown:
        levels = [level(finding) for finding in result.findings]
        counts = {"errors": levels.count("error"), "warnings": levels.count("warning")}
        found = words["found"][language].format(files=result.files, **counts)
        sys.stdout.write(f"{shown}\n{found}\n")
    elif terminal and not result.errors:
        clean = words["clean_in_part" if result.unread else "clean"]
        sys.stdout.write(clean[language].format(files=result.files) + "\n")
    if result.unread and (shown or terminal):
        sys.stdout.write(words["unread"][language].format(unread=result.unread) + "\n")
