"""The Atom feed of changes, `feed.xml` of each language: an entry for each one in its changelog.

A release has its day; what is not released has that of its commit, or, where there is no history,
the day on which the site was last checked. The commit is that of the English entry, in both feeds:
a better translation is no change.
"""

import re
import subprocess
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import markdown

from ecsnet.facts import facts
from tools import changelog
from tools.changelog import Change
from tools.site import LANGUAGES
from tools.site.pages import Page, pages

FEED = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST_TITLE = 100

COMMIT = re.compile(r"^[0-9a-f]{40} \d+ (?P<line>\d+)")


def committed(file: Path) -> Mapping[int, datetime]:
    """When each line of a file was committed; nothing without the history of the repository."""

    def git(*command: str) -> str:
        run = subprocess.run(
            ["git", "-C", str(file.parent), *command], capture_output=True, text=True, check=True
        )
        return run.stdout

    try:
        if git("rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        blamed = git("blame", "--line-porcelain", "--", file.name)
    except (OSError, subprocess.CalledProcessError):
        return {}
    found, number = {}, 0
    for line in blamed.split("\n"):
        if commit := COMMIT.match(line):
            number = int(commit["line"])
        elif line.startswith("committer-time "):
            found[number] = datetime.fromtimestamp(int(line.split()[1]), UTC)
    return found


def title_of(change: Change) -> str:
    """The first sentence, without marks of code and links, and not too long."""
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", change.text).replace("`", "")
    first = re.split(r"(?<=[.:;!?])\s|(?<=[。：])", plain)[0].rstrip(".:;。：")
    if len(first) > LONGEST_TITLE:
        whole_words = re.sub(r"[ 、][^ 、]*$", "", first[:LONGEST_TITLE])
        first = f"{whole_words.rstrip(',')}…"
    return first


def feed(home: Page, language: str, dated: Mapping[Change, datetime]) -> str:
    """The feed of a language, newest first."""
    root = ElementTree.Element("feed", {"xmlns": ATOM, XML_LANG: language})
    said = facts().words.machines["changes"][language]
    _add(root, "title", said.replace("{site}", home.site_name))
    _add(root, "subtitle", home.description)
    _add(root, "id", f"{home.url}{FEED}")
    _add(root, "updated", max(dated.values()).isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{home.url}{FEED}")
    _add(root, "link", rel="alternate", type="text/html", hreflang=language, href=home.url)
    _add(_add(root, "author"), "name", home.site_name)
    # Of one day, such as the entries of a release, the last in the changelog is the newest.
    for change in sorted([*dated][::-1], key=lambda change: dated[change], reverse=True):
        entry = _add(root, "entry")
        _add(entry, "title", title_of(change))
        # The same wherever the site is published.
        _add(entry, "id", uuid.uuid5(uuid.NAMESPACE_URL, f"ecsnet:changelog:{change.text}").urn)
        _add(entry, "updated", dated[change].isoformat())
        _add(entry, "category", term=change.kind)
        _add(entry, "link", rel="alternate", type="text/html", href=home.url)
        _add(entry, "content", markdown.markdown(change.text), type="html")
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made


def write(site: Path) -> None:
    """Write the feed of each language into a built site."""
    lines = committed(changelog.path("en"))
    english = changelog.read("en")
    for language, base in LANGUAGES.items():
        found = pages(site, language)
        if not found or not english:
            continue
        last = max((page.verified for page in found if page.verified), default="1970-01-01")
        checked = datetime.combine(date.fromisoformat(last), time(), UTC)
        dated = {
            change: datetime.combine(change.released, time(), UTC)
            if change.released
            else max((lines[number] for number in same.lines if number in lines), default=checked)
            for change, same in zip(changelog.read(language), english, strict=True)
        }
        (site / base / FEED).write_text(feed(found[0], language, dated), encoding="utf-8")
