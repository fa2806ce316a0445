"""What lies beside the built pages for programs: twins, lists, and that every step is done."""

from pathlib import Path

import pytest
import yaml
from support.paths import ROOT

from ecsnet.facts import facts
from tools.checks.guard import OTHER
from tools.site import LANGUAGES, finish, llms
from tools.site.pages import pages

PAGE = """<!doctype html><html lang="{language}"><head>
<meta name="description" content="About {name}: a “quoted” one">
<link rel="canonical" href="{url}"><meta property="og:title" content="{name}">
<meta property="og:site_name" content="Site {language}">{next}</head><body>
<article><h1>{name}</h1><p class="about-page">Verified <time datetime="2026-01-02">x</time></p>
<p>Text with <a href="{url}#a">a link</a>.</p></article></body></html>"""
URL = "https://example.test/ecs/"
NAMES = ("", "modes/host/", "choose/", "glossary/")
NEXT = {"": "choose/", "choose/": "modes/host/"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for language, base in LANGUAGES.items():
        for name in NAMES:
            following = NEXT.get(name)
            link = f'<link rel="next" href="{URL}{base}{following}">' if following else ""
            file = tmp_path / base / name / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = PAGE.format(
                language=language, name=f"P {name}", url=f"{URL}{base}{name}", next=link
            )
            file.write_text(text, encoding="utf-8")
    (tmp_path / "404.html").write_text("<html><body><article>None</article></body></html>")
    return tmp_path


def test_pages_come_in_the_order_of_the_navigation(site: Path) -> None:
    for language in LANGUAGES:
        found = [page.address for page in pages(site, language)]
        assert found == ["", "choose/", "modes/host/", "glossary/"]


def test_a_twin_says_what_it_is(site: Path) -> None:
    llms.write(site)
    text = (site / "en/modes/host/index.md").read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    assert head == {
        "title": "P modes/host/",
        "description": "About P modes/host/: a “quoted” one",
        "url": f"{URL}en/modes/host/",
        "language": "en",
        "verified": head["verified"],
    }
    assert str(head["verified"]) == "2026-01-02"
    link = f"[a link]({URL}en/modes/host/#a)"
    assert text.endswith(f"---\n\n# P modes/host/\n\nText with {link}.\n")


def test_a_list_has_every_page_once_by_kind(site: Path) -> None:
    llms.write(site)
    for language, base in LANGUAGES.items():
        text = (site / base / "llms.txt").read_text(encoding="utf-8")
        assert text.startswith(f"# Site {language}\n\n> About P ")
        for name in NAMES:
            assert text.count(f"({URL}{base}{name}index.md): About P {name}") == 1
        kinds = [kind.name[language] for kind in facts().search.kinds.values()]
        headings = [line[3:] for line in text.split("\n") if line.startswith("## ")]
        assert set(headings) == {*kinds, facts().words.machines["data"][language]}
        other = LANGUAGES[OTHER[language]]
        assert f"[Site {OTHER[language]}]({URL}{other}llms.txt): " in text


def test_one_file_has_all_pages(site: Path) -> None:
    llms.write(site)
    whole = (site / "en/llms-full.txt").read_text(encoding="utf-8")
    for name in NAMES:
        assert (site / "en" / name / "index.md").read_text(encoding="utf-8") in whole


def test_all_data_and_schemas_are_listed(site: Path) -> None:
    llms.write(site)
    for language, other in OTHER.items():
        text = (site / LANGUAGES[language] / "llms.txt").read_text(encoding="utf-8")
        for file in (ROOT / "docs/data").glob("*.json"):
            listed = f"({URL}data/{file.name})" in text
            assert listed != file.name.startswith(f"choose-{other}"), file


def test_every_kind_of_page_has_its_place() -> None:
    assert set(llms.KINDS) == set(facts().search.kinds)


def test_every_step_is_done_by_build_and_preview() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "-m tools.site.finish site\n" in makefile
    for user in ("build.py", "serve.py"):
        assert "finish.finish(" in (ROOT / "tools/site" / user).read_text(encoding="utf-8")


def test_what_refuses_is_said(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "assets/javascripts").mkdir(parents=True)
    assert finish.main([str(site)]) == 1
    assert "facts/search.toml: the site has no" in capsys.readouterr().err
    monkeypatch.setattr(finish, "STEPS", finish.STEPS[:3])
    monkeypatch.setattr(finish.lean, "write", lambda _: None)
    assert finish.main([str(site)]) == 0
