"""All generated files: what is in each, and how they are written."""

import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ecsnet.cli.terminal import FOUND, OK, UNUSABLE
from ecsnet.facts import LANGUAGES, facts
from tools.generate import (
    checker,
    choose,
    chooser,
    command,
    comparison,
    data,
    deployments,
    drawings,
    errors,
    functions,
    glossary,
    home,
    labs,
    migrations,
    modes,
    needs,
    paste,
    questions,
    quotas,
    registry_modules,
    rules,
    schemas,
    sources,
    stacks,
    symptoms,
)
from tools.generate.drawings import stack as stack_drawing
from tools.generate.markdown import MODE_PAGES
from tools.site import policy, theme_css

MATRIX = Path("docs/data/modes.json")
PATTERNS = Path("docs/data/errors.json")
MATRIX_SCHEMA = Path("docs/data/modes.schema.json")
PATTERNS_SCHEMA = Path("docs/data/errors.schema.json")
THEME_WORDS = Path("theme/partials/words.html")
POLICY = Path("theme/partials/policy.html")
CHOOSER = Path("docs/data")
CHOOSER_SCHEMA = CHOOSER / "choose.schema.json"
TOPIC_DRAWINGS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("topic_drawings.toml").read_text(encoding="utf-8")
)
README = Path("generated/README.md")
NOTICE = """\
`make generate` writes everything here from `src/ecsnet/facts/`, `snippets/` and
`tools/generate/drawings/`. Change those; a test compares this folder with a fresh run.
"""

_FRAGMENTS: dict[str, Callable[[str], str]] = {
    "check/code-scanning.md": command.workflow,
    "check/form.md": checker.form,
    "check/explain-error.md": lambda language: command.session(
        language, OK, "explain", "--error", facts().errors["E1"].text
    ),
    "check/functions.md": functions.overview,
    "check/json.md": lambda language: command.session(
        language, FOUND, "check", "--format", "json", "main.tf"
    ),
    "check/modules.md": registry_modules.modules,
    "check/text.md": lambda language: command.session(language, FOUND, "check", "main.tf"),
    "check/unusable.md": lambda language: command.session(language, UNUSABLE, "check", "cut.tf"),
    "calculator.md": chooser.calculator_form,
    "choose-table.md": choose.table_of_choices,
    "chooser.md": chooser.chooser_form,
    "compare-compatibility.md": comparison.compatibility,
    "compare-differences.md": comparison.differences,
    "compare-evidence.md": comparison.evidence,
    "compare-matrix.md": comparison.matrix,
    "contradictions.md": sources.contradictions,
    "deployments/placement.md": deployments.placement,
    "deployments/rolling.md": deployments.rolling,
    "deployments/subnets.md": deployments.subnets,
    "ecs-exec.md": partial(comparison.by_mode, "ecs_exec"),
    "errors/paste.md": partial(paste.field, "errors"),
    "fargate-sizes.md": modes.fargate_sizes,
    "glossary.md": glossary.terms,
    "home/changes.md": home.changes,
    "home/errors.md": home.usual_errors,
    "home/modes.md": home.cards,
    "home/numbers.md": home.numbers,
    "home/paste.md": partial(paste.field, "home"),
    "other-linters.md": sources.other_linters,
    "questions.md": questions.by_field,
    "quotas.md": quotas.tables,
    "rules-index.md": rules.index,
    "trunking.md": modes.trunking,
    "trunking-unknown.md": modes.without_trunking,
    "trunking-unsupported.md": modes.unsupported,
    "unconfirmed.md": sources.unconfirmed,
}


def generated_files() -> dict[Path, str]:
    """Everything that is generated: path from the repository root to content."""
    made = {README: NOTICE, MATRIX: data.modes_json(), PATTERNS: data.errors_json()}
    made |= {THEME_WORDS: data.theme_words(), POLICY: policy.partial()}
    made |= {MATRIX_SCHEMA: schemas.modes_schema(), PATTERNS_SCHEMA: schemas.errors_schema()}
    made[CHOOSER_SCHEMA] = schemas.choose_schema()
    made |= theme_css.generated_files()
    for language in LANGUAGES:
        made[CHOOSER / f"choose-{language}.json"] = chooser.data_json(language)
        for name, content in _fragments(language).items():
            made[Path("generated", language, name)] = content
    return made


def _fragments(language: str) -> dict[str, str]:
    """What the pages of a language include: path within its folder to content."""
    made = {name: make(language) for name, make in _FRAGMENTS.items()}
    for kind in dict.fromkeys(item.kind for item in facts().evidence.values()):
        made[f"evidence/{kind}.md"] = sources.evidence(kind, language)
    for topic in facts().topics.values():
        made[f"rules/{topic.slug}.md"] = rules.entries(topic, language)
    for rule_id in rules.mistakes_on_pages(language):
        made[f"mistakes/{rule_id}.md"] = rules.mistake(facts().rules[rule_id], language)
    for group in errors.groups():
        made[f"errors/{group}.md"] = errors.entries(group, language)
        made[f"errors/lines/{group}.md"] = errors.lines(group, language)
    made["errors/other.md"] = errors.others(language)
    for mode, page in MODE_PAGES.items():
        made[f"modes/{page}.md"] = modes.summary(mode, language)
        made[f"modes/{page}-stacks.md"] = stacks.of_mode(mode, language)
        made[f"modes/{page}-questions.md"] = questions.of_mode(mode, language)
    for example in needs.examples():
        made[f"needs/{example}.md"] = needs.fragment(example, language)
    made["stacks/index.md"] = stacks.index(language)
    made["stacks/checked.md"] = stacks.checked(language)
    for stack in stacks.stacks():
        for part in (stacks.billed, stacks.parts, stacks.take):
            made[f"stacks/{stack}-{part.__name__}.md"] = part(stack, language)
        if asked := questions.of_stack(stacks.stacks()[stack]["rules"], language):
            made[f"stacks/{stack}-questions.md"] = asked
        made[f"drawings/{stack}.svg"] = stacks.figure(stack, language)
    made["migrations/checked.md"] = migrations.checked(language)
    for migration in migrations.migrations():
        made[f"migrations/{migration}-differences.md"] = migrations.differences(migration)
        for fragment in (migrations.files, migrations.planned, migrations.take):
            made[f"migrations/{migration}-{fragment.__name__}.md"] = fragment(migration, language)
        if "back" in migrations.migrations()[migration]:
            made[f"migrations/{migration}-back.md"] = migrations.back(migration, language)
    for name, made_of in TOPIC_DRAWINGS.items():
        title = made_of["title"][language]
        made[f"drawings/{name}.svg"] = stack_drawing.render(name, title, made_of, language)
    made |= symptoms.fragments(language)
    made["labs/count.md"] = labs.count(language)
    for mode in labs.MODES:
        made[f"labs/{mode}.md"] = labs.lab(mode, language)
        made[f"labs/checked/{mode}.md"] = labs.checked(mode)
    for mode, name in labs.LOOKED_INTO:
        made[f"labs/printed/{mode}-{name}.md"] = labs.printed(mode, name)
    for mode in drawings.MODES:
        made[f"drawings/{mode}.svg"] = drawings.render(mode, language)
        made[f"drawings/{mode}-steps.html"] = drawings.steps(mode, language)
    return made


def write(root: Path) -> list[Path]:
    """Write all files below ``root`` and remove stale ones; returns the paths that changed."""
    made, changed = generated_files(), []
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
