"""Write what the pages include and the site publishes, from the facts, the rules and the snippets.

`python -m tools.generate` rewrites generated/ja, generated/en and docs/data, and removes what it no
longer makes. The result is committed, so that a change of a fact shows in review as a
change of the pages; tests/test_generated.py compares it with a fresh run.
"""

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from ecsnet import cli, facts, matching, report, rules, terraform
from ecsnet.facts import LANGUAGES, LAUNCH_TYPES, MODES
from ecsnet.model import Finding
from tools import drawings

ROOT = Path(__file__).parents[1]
MATRIX = Path("docs/data/modes.json")
PATTERNS = Path("docs/data/errors.json")
README = Path("generated/README.md")
NOTICE = """\
`make generate` writes everything here from `src/ecsnet/facts/`, `snippets/` and `tools/drawings/`.
Change those; a test compares this folder with a fresh run.
"""

API_REFERENCE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_{}.html"
MODE_PAGES = {mode: mode for mode in MODES} | {"default": "windows"}

UI: dict[str, dict[str, str]] = {
    "ja": {
        "advice": "このサイトの扱い",
        "api": "API",
        "aws_says": "AWS のメッセージ",
        "terraform_says": "Terraform のメッセージ",
        "bad": "誤った例",
        "cause": "原因",
        "causes": "原因 {}",
        "checked": "確認日",
        "content": "内容",
        "cpu": "`cpu`",
        "default_mode": "`default`（Windows）",
        "definition": "説明",
        "english": "英語",
        "entry": "規則の説明と直した例",
        "enis": "ENI の上限",
        "enum": "値：{}",
        "evidence": "根拠",
        "fix": "直し方",
        "good": "直した例",
        "guide": "ガイド",
        "id": "ID",
        "instance": "インスタンスタイプ",
        "issue": "スレッド",
        "japanese": "日本語",
        "level": "レベル",
        "linux": "Linux",
        "memory": "`memory`",
        "name": "名前",
        "met": "要件を満たす",
        "mode": "モード",
        "need": "要件",
        "more": "詳しい説明",
        "no_cause": "報告からは原因が分からず、確認できていません。",
        "no_message": "AWS が返す文面は確認できていません。",
        "not_seen": "未確認",
        "os": "OS",
        "output": "検査の出力",
        "property": "項目",
        "recommendation": "選ぶモード",
        "reported": "報告",
        "ran": "実行した環境",
        "reread": "第三者の確認日",
        "rule": "規則",
        "run": "実行",
        "seen": "AWS の用例",
        "statements": "2 つの記述",
        "since": "{} で追加",
        "sources": "根拠",
        "topic": "食い違い",
        "tasks": "`awsvpc` のタスク数",
        "tasks_trunk": "トランキング有効時",
        "unmet": "代替案",
        "unsupported": "非対応",
        "vcpu": "vCPU",
        "where": "実行場所との互換性",
        "why": "理由",
        "windows": "Windows",
        "error": "エラー",
        "warning": "警告",
    },
    "en": {
        "advice": "What this site does",
        "api": "API",
        "aws_says": "AWS's message",
        "terraform_says": "Terraform's message",
        "bad": "Wrong",
        "cause": "Cause",
        "causes": "Cause {}",
        "checked": "Checked",
        "content": "What it shows",
        "cpu": "`cpu`",
        "default_mode": "`default` (Windows)",
        "definition": "Meaning",
        "english": "English",
        "entry": "The rule and the corrected example",
        "enis": "ENI limit",
        "enum": "values: {}",
        "evidence": "Evidence",
        "fix": "Fix",
        "good": "Right",
        "guide": "Guide",
        "id": "ID",
        "instance": "Instance type",
        "issue": "Thread",
        "japanese": "Japanese",
        "level": "Level",
        "linux": "Linux",
        "memory": "`memory`",
        "name": "Name",
        "met": "Meets the need",
        "mode": "Mode",
        "need": "Need",
        "more": "More on this",
        "no_cause": "The report does not explain the cause, and it is not confirmed.",
        "no_message": "The wording of AWS's answer is not confirmed.",
        "not_seen": "Not confirmed",
        "os": "OS",
        "output": "What the checker says",
        "property": "Property",
        "recommendation": "Take",
        "reported": "Reported in",
        "ran": "Seen with",
        "reread": "Read by a third party",
        "rule": "Rule",
        "run": "Run",
        "seen": "Seen at AWS",
        "statements": "The 2 statements",
        "since": "since {}",
        "sources": "Evidence",
        "topic": "Topic",
        "tasks": "`awsvpc` tasks",
        "tasks_trunk": "With trunking",
        "unmet": "Nearest there is",
        "unsupported": "Not supported",
        "vcpu": "vCPU",
        "where": "Where each mode runs",
        "why": "Why",
        "windows": "Windows",
        "error": "error",
        "warning": "warning",
    },
}


