"""``ecsnet explain`` and ``ecsnet rules``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from ecsnet.cli.options import chosen
from ecsnet.cli.terminal import FOUND, OK, refuse
from ecsnet.diagnostics import Text
from ecsnet.error_search import LONGEST, find
from ecsnet.examples import example
from ecsnet.facts import (
    ApiEvidence,
    ErrorMessage,
    GuideEvidence,
    IssueEvidence,
    OtherMessage,
    Rule,
    RunEvidence,
    SourceEvidence,
    facts,
)
from ecsnet.report import error_page, lab_page, page


def explain(options: argparse.Namespace) -> int:
    """Explain a rule or an error of AWS; returns the exit status."""
    settings = chosen(options)
    language = str(settings.lang)
    if (options.rule is None) == (options.error is None):
        message = Text(
            en="explain requires a rule, or --error with an error message",
            ja="explain には、規則か、--error とエラーメッセージを指定します。",
        )
        return refuse(message, language)
    if options.error is not None:
        return _explain_error(options.error, language, settings.docs_url)
    wanted = options.rule
    for rule in facts().rules.values():
        if wanted.upper() == rule.id or wanted.lower() == rule.name:
            sys.stdout.write(_described(rule, language, settings.docs_url))
            sys.stdout.flush()
            return OK
    message = Text(
        en=f"unknown rule {wanted!r}; run 'ecsnet rules' to list them",
        ja=f"{wanted!r} という規則はありません。'ecsnet rules' で一覧を表示します。",
    )
    return refuse(message, language)


def _described(rule: Rule, language: str, docs_url: str | None) -> str:
    words = facts().words.command
    answers: dict[str, list[str]] = {}
    for error in map(facts().errors.__getitem__, rule.errors):
        answers.setdefault(error.speaker, []).append(error.text)
    unknown = "undocumented" if rule.undocumented else "no_message"
    unquoted = words["accepted" if rule.accepted else unknown][language]
    answers = answers or {"aws": [unquoted]}
    sections = [
        ("what", rule.what[language]),
        ("why", rule.why[language]),
        *((speaker, "\n".join(texts)) for speaker, texts in answers.items()),
        ("fix", rule.fix[language]),
        ("bad", example(rule.id, "bad")),
        ("good", example(rule.id, "good")),
        ("sources", "\n".join(_sources(rule.evidence, language, docs_url))),
        ("page", page(rule.id, language, docs_url)),
        ("since", rule.since),
    ]
    level = words["aside"][language].format(words[rule.level][language])
    head = f"{rule.id} {rule.name}{level}\n{rule.title[language]}\n"
    return head + "".join(
        f"\n{words[key][language]}:\n"
        + "".join(f"  {line}".rstrip() + "\n" for line in body.splitlines())
        for key, body in sections
    )


def _sources(evidence: Iterable[str], language: str, docs_url: str | None) -> list[str]:
    """Each source once: several statements may be of one place."""
    return list(dict.fromkeys(_source(item, language, docs_url) for item in evidence))


def _source(evidence_id: str, language: str, docs_url: str | None) -> str:
    match facts().evidence[evidence_id]:
        case ApiEvidence(shape=shape, member=member):
            return f"Amazon ECS API Reference: {shape}{'.' + member if member else ''}"
        case GuideEvidence(url=url, title=title):
            return f"{title} {url}"
        case IssueEvidence(url=url):
            return url
        case SourceEvidence(symbol=symbol) as source:
            return f"{symbol} {source.url}"
        case RunEvidence(lab=str(lab)):
            return lab_page(lab, language, docs_url)
        case RunEvidence(tool=tool, what=what):
            return f"{tool}: {what[language]}"


def _explain_error(pasted: str, language: str, docs_url: str | None) -> int:
    """Print what is known of a pasted error; returns the exit status.

    Only a message that is in the text is explained, and so is the only one that contains it. Of
    others the text is named, because the cause of a message is not that of one like it.
    """
    if pasted == "-":
        pasted = sys.stdin.buffer.read(LONGEST).decode("utf-8", "replace")
    words = facts().words.command
    found = find(pasted)
    if found.kind == "exact" or (found.kind == "part" and len(found.messages) == 1):
        paragraphs = [_message(message, language, docs_url) for message in found.messages]
        sys.stdout.write("\n".join(paragraphs))
    else:
        if found.kind != "part":
            print(words["no_match"][language])
        if found.messages:
            print(f"{words[found.kind][language]}:")
        for message in found.messages:
            page = error_page(message, language, docs_url)
            print(f"  {message}: {_known(message).text}\n    {words['page'][language]}: {page}")
        if found.more:
            print(f"  {words['more'][language].format(count=found.more)}")
    sys.stdout.flush()
    return OK if found.kind in {"exact", "part"} else FOUND


def _known(message: str) -> ErrorMessage | OtherMessage:
    return facts().errors.get(message) or facts().other_messages[message]


def _message(message: str, language: str, docs_url: str | None) -> str:
    words = facts().words.command
    error = _known(message)
    if isinstance(error, OtherMessage):
        return (
            f"{error.id}: {error.text}\n"
            f"  {words['not_network'][language]}: {error.about[language]}\n"
            f"  {words['explained'][language]}: {error.url}\n"
        )
    code = f" ({error.code})" if error.code else ""
    lines = [f"{error.id}: {error.text}", f"  {_calls(error, language)}{code}"]
    if error.check:
        lines.append(f"  {words['how_to_check'][language]}: {_hanging(error.check.text[language])}")
        lines += _command(error.check.command)
    for number, cause in enumerate(error.causes, start=1):
        several = len(error.causes) > 1
        label = words["causes"][language].format(number) if several else words["cause"][language]
        lines.append(f"  {label}: {cause.text[language]}")
        rule = facts().rules[cause.rule] if cause.rule else None
        if rule:
            lines.append(f"    {words['rule'][language]}: {rule.id} {rule.title[language]}")
        fix = cause.fix or (rule.fix if rule else None)
        if fix:
            lines.append(f"    {words['fix'][language]}: {fix[language]}")
        if cause.command:
            lines += _command(cause.command)
    if error.command:
        said = f" {words[error.again][language]}" if error.again else ""
        lines.append(f"  {words['after_fix'][language]}:{said}")
        lines += _command(error.command) if error.again != "dry_run" else []
    lines += [
        f"  {words['sources'][language]}: {source}"
        for source in _sources(error.evidence, language, docs_url)
    ]
    lines.append(f"  {words['page'][language]}: {error_page(error.id, language, docs_url)}")
    return "\n".join(lines) + "\n"


def _calls(error: ErrorMessage, language: str) -> str:
    """What answers with the message, after a label; or the sentence that says where it is found."""
    words, named = facts().words.command, facts().words.calls
    calls = [named[call][language] if call in named else call for call in error.call.split(", ")]
    text = words["comma"][language].join(calls)
    label = words["call" if error.speaker == "aws" else "command"][language]
    return text if text.endswith(("。", ".")) else f"{label}: {text}"


def _hanging(text: str) -> str:
    """A text that may be a list of steps: its further lines are indented below their label."""
    return "\n    ".join(filter(None, text.splitlines()))


def _command(command: str) -> list[str]:
    return [f"      {line}" for line in command.strip().splitlines()]


def rules(options: argparse.Namespace) -> int:
    """List the rules; returns the exit status."""
    settings = chosen(options)
    language = str(settings.lang)
    words = facts().words.command
    for rule in facts().rules.values():
        level = (
            words[rule.level][language] if language == "ja" else f"{words[rule.level][language]:<7}"
        )
        sys.stdout.write(f"{rule.id} {level} {rule.name}: {rule.title[language]}\n")
    sys.stdout.flush()
    return OK
