"""Every fact with the evidence it rests on, and the pages that show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ecsnet.facts import Facts, Rule, line_of
from ecsnet.sections import compared, includes
from tools.freshness.finding import Finding
from tools.generate.markdown import MODE_PAGES, topic_page

EVIDENCE = Path("src/ecsnet/facts/evidence")
# Both languages have the same pages; one of them tells which.
_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its name, and the files of generated/<language>/ or the pages that it is in."""

    name: str
    evidence: tuple[str, ...]
    fragments: tuple[str, ...]
    checked: date | None = None
    pages: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """What shows the fact, by paths within the repository."""
        made = (f"generated/{_LANGUAGE}/{fragment}" for fragment in self.fragments)
        return (*made, *(f"docs/{_LANGUAGE}/{page}" for page in self.pages))


def cited(facts: Facts) -> Iterator[Fact]:
    """Every fact, each once."""
    yield from _tables(facts)
    for error in facts.errors.values():
        yield Fact(f"errors {error.id}", error.evidence, (f"errors/{error.group}.md",))
    for other in facts.other_messages.values():
        yield Fact(f"other_messages {other.id}", other.evidence, ("errors/other.md",))
    for item in facts.contradictions:
        for side, said in zip("abc", item.sides, strict=False):
            name = f"contradictions {item.id}/{side}"
            yield Fact(name, said.evidence, ("contradictions.md",), item.checked)
    for entry in facts.unconfirmed:
        yield Fact(f"unconfirmed {entry.id}", entry.evidence, ("unconfirmed.md",))
    for rule in facts.rules.values():
        yield Fact(f"rules {rule.id}", rule.evidence, _rule(rule))
    for check in facts.other_checks:
        yield Fact(
            f"other_checks {check.tool} {check.check}", check.evidence, ("other-linters.md",)
        )
    for place, choices in facts.choices.cells.items():
        for need, choice in choices.items():
            yield Fact(f"choices {place}/{need}", choice.evidence, ("choose-table.md",))
    for symptom in facts.symptoms.values():
        yield Fact(f"symptoms {symptom.id}", symptom.evidence, (f"symptoms/{symptom.id}.md",))
    for module in facts.registry_modules.values():
        yield Fact(f"modules {module.id}", module.evidence, ("check/modules.md",))
    for number in facts.numbers:
        pages = tuple(dict.fromkeys(place.split("#")[0] for place in number.at))
        yield Fact(f"numbers {number.id}", number.evidence, (), number.checked, pages)
    yield from _chooser(facts)
    yield from _deployments(facts)


def _deployments(facts: Facts) -> Iterator[Fact]:
    known = facts.deployments
    for name, part in (("rolling", known.rolling), ("subnets", known.subnets)):
        shown = (f"deployments/{name}.md",)
        yield Fact(f"deployments {name}", part.evidence, shown, part.checked)
    for setting in known.setting.values():
        shown = ("deployments/placement.md",)
        yield Fact(f"deployments {setting.id}", setting.evidence, shown, setting.checked)


def _chooser(facts: Facts) -> Iterator[Fact]:
    chooser = facts.chooser
    for absence in chooser.absent:
        name = f"chooser {', '.join(absence.places)}: {', '.join(absence.needs)}"
        yield Fact(name, absence.evidence, ("chooser.md",))
    for counted in ("subnets", "addresses", "rolling"):
        evidence = getattr(chooser, counted).evidence
        yield Fact(f"chooser {counted}", evidence, ("calculator.md",))


def _tables(facts: Facts) -> Iterator[Fact]:
    for prop in facts.modes.properties.values():
        for mode, cell in prop.cells.items():
            fragments = ("compare-matrix.md", f"modes/{MODE_PAGES[mode]}.md")
            yield Fact(f"modes {prop.id}/{mode}", cell.evidence, fragments, cell.checked)
    for mode, row in facts.compatibility.cells.items():
        for launch_type, cell in row.items():
            fragments = ("compare-compatibility.md", f"modes/{MODE_PAGES[mode]}.md")
            name = f"compatibility {mode}/{launch_type}"
            yield Fact(name, cell.evidence, fragments, cell.checked)
    for size in facts.fargate_sizes:
        yield Fact(f"fargate {size.cpu}", size.evidence, ("fargate-sizes.md",), size.checked)
    yield from _trunking(facts)
    for quota in facts.quotas.quota.values():
        yield Fact(f"quotas {quota.id}", quota.evidence, ("quotas.md",), quota.checked)


def _trunking(facts: Facts) -> Iterator[Fact]:
    table = facts.trunking
    for part in (table.guide, table.reread):
        yield Fact(f"trunking {part.read}", part.evidence, ("trunking.md",), part.checked)
    unknown = table.interfaces
    yield Fact("trunking interfaces", unknown.evidence, ("trunking-unknown.md",), unknown.checked)
    refused = table.unsupported
    yield Fact(
        "trunking unsupported", refused.evidence, ("trunking-unsupported.md",), refused.checked
    )


def _rule(rule: Rule) -> tuple[str, ...]:
    return f"rules/{topic_page(rule)}", f"mistakes/{rule.id}.md"


@dataclass(frozen=True)
class Shown:
    """The facts and the pages of a repository."""

    root: Path
    facts: Facts

    def changed(self, evidence: str, what: str) -> Finding:
        """That something is no longer as a piece of evidence says."""
        users = [fact for fact in cited(self.facts) if evidence in fact.evidence]
        files = [file for fact in users for file in fact.files]
        listed = self.pages_of([self.listed(evidence)])
        names = tuple(fact.name for fact in users)
        said = f"{self.at(evidence)}: {evidence}: {what}"
        return Finding(said, names, tuple(sorted({*self.pages(files), *listed})))

    def listed(self, evidence: str) -> str:
        """The file of generated/<language>/ that lists a piece of evidence."""
        return f"evidence/{self.facts.evidence[evidence].kind}.md"

    def at(self, evidence: str) -> str:
        """File and line of a piece of evidence."""
        for file in sorted((self.root / EVIDENCE).glob("*.toml")):
            text = file.read_text(encoding="utf-8")
            if f"\n[{evidence}]\n" in f"\n{text}":
                return f"{EVIDENCE / file.name}:{line_of(text, [evidence])}"
        raise KeyError(evidence)

    def pages_of(self, fragments: Iterable[str]) -> tuple[str, ...]:
        """The pages that show files of generated/<language>/."""
        return self.pages(f"generated/{_LANGUAGE}/{fragment}" for fragment in fragments)

    def pages(self, files: Iterable[str]) -> tuple[str, ...]:
        """The pages that include one of the files, themselves or in what they include.

        Args:
            files: paths within the repository.

        Returns:
            The paths of the pages within the folder of a language.
        """
        wanted, docs = set(files), f"docs/{_LANGUAGE}/"
        while more := {file for file, inside in self.includes.items() if inside & wanted} - wanted:
            wanted |= more
        return tuple(sorted(file.removeprefix(docs) for file in wanted if file.startswith(docs)))

    @cached_property
    def includes(self) -> dict[str, set[str]]:
        """What each page and each generated file of the language shows of other files."""
        texts = {
            file.relative_to(self.root).as_posix(): file.read_text(encoding="utf-8")
            for folder in ("docs", "generated")
            for file in (self.root / folder / _LANGUAGE).rglob("*.md")
        }
        return {
            path: {include.path for include in includes(text)} | compared(text)
            for path, text in texts.items()
        }