def fragments() -> dict[Path, str]:
    """Everything that is generated: path from the repository root to content."""
    made = {README: NOTICE, MATRIX: _modes_json(), PATTERNS: _errors_json()}
    for language in LANGUAGES:
        for name, make in _FRAGMENTS.items():
            made[Path("generated", language, name)] = make(language)
        for rule in facts.rules().values():
            for folder, make_rule in (("rules", _rule_entry), ("mistakes", _mistake)):
                path = Path("generated", language, folder, f"{rule.id}.md")
                made[path] = make_rule(rule, language)
        for group, calls in _ERROR_GROUPS.items():
            path = Path("generated", language, "errors", f"{group}.md")
            made[path] = _errors(calls, language)
        for mode in drawings.MODES:
            path = Path("generated", language, "drawings", f"{mode}.svg")
            made[path] = drawings.render(mode, language)
    return made


def write(root: Path) -> list[Path]:
    """Write all fragments below ``root`` and remove stale ones; returns the paths that changed."""
    made, changed = fragments(), []
    for old in sorted((root / "generated").rglob("*")):
        if old.is_file() and old.relative_to(root) not in made:
            old.unlink()
            changed.append(old.relative_to(root))
    for path, content in made.items():
        target = root / path
        if not target.exists() or target.read_text(encoding="utf-8") != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
            changed.append(path)
    return changed


# --- Markdown -----------------------------------------------------------------------------------


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A pipe table; a pipe inside a cell is escaped."""
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def _wide(name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table that scrolls in a box of its own, which the keyboard reaches too."""
    box = f'<div class="matrix" tabindex="0" role="region" aria-label="{name}" markdown>'
    return f"{box}\n\n{_table(header, rows)}\n</div>\n"


def _fence(kind: str, content: str, title: str = "") -> str:
    heading = f' title="{title}"' if title else ""
    return f"```{kind}{heading}\n{content.rstrip()}\n```\n"


def _include(snippet: str, section: str) -> str:
    return _fence("hcl", f'--8<-- "snippets/{snippet}:{section}"', f"snippets/{snippet}")


def _links(evidence: Iterable[str], language: str, up: str = "") -> str:
    """Links to the entries of the sources page, numbered within each kind: API 1, API 2."""
    known, numbers = facts.evidence(), dict.fromkeys(("api", "guide", "issue", "run"), 0)
    links = []
    for evidence_id in dict.fromkeys(evidence):
        kind = known[evidence_id].kind
        numbers[kind] += 1
        label = f"{UI[language][kind]} {numbers[kind]}"
        links.append(f"[{label}]({up}sources.md#ev-{evidence_id})")
    return f'<span class="ev">{_JOIN[language].join(links)}</span>'


_JOIN = {"ja": "、", "en": ", "}
_COLON = {"ja": "：", "en": ": "}


def _aside(text: str, language: str) -> str:
    return f"（{text}）" if language == "ja" else f" ({text})"


