"""The pages of a built site as machines read them: title, description, address, and the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html
from lxml.html import HtmlElement

from tools.site import LANGUAGES
from tools.site.markdown import Converter

TWIN = "index.md"


@dataclass(frozen=True)
class Page:
    """A page of one language.

    Attributes:
        address: below the home page of the language; empty for that page itself.
        url: as the site is published.
        verified: the day it was checked, or nothing.
        next_url: the next page of the navigation, or the page itself.
        text: the Markdown, without a head.
    """

    file: Path
    address: str
    url: str
    site_name: str
    title: str
    description: str
    verified: str
    next_url: str
    text: str

    @property
    def twin(self) -> str:
        """The address of the Markdown."""
        return f"{self.url}{TWIN}"


@cache
def _read(file: Path, changed: int, address: str) -> Page | None:
    """A page, if it is one; ``changed`` is the time of the file, so that a save is seen."""
    root = html.fromstring(file.read_text(encoding="utf-8"))
    # libxml2 knows no element without an end but those of HTML 4, and nests what follows.
    etree.strip_tags(root, "wbr")
    url = _one(root, "//link[@rel='canonical']/@href")
    articles = root.xpath("//article")
    if not url or not articles:
        return None
    titles = root.xpath("//article//h1")
    return Page(
        file=file,
        address=address,
        url=url,
        site_name=_one(root, "//meta[@property='og:site_name']/@content"),
        title=_one(root, "//meta[@property='og:title']/@content")
        or (titles[0].text_content() if titles else ""),
        description=_one(root, "//meta[@name='description']/@content"),
        verified=_one(root, "//p[contains(@class,'about-page')]//time/@datetime"),
        next_url=urljoin(url, _one(root, "//link[@rel='next']/@href")),
        text=Converter(url).convert(articles[0]),
    )


def _one(root: HtmlElement, path: str) -> str:
    found = root.xpath(path)
    return str(found[0]).strip() if found else ""


def files(site: Path, language: str) -> Iterator[tuple[str, Path]]:
    """The address of each page of a language, from that of its home page, and its file."""
    root = site / LANGUAGES[language]
    others = [site / base for name, base in LANGUAGES.items() if name != language and base]
    for file in sorted(root.rglob("index.html")):
        if not any(other in file.parents for other in others):
            below = file.parent.relative_to(root).as_posix()
            yield "" if below == "." else f"{below}/", file


def pages(site: Path, language: str) -> tuple[Page, ...]:
    """The pages of a language, in the order of the navigation, then those it does not list."""
    read = (
        _read(file, file.stat().st_mtime_ns, address) for address, file in files(site, language)
    )
    found = {page.url: page for page in read if page}
    return (*_in_order(found), *found.values())


def _in_order(left: dict[str, Page]) -> Iterator[Page]:
    """Take out, one after the other, what the home page and the next ones lead to."""
    page = next((page for page in left.values() if not page.address), None)
    while page:
        del left[page.url]
        yield page
        page = left.get(page.next_url)
