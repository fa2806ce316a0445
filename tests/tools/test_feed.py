"""The feed of changes: what an entry of the changelog becomes, and of which day it is."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ecsnet.facts import LANGUAGES
from tools import changelog
from tools.changelog import Change, changes, path, read
from tools.site import feed
from tools.site.pages import Page

CHANGELOG = """# Changelog

Text - of the format.

## Unreleased

### Added

- The first: with `code`,
  and a second line.
- <b>No markup</b> & so on.

## [0.2.0] - 2026-02-03

### Fixed

- A thing that was broken.
"""
HOME = Page(
    file=Path("index.html"),
    address="",
    url="https://example.test/ecs/",
    site_name="The site",
    title="Home",
    description="All of it",
    verified="2026-01-02",
    next_url="",
    text="",
)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_changelog_is_read() -> None:
    found = list(changes(CHANGELOG))
    assert [(each.kind, each.version, each.released, each.lines) for each in found] == [
        ("Added", "Unreleased", None, range(9, 11)),
        ("Added", "Unreleased", None, range(11, 12)),
        ("Fixed", "0.2.0", date(2026, 2, 3), range(17, 18)),
    ]
    assert found[0].text == "The first: with `code`, and a second line."


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_changelog_is_read_whole(language: str) -> None:
    text = path(language).read_text(encoding="utf-8")
    found = read(language)
    assert len(found) == sum(line.startswith("- ") for line in text.split("\n")) > 0
    assert all(feed.title_of(change) and change.kind for change in found)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A `--flag` for [this](https://a.test/). And more.", "A --flag for this"),
        ("One: two.", "One"),
        ("word " * 40, f"{('word ' * 20).strip()}…"),
        ("`ecsnet` の一覧。理由も示します。", "ecsnet の一覧"),
        ("検索：エラーを貼り付けます。", "検索"),
        ("読点、" * 40, f"{('読点、' * 33).rstrip('、')}…"),
    ],
)
def test_a_title_is_the_first_sentence(text: str, title: str) -> None:
    assert feed.title_of(Change(text, "Added", "1.0.0", None, range(1, 2))) == title


def dated() -> dict[Change, datetime]:
    days = (datetime(2026, 3, day, tzinfo=UTC) for day in (4, 6, 5))
    return dict(zip(changes(CHANGELOG), days, strict=True))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_feed_has_what_readers_need(language: str) -> None:
    root = ElementTree.fromstring(feed.feed(HOME, language, dated()))
    assert root.get(feed.XML_LANG) == language
    assert root.findtext(f"{ATOM}id") == "https://example.test/ecs/feed.xml"
    assert root.findtext(f"{ATOM}updated") == "2026-03-06T00:00:00+00:00"
    entries = root.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated", "")[:10] for e in entries] == [
        "2026-03-06",
        "2026-03-05",
        "2026-03-04",
    ]
    assert not any(entry.get(feed.XML_LANG) for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    assert entries[2].findtext(f"{ATOM}content") == (
        "<p>The first: with <code>code</code>, and a second line.</p>"
    )


def test_of_one_day_the_last_in_the_changelog_is_the_newest() -> None:
    released = {change: datetime(2026, 3, 4, tzinfo=UTC) for change in changes(CHANGELOG)}
    root = ElementTree.fromstring(feed.feed(HOME, "en", released))
    titles = [entry.findtext(f"{ATOM}title", "") for entry in root.findall(f"{ATOM}entry")]
    assert titles == [feed.title_of(change) for change in reversed(released)]


def test_an_entry_keeps_its_id_where_the_site_moves() -> None:
    def ids(home: Page) -> list[str | None]:
        root = ElementTree.fromstring(feed.feed(home, "en", dated()))
        return [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]

    moved = Page(**{**vars(HOME), "url": "https://other.test/"})
    assert ids(HOME) == ids(moved)


def test_lines_have_the_day_of_their_commit(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"

    def commit(text: str, day: str) -> None:
        file.write_text(text, encoding="utf-8")
        environment = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day, "PATH": "/usr/bin:/bin"}
        who = ["-c", "user.name=a", "-c", "user.email=a@example.test"]
        for command in (["add", "."], [*who, "commit", "--quiet", "--message", "m"]):
            subprocess.run(["git", "-C", tmp_path, *command], check=True, env=environment)

    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    commit("a\n", "2026-01-02T03:04:05Z")
    commit("a\nb\n", "2026-02-03T04:05:06Z")
    assert feed.committed(file) == {
        1: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        2: datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    }


def test_without_a_history_there_are_no_days(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("a\n")
    assert feed.committed(tmp_path / "CHANGELOG.md") == {}


def test_an_entry_has_the_day_of_the_english_one_in_both_feeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    (site / "en").mkdir(parents=True)
    for language, name in changelog.CHANGELOGS.items():
        more = "" if language == "en" else "\n\n"
        (tmp_path / name).write_text(
            f"## Unreleased\n{more}\n- {language} `a`.\n- {language} `b`.\n"
        )
    monkeypatch.setattr(changelog, "ROOT", tmp_path)
    monkeypatch.setattr(feed, "pages", lambda site, language: [HOME])
    days = {3: datetime(2026, 3, 4, tzinfo=UTC), 4: datetime(2026, 3, 5, tzinfo=UTC)}
    monkeypatch.setattr(feed, "committed", lambda file: days if file.name == "CHANGELOG.md" else {})
    feed.write(site)
    for language, folder in (("ja", site), ("en", site / "en")):
        entries = ElementTree.parse(folder / feed.FEED).getroot().findall(f"{ATOM}entry")
        assert [
            (e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}updated", "")[:10]) for e in entries
        ] == [
            (f"{language} b", "2026-03-05"),
            (f"{language} a", "2026-03-04"),
        ]