def _label(kind: str | None, label: str) -> str:
    """A label with the mark that the site's CSS has for answers of its kind."""
    return f'<span class="v v-{kind}">{label}</span>' if kind else f"**{label}**"


def _value(cell: facts.Cell, language: str) -> str:
    """A cell as HTML and Markdown: its label, then its text."""
    parts = []
    if cell.value is not None:
        value = facts.modes().values[cell.value]
        parts.append(_label(value.kind, value.label[language]))
    if cell.text is not None:
        parts.append(cell.text[language])
    return "<br>".join(parts)


def _mode(mode: str, language: str, link: str = "modes/{}.md") -> str:
    label = UI[language]["default_mode"] if mode == "default" else f"`{mode}`"
    return f"[{label}]({link.format(MODE_PAGES[mode])})"


# --- the comparison -----------------------------------------------------------------------------


def _matrix(language: str) -> str:
    ui, matrix = UI[language], facts.modes()
    header = [ui["property"], *(_mode(mode, language) for mode in MODES), ui["evidence"]]
    jumps, parts = [], []
    for group, title in matrix.groups.items():
        rows = [
            [
                prop.name[language],
                *(_value(prop.cells[mode], language) for mode in MODES),
                _links((e for mode in MODES for e in prop.cells[mode].evidence), language),
            ]
            for prop in matrix.properties.values()
            if prop.group == group
        ]
        if rows:
            wide = _wide(title[language], header, rows)
            jumps.append(f"[{title[language]}](#matrix-{group})")
            parts.append(f"### {title[language]} {{#matrix-{group}}}\n\n{wide}")
    return "\n".join([_JOIN[language].join(jumps) + "\n", *parts])


def _compatibility(language: str) -> str:
    ui, table = UI[language], facts.compatibility()
    header = [ui["mode"], *(table.launch_types[t][language] for t in LAUNCH_TYPES), ui["evidence"]]
    rows = [
        [
            _mode(mode, language),
            *(_value(table.cell(mode, launch), language) for launch in LAUNCH_TYPES),
            _links((e for t in LAUNCH_TYPES for e in table.cell(mode, t).evidence), language),
        ]
        for mode in MODES
    ]
    return _wide(ui["where"], header, rows)


def _choose_table(language: str) -> str:
    """One table a place: each need, the one recommendation, why, and the snippet to begin with."""
    ui, table = UI[language], facts.choices()
    header = [ui["need"], ui["recommendation"], ui["why"]]
    parts = []
    for place, title in table.places.items():
        rows = []
        for need, text in table.needs.items():
            choice = table.cells[place][need]
            mark = "met" if choice.met else "unmet"
            page = f"modes/{MODE_PAGES[choice.mode]}.md#terraform"
            taken = [
                _mode(choice.mode, language),
                _label("yes" if choice.met else "conditional", ui[mark]),
                f"[`{choice.start}`]({page})",
            ]
            evidence = _aside(_links(choice.evidence, language), language)
            rows.append([text[language], "<br>".join(taken), choice.reason[language] + evidence])
        anchor = place.replace("_", "-")
        parts.append(f"### {title[language]} {{#place-{anchor}}}\n\n{_table(header, rows)}")
    return "\n".join(parts)


def _modes_json() -> str:
    """The two matrices with their evidence, for machines: every text keyed by language."""
    matrix, compatibility = facts.modes(), facts.compatibility()
    cited = {e for p in matrix.properties.values() for c in p.cells.values() for e in c.evidence}
    cited |= {e for r in compatibility.cells.values() for c in r.values() for e in c.evidence}
    data = {
        "modes": list(MODES),
        "launch_types": compatibility.launch_types,
        "values": {name: value.label for name, value in matrix.values.items()},
        "groups": matrix.groups,
        "properties": list(matrix.properties.values()),
        "compatibility": {
            mode: {launch: compatibility.cell(mode, launch) for launch in LAUNCH_TYPES}
            for mode in MODES
        },
        "evidence": {key: item for key, item in facts.evidence().items() if key in cited},
    }
    return json.dumps(_plain(data), ensure_ascii=False, indent=1) + "\n"


