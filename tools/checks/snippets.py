"""Guards over code of examples: it lies in snippets/, and pages of both languages include it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from ecsnet.facts import LANGUAGES
from ecsnet.sections import Include, compared, markers, section_lines
from tools.checks.guard import Guards, Problem
from tools.checks.page import Fence, Page
from tools.checks.repo import Repo
from tools.site.tf import LANGUAGES as EXAMPLES

guard = GUARDS = Guards[Repo]()

HCL_LANGUAGES = frozenset({"hcl", "terraform", "tf", "tfvars"})
# A language of its own, such as "tofu" or "json5", would be one that no check knows.
OTHER_LANGUAGES = frozenset({"bash", "console", "html", "json", "markdown", "toml", "yaml"})
PLAIN_LANGUAGES = frozenset({"", "text", "diff"})
HCL_RESOURCE = re.compile(r'^[>\s]*(?:resource|data)\s+"\w+"\s+"[^"]+"|^.*"resource"\s*:\s*[\[{]')
HCL_LINE = re.compile(
    HCL_RESOURCE.pattern
    + r'|^[>\s]*(?:module|variable|output|provider|check|ephemeral)\s+"[^"]+".*\{'
    + r"|^[>\s]*(?:terraform|locals|moved|removed|import|[a-z]+_[a-z_]+)\s*\{\s*$"
    + r"|^[>\s]*[a-z]\w*\s+=\s+(?:[\"\[{]|[a-z]+\(|(?:var|local|data|module|each|aws_\w+)\.|<<"
    + r"|(?:true|false|null|\d+)\s*(?:#.*)?$)"
)
MOVE_HCL = "move it to a file under snippets/ and include it"


@guard("hcl-is-included")
def hcl_is_included(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        included = {include.line: include for include in page.includes}
        for fence in page.fences:
            yield from _unknown_language(page, fence)
            yield from _hcl_in_fence(page, fence, included)
        for number, line in enumerate(page.markup_lines, start=1):
            if HCL_LINE.match(line):
                yield Problem(page.path, number, f"Terraform code outside a fence: {MOVE_HCL}")
        # What differs between two snippets is computed from their files.
        made = page.path.startswith("generated/")
        for element in (e for e in page.elements if e.tag == "pre"):
            source = unescape(page.text[element.start : element.end])
            if made and element.attributes.get("class") == "difference":
                continue
            if any(HCL_LINE.match(line) for line in source.split("\n")):
                yield Problem(page.path, element.line, f"Terraform code in <pre>: {MOVE_HCL}")


def _unknown_language(page: Page, fence: Fence) -> Iterator[Problem]:
    if fence.language not in HCL_LANGUAGES | OTHER_LANGUAGES | PLAIN_LANGUAGES:
        known = ", ".join(sorted({"hcl", "text"} | OTHER_LANGUAGES))
        message = f"code block in {fence.language}, which no check reads: write one of {known}"
        yield Problem(page.path, fence.line, message)


def _hcl_in_fence(page: Page, fence: Fence, included: dict[int, Include]) -> Iterator[Problem]:
    is_hcl = fence.language in HCL_LANGUAGES
    pattern = HCL_LINE if fence.language in PLAIN_LANGUAGES else HCL_RESOURCE
    for number, line in enumerate(fence.body, start=fence.line + 1):
        include = included.get(number)
        if include and is_hcl and not include.path.startswith("snippets/"):
            yield Problem(page.path, number, f"Terraform code from {include.path}: {MOVE_HCL}")
        elif include is None and line.strip():
            code = re.sub(r"^\s*[+-]", "", line) if fence.language == "diff" else line
            if is_hcl or pattern.match(code):
                yield Problem(page.path, number, f"Terraform code written in the page: {MOVE_HCL}")
                return
    if is_hcl and not any(line.strip() for line in fence.body):
        yield Problem(page.path, fence.line, "empty Terraform block: include a snippet")


@guard("includes-resolve")
def includes_resolve(repo: Repo) -> Iterator[Problem]:
    for page in repo.documents.values():
        for include in page.includes:
            if message := _include_fault(repo, page, include):
                yield Problem(page.path, include.line, message)
            elif include.path.startswith("snippets/"):
                yield from _snippet_fence(page, include)
        for fence in page.fences:
            yield from _fence_title(page, fence)
    fragments = {p: d.text for p, d in repo.documents.items() if p.startswith("generated/")}
    for path, text in {**repo.snippets, **fragments}.items():
        yield from _marker_faults(path, text)


def _include_fault(repo: Repo, page: Page, include: Include) -> str | None:
    path = include.path
    if not include.working:
        return (
            f'include that does not work: write --8<-- "{path}" with double quotes and nothing else'
            " on the line, not even a space after it"
        )
    if include.line_range:
        return f"include of a line range: mark a section in {path} and include it by name"
    if not path.startswith(("snippets/", f"generated/{page.language}/")):
        return f"include of {path}: only snippets/ and generated/{page.language}/ are for this page"
    file = repo.root / path
    if ".." in Path(path).parts or not file.is_file():
        return f"included file {path} does not exist"
    if include.section is None:
        return None
    if section_lines(file.read_text(encoding="utf-8"), include.section) is None:
        return f"{path} has no section {include.section}: add [start:{include.section}] there"
    return None


def _snippet_fence(page: Page, include: Include) -> Iterator[Problem]:
    inside = (f for f in page.fences if f.line < include.line < f.end_line)
    fence = next(inside, None)
    language = EXAMPLES.get(Path(include.path).suffix, "hcl")
    if fence is None or fence.language not in _names(language) or fence.title is None:
        message = f'show a snippet in a block ```{language} title="{include.path}"'
        yield Problem(page.path, include.line, message)


def _names(language: str) -> frozenset[str]:
    return HCL_LANGUAGES if language == "hcl" else frozenset({language})


def _fence_title(page: Page, fence: Fence) -> Iterator[Problem]:
    paths = [i.path for i in page.includes if fence.line < i.line < fence.end_line]
    snippets = [path for path in paths if path.startswith("snippets/")]
    titled = fence.title is not None and fence.title.startswith("snippets/")
    if (titled or (fence.title and snippets)) and fence.title not in paths:
        message = f"block titled {fence.title} does not include that file: correct its title"
        yield Problem(page.path, fence.line, message)


def _marker_faults(path: str, text: str) -> Iterator[Problem]:
    found = markers(text)
    for index, edge in enumerate(found):
        line, kind, name = edge.line, edge.kind, edge.name
        earlier = [other.kind for other in found[:index] if other.name == name]
        later = [other.kind for other in found[index + 1 :] if other.name == name]
        if kind in earlier:
            yield Problem(path, line, f"second [{kind}:{name}]: only the first counts; rename it")
        elif kind == "start" and "end" not in later:
            message = f"section {name} runs to the end of the file: add [end:{name}] after it"
            yield Problem(path, line, message)
        elif kind == "end" and "start" not in earlier:
            yield Problem(path, line, f"[end:{name}] without [start:{name}] before it")


@guard("snippets-used-by-both-languages")
def snippets_used_by_both_languages(repo: Repo) -> Iterator[Problem]:
    used: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for page in repo.pages:
        reached = {include.path for _, include in repo.reached(page)}
        fragments = [repo.documents[path] for path in reached if path in repo.documents]
        used[str(page.language)] |= reached.union(*(compared(f.text) for f in fragments))
    for path in repo.snippets:
        without = [language for language in LANGUAGES if path not in used[language]]
        if without:
            where = " or ".join(f"docs/{language}" for language in without)
            message = f"no page of {where} includes this snippet: include it there, or remove it"
            yield Problem(path, 1, message)