def _plain(data: Any) -> Any:
    if is_dataclass(data):
        named = [(field.name, getattr(data, field.name)) for field in fields(data)]
        if isinstance(data, facts.Cell) and data.value:
            named.insert(1, ("label", facts.modes().values[data.value].label))
        return {key: _plain(value) for key, value in named if value is not None and value != ()}
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


# --- the tables of the mode pages ---------------------------------------------------------------


def _fargate_sizes(language: str) -> str:
    ui = UI[language]
    rows = [
        [
            f"`{size.cpu}`",
            size.vcpu,
            _memory(size.memory, language),
            _JOIN[language].join(ui[system] for system in size.os),
            _links(size.evidence, language, "../"),
        ]
        for size in facts.fargate_sizes()
    ]
    header = [ui["cpu"], ui["vcpu"], ui["memory"], ui["os"], ui["evidence"]]
    return _table(header, rows)


def _memory(options: tuple[int, ...], language: str) -> str:
    """MiB values as Terraform takes them: all when few, else first, second, …, last."""
    shown = [f"`{mib}`" for mib in options]
    return _JOIN[language].join(shown if len(shown) < 5 else [*shown[:2], "…", shown[-1]])


def _trunking(language: str) -> str:
    ui = UI[language]
    rows = [
        [
            f"`{limit.type}`",
            str(limit.enis),
            str(limit.without_trunking),
            ui["unsupported"] if limit.with_trunking is None else str(limit.with_trunking),
            limit.reread.isoformat() if limit.reread else "—",
        ]
        for limit in facts.trunking()
    ]
    header = [ui["instance"], ui["enis"], ui["tasks"], ui["tasks_trunk"], ui["reread"]]
    return _table(header, rows)


# --- rules --------------------------------------------------------------------------------------


def _topic_page(rule: facts.Rule) -> str:
    return f"{rule.topic.replace('_', '-')}.md"


def _level(rule: facts.Rule, language: str) -> str:
    return f'<span class="level level-{rule.level}">{UI[language][rule.level]}</span>'


@cache
def _checked(file: Path) -> tuple[dict[str, str], list[Finding]]:
    part = terraform.configuration([file])
    if part.errors:
        raise part.errors[0]
    return part.sources, rules.check(terraform.build(part))


def _output(rule: facts.Rule, language: str) -> str:
    """What the checker really says about the bad example."""
    bad = ROOT / "snippets" / "rules" / rule.id / "bad.tf"
    sources, findings = _checked(bad)
    return _fence("text", report.text(findings, sources, language, {str(bad): "bad.tf"}))


_TOPICS = {
    "ports": facts.Text("ポート", "Ports"),
    "compatibility": facts.Text("互換性", "Compatibility"),
    "containers": facts.Text("コンテナ定義", "Container definitions"),
    "service": facts.Text("サービス", "Services"),
    "load_balancing": facts.Text("ロードバランサー", "Load balancing"),
    "discovery": facts.Text("サービス検出", "Service discovery"),
    "capacity": facts.Text("キャパシティ", "Capacity"),
    "advice": facts.Text("host の注意点", "Advice on host mode"),
}


def _rules_index(language: str) -> str:
    """A table of rules for each topic, in the order of the topics' pages."""
    ui = UI[language]
    header = [ui["id"], ui["rule"], ui["level"], ui["name"]]
    parts = []
    for topic, title in _TOPICS.items():
        rows = [
            [
                f"[{rule.id}]({_topic_page(rule)}#{rule.id.lower()})",
                rule.title[language],
                _level(rule, language),
                f"`{rule.name}`",
            ]
            for rule in facts.rules().values()
            if rule.topic == topic
        ]
        anchor = topic.replace("_", "-")
        parts.append(f"### {title[language]} {{#{anchor}}}\n\n{_table(header, rows)}")
    return "\n".join(parts)


def _heading(rule: facts.Rule, language: str) -> str:
    return f"### {rule.id}{_COLON[language]}{rule.title[language]} {{#{rule.id.lower()}}}\n"


def _rule_entry(rule: facts.Rule, language: str) -> str:
    ui = UI[language]
    since = ui["since"].format(rule.since)
    return "\n".join(
        [
            _heading(rule, language),
            f"{_level(rule, language)} `{rule.name}`{_aside(since, language)}\n",
            rule.what[language] + "\n",
            f"**{ui['why']}** {rule.why[language]}\n",
            *_answers(rule, language),
            f"**{ui['bad']}**\n",
            _include(f"rules/{rule.id}/bad.tf", "example"),
            f"**{ui['output']}**\n",
            _output(rule, language),
            f"**{ui['good']}**\n",
            _include(f"rules/{rule.id}/good.tf", "example"),
            f"**{ui['sources']}** {_links(rule.evidence, language, '../')}\n",
        ]
    )


def _answers(rule: facts.Rule, language: str) -> Iterator[str]:
    """The messages of a rule under the name of who says them."""
    ui, errors = UI[language], [facts.errors()[error] for error in rule.errors]
    for speaker in facts.SPEAKERS:
        texts = [error.text for error in errors if error.speaker == speaker]
        if texts:
            yield f"**{ui[f'{speaker}_says']}**\n"
            yield _fence("text", "\n".join(texts))
    if not errors:
        yield f"**{ui['aws_says']}**\n"
        yield ui["no_message"] + "\n"


def _mistake(rule: facts.Rule, language: str) -> str:
    link = f"[{UI[language]['entry']}](../rules/{_topic_page(rule)}#{rule.id.lower()})"
    return "\n".join(
        [
            _heading(rule, language),
            _include(f"rules/{rule.id}/bad.tf", "mistake"),
            _output(rule, language),
            f"{rule.fix[language]}\n",
            link + "\n",
        ]
    )


# --- the errors page ----------------------------------------------------------------------------

# The sections of the page, and which calls answer the messages of each.
_ERROR_GROUPS = {
    "register": ("RegisterTaskDefinition",),
    "service": ("CreateService", "UpdateService", "RunTask"),
    "placement": ("service event", "StartTask"),
    "elsewhere": ("events PutTargets", "autoscaling"),
    "terraform": ("terraform validate",),
}
_CALLS = {
    "ja": {
        "autoscaling": "Amazon EC2 Auto Scaling",
        "events PutTargets": "EventBridge の `PutTargets`",
        "service event": "サービスイベントに出ます。",
    },
    "en": {
        "autoscaling": "Amazon EC2 Auto Scaling",
        "events PutTargets": "`PutTargets` of EventBridge",
        "service event": "Found in the service events.",
    },
}


def _errors(calls: tuple[str, ...], language: str) -> str:
    """The messages whose first call is one of these."""
    return "\n".join(
        _error_entry(error, language)
        for error in facts.errors().values()
        if error.call.split(", ")[0] in calls
    )


def _error_entry(error: facts.ErrorMessage, language: str) -> str:
    ui, names = UI[language], _CALLS[language]
    calls = _JOIN[language].join(names.get(call, f"`{call}`") for call in error.call.split(", "))
    code = _aside(f"`{error.code}`", language) if error.code else ""
    # AWS's is the rule on that page, and the call says it
    said = "" if error.speaker == "aws" else f"**{ui[f'{error.speaker}_says']}** "
    parts = [
        f"### {error.title[language]} {{#{error.id.lower()}}}\n",
        _fence("{ .text .wrap }", error.text),
        f"{said}{calls}{code}\n",
    ]
    if not error.causes:
        parts.append(f"**{ui['cause']}** {ui['no_cause']}\n")
    for number, cause in enumerate(error.causes, start=1):
        label = ui["cause"] if len(error.causes) == 1 else ui["causes"].format(number)
        parts += [f"**{label}** {cause.text[language]}\n", *_remedy(cause, language)]
    threads = _JOIN[language].join(_origin(facts.evidence()[item]) for item in error.evidence)
    parts.append(f"**{ui['reported' if error.speaker == 'aws' else 'ran']}** {threads}\n")
    return "\n".join(parts)


def _remedy(cause: facts.Cause, language: str) -> Iterator[str]:
    ui, rule = UI[language], facts.rules()[cause.rule] if cause.rule else None
    fix = rule.fix if rule else cause.fix
    if fix:
        yield f"**{ui['fix']}** {fix[language]}\n"
    snippet = f"rules/{rule.id}/good.tf:example" if rule else cause.snippet
    if snippet:
        yield _include(*snippet.split(":"))
    if cause.no_code:
        yield f"{cause.no_code[language]}\n"
    if rule:
        title = f"{rule.id}{_COLON[language]}{rule.title[language]}"
        yield f"[{title}](rules/{_topic_page(rule)}#{rule.id.lower()})\n"
    if cause.see:
        yield f"[{ui['more']}]({cause.see})\n"


def _origin(item: facts.Evidence) -> str:
    """A link to the place where a message was seen."""
    match item:
        case facts.GuideEvidence():
            return f"[{_quoted(item.title)}]({item.url})"
        case facts.IssueEvidence():
            return f"[`{_thread(item)}`]({item.url})"
        case facts.RunEvidence():
            return f"[{item.tool}](sources.md#ev-{item.id})"
    raise TypeError(item)


def _errors_json() -> str:
    """The patterns of the messages, which the errors page searches in what is pasted."""
    return json.dumps(matching.data(), ensure_ascii=True, indent=1) + "\n"


# --- the page of the command --------------------------------------------------------------------

_WORKFLOW = Path("examples/code-scanning.yml")


def _session(language: str, status: int, *arguments: str) -> str:
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
    command = _fence("console", f"ecsnet {' '.join(shown)}")
    # Only the carets of `check` need the lines as they are.
    kind = {"explain": "{ .text .wrap }"}.get(arguments[0], "text")
    kind = "json" if "json" in arguments else kind
    return f"{command}\n{_fence(kind, printed.getvalue())}"


def _workflow(language: str) -> str:
    return _fence("yaml", (ROOT / _WORKFLOW).read_text(encoding="utf-8"), str(_WORKFLOW))


# --- the sources page and the glossary ----------------------------------------------------------


def _evidence(language: str) -> str:
    """Every piece of evidence with the anchor the links point to, by kind."""
    ui = UI[language]
    parts = []
    for kind in ("api", "guide", "issue", "run"):
        rows = [
            [f'<span id="ev-{item.id}"></span>{first}', second]
            for item in facts.evidence().values()
            if item.kind == kind
            for first, second in [_described(item, language)]
        ]
        parts.append(_table([ui[kind], ui["content"]], rows))
    return "\n".join(f"{_KIND_HEADINGS[language][i]}\n\n{part}" for i, part in enumerate(parts))


_KIND_HEADINGS = {
    "ja": [
        "### API モデル（botocore） {#evidence-api}",
        "### ドキュメント {#evidence-guide}",
        "### 公開された報告 {#evidence-issue}",
        "### 実行して確かめたこと {#evidence-run}",
    ],
    "en": [
        "### The API model (botocore) {#evidence-api}",
        "### Documentation {#evidence-guide}",
        "### Public reports {#evidence-issue}",
        "### What we ran {#evidence-run}",
    ],
}


def _described(item: facts.Evidence, language: str) -> tuple[str, str]:
    match item:
        case facts.ApiEvidence():
            name = f"`{item.shape}.{item.member}`" if item.member else f"`{item.shape}`"
            if item.enum:
                values = _JOIN[language].join(f"`{value}`" for value in item.enum)
                return name, UI[language]["enum"].format(values)
            page = API_REFERENCE.format(item.shape.removesuffix("Request"))
            return f"[{name}]({page})", _quoted(item.sentence or "")
        case facts.GuideEvidence():
            return f"[{_quoted(item.title)}]({item.url})", _noted(item.checked, item.note, language)
        case facts.IssueEvidence():
            return f"[`{_thread(item)}`]({item.url})", _noted(item.checked, item.note, language)
        case facts.RunEvidence():
            when = f"{UI[language]['checked']} {item.checked.isoformat()}"
            return item.tool, item.what[language] + _aside(when, language)
    raise TypeError(item)


def _thread(item: facts.IssueEvidence) -> str:
    name = item.url.removeprefix("https://").removeprefix("github.com/")
    return name.replace("/issues/", "#").replace("/pull/", "#")


def _quoted(text: str) -> str:
    """AWS's words as text, not markup: the API reference writes `<default>`."""
    return f'<span lang="en">{escape(text, quote=False)}</span>'


def _noted(checked: date, note: facts.Text | None, language: str) -> str:
    when = f"{UI[language]['checked']} {checked.isoformat()}"
    return note[language] + _aside(when, language) if note else when


def _contradictions(language: str) -> str:
    ui = UI[language]
    rows = [
        [
            f'<span id="{item.id}"></span>{item.topic[language]}',
            "<br>".join(
                f"**{name}** {side.text[language]}"
                + _aside(_links(side.evidence, language), language)
                for name, side in (("A", item.a), ("B", item.b))
            ),
            item.advice[language],
        ]
        for item in facts.contradictions()
    ]
    return _table([ui["topic"], ui["statements"], ui["advice"]], rows)


def _unconfirmed(language: str) -> str:
    lines = []
    for item in facts.unconfirmed():
        links = _aside(_links(item.evidence, language), language) if item.evidence else ""
        lines.append(f"- {item.text[language]}{links}\n")
    return "".join(lines)


def _glossary(language: str) -> str:
    ui = UI[language]
    rows = []
    for term in sorted(facts.glossary(), key=lambda term: term.term.en.lower()):
        japanese = term.term.ja if language == "ja" else f'<span lang="ja">{term.term.ja}</span>'
        english = term.term.en if language == "en" else f'<span lang="en">{term.term.en}</span>'
        words = [japanese, english] if language == "ja" else [english, japanese]
        seen = f"[AWS]({term.seen})" if term.seen else ui["not_seen"]
        rows.append([*words, term.definition[language], seen])
    names = [ui["japanese"], ui["english"]]
    header = [*(names if language == "ja" else names[::-1]), ui["definition"], ui["seen"]]
    return _table(header, rows)


_FRAGMENTS: dict[str, Callable[[str], str]] = {
    "check/code-scanning.md": _workflow,
    "check/explain-error.md": lambda language: _session(
        language, cli.OK, "explain", "--error", facts.errors()["E1"].text
    ),
    "check/json.md": lambda language: _session(
        language, cli.FOUND, "check", "--format", "json", "main.tf"
    ),
    "check/text.md": lambda language: _session(language, cli.FOUND, "check", "main.tf"),
    "check/unusable.md": lambda language: _session(language, cli.UNUSABLE, "check", "cut.tf"),
    "choose-table.md": _choose_table,
    "compare-compatibility.md": _compatibility,
    "compare-matrix.md": _matrix,
    "contradictions.md": _contradictions,
    "evidence.md": _evidence,
    "fargate-sizes.md": _fargate_sizes,
    "glossary.md": _glossary,
    "rules-index.md": _rules_index,
    "trunking.md": _trunking,
    "unconfirmed.md": _unconfirmed,
}


def main() -> Iterator[str]:
    """Write everything, yielding a line for each file that changed."""
    changed = write(ROOT)
    yield from (f"written: {path}" for path in changed)
    yield f"{len(changed)} of {len(fragments())} generated files changed"


if __name__ == "__main__":
    for line in main():
        print(line)
