"""What a page says, as Markdown: made of the HTML that MkDocs built, so nothing is left to include.

Controls and what only a script fills are left out; a drawing is its description. Addresses are
absolute, so that a text can be read where it was copied to.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

LEFT_OUT = {"button", "form", "input", "nav", "noscript", "script", "style", "template"}
# ⓘ opens what the page has in a table, and the line under the title is in the head of the file.
LEFT_OUT_CLASSES = {"about-page", "headerlink", "take", "to-paste", "why"}
BLOCKS = {
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "h1",
    "h2",
}
BLOCKS |= {"h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section", "summary", "svg", "table"}
BLOCKS |= {"ul"}
SURROUNDED = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}

# What Markdown would take for its own: a lone underscore in a name it does not.
SPECIAL = re.compile(r"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)|~(?=~)")
AT_START = re.compile(r"^(?=[#+-]+(\s|$))|^(\d+)(?=[.)](\s|$))")
LINE_BREAK = "\0"
SPACE = re.compile(r"[ \t\r\n]+")
BREAK = re.compile(rf" *{LINE_BREAK} *")
LANGUAGE = re.compile(r"\blanguage-([\w+-]+)")


class Converter:
    """The Markdown of one page.

    Args:
        base: the address of the page.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.makers: dict[str, Callable[[HtmlElement], Iterator[str]]] = {
            "blockquote": self._quote,
            "details": self._details,
            "dl": self._definitions,
            "hr": lambda _: iter(["---"]),
            "ol": self._list,
            "pre": self._code,
            "svg": self._drawing,
            "table": self._table,
            "ul": self._list,
        }

    def convert(self, article: HtmlElement) -> str:
        """All of an element, with a line end."""
        return "\n\n".join(self._blocks(article)) + "\n"

    def line(self, element: HtmlElement) -> str:
        """What an element says in one line."""
        return _joined(self._inline(element), " ")

    def _blocks(self, element: HtmlElement) -> Iterator[str]:
        """The paragraphs and other blocks within an element; loose text is a paragraph too."""
        loose = [_escaped(element.text or "")]
        for child in element:
            if not is_left_out(child):
                if child.tag in BLOCKS:
                    yield from _paragraph(loose)
                    loose = []
                    yield from self._block(child)
                else:
                    loose.extend(self._inline_element(child))
            loose.append(_escaped(child.tail or ""))
        yield from _paragraph(loose)

    def _block(self, element: HtmlElement) -> Iterator[str]:
        tag, classes = str(element.tag), _classes(element)
        if tag in self.makers:
            yield from self.makers[tag](element)
        elif re.fullmatch("h[1-6]", tag):
            yield f"{'#' * int(tag[1])} {self.line(element)}"
        elif "admonition" in classes:
            yield from self._quote(element)
        elif "admonition-title" in classes:
            yield f"**{self.line(element)}**"
        elif "highlight" in classes:
            for code in element.iter("pre"):
                yield from self._code(code)
        else:
            yield from self._blocks(element)

    def _inline(self, element: HtmlElement) -> Iterator[str]:
        yield _escaped(element.text or "")
        for child in element:
            if not is_left_out(child):
                yield from self._inline_element(child)
            yield _escaped(child.tail or "")

    def _inline_element(self, element: HtmlElement) -> Iterator[str]:
        tag = element.tag
        if tag == "br":
            yield LINE_BREAK
        elif tag == "code":
            yield _code_span(element.text_content())
        elif tag == "img":
            yield f"![{_escaped(element.get('alt', ''))}]({self._address(element.get('src', ''))})"
        elif tag == "a" and element.get("href") is not None:
            text = _joined(self._inline(element), " ")
            yield f"[{text}]({self._address(element.get('href', ''))})" if text else ""
        elif tag in SURROUNDED:
            yield _surrounded("".join(self._inline(element)), SURROUNDED[str(tag)])
        else:
            yield from self._inline(element)

    def _address(self, href: str) -> str:
        address = urljoin(self.base, href.strip())
        return address.replace(" ", "%20").replace("(", "%28").replace(")", "%29")

    def _quote(self, element: HtmlElement) -> Iterator[str]:
        text = "\n\n".join(self._blocks(element))
        yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def _details(self, element: HtmlElement) -> Iterator[str]:
        for child in element.iterchildren("summary"):
            heading = next(child.iter("h2", "h3", "h4"), None)
            summary = child if heading is None else heading
            said = self.line(summary)
            if heading is not None:
                yield f"{'#' * int(str(heading.tag)[1])} {said}"
            elif said:
                yield said if said.startswith("**") else f"**{said}**"
            child.drop_tree()
        yield from self._blocks(element)

    def _definitions(self, element: HtmlElement) -> Iterator[str]:
        lines = []
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                lines.append(f"- **{self.line(part)}**")
            else:
                lines[-1] += f" {self.line(part)}"
        yield "\n".join(lines)

    def _list(self, element: HtmlElement) -> Iterator[str]:
        items, loose = [], False
        for number, item in enumerate(element.iterchildren("li"), int(element.get("start", "1"))):
            mark = f"{number}. " if element.tag == "ol" else "- "
            blocks = list(self._blocks(item))
            nested = [child for child in item if child.tag in ("ul", "ol")]
            loose = loose or len(blocks) > 1 + len(nested)
            text = ("\n" if nested and not loose else "\n\n").join(blocks)
            items.append(mark + text.replace("\n", f"\n{' ' * len(mark)}"))
        joined = ("\n\n" if loose else "\n").join(items)
        yield re.sub(r"^ +$", "", joined, flags=re.MULTILINE)

    def _code(self, pre: HtmlElement) -> Iterator[str]:
        changed = pre.xpath(".//del|.//ins")
        for note in pre.xpath(".//*[@data-note]"):
            note.text = f" # Note {note.get('data-note')}"
        text = _difference(pre) if changed else pre.text_content()
        text = text.strip("\n")
        # The space at the beginning of a difference is a column of it.
        box = next(pre.iterancestors("div"), None)
        found = LANGUAGE.search(box.get("class", "")) if box is not None else None
        info = "diff" if changed else found[1] if found else ""
        for name in [] if box is None else box.xpath("./span[contains(@class,'filename')]"):
            # Where the whole file is published, its address says more than its name.
            if links := name.xpath("./a"):
                yield "".join(self._inline_element(links[0]))
            else:
                info = f'{info} title="{name.text_content().strip()}"'.strip()
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        yield f"{fence}{'' if info == 'text' else info}\n{text}\n{fence}"

    def _drawing(self, svg: HtmlElement) -> Iterator[str]:
        if svg.get("aria-hidden") != "true":
            for tag, mark in (("title", "*"), ("desc", "")):
                for said in svg.iterchildren(tag):
                    yield _surrounded(self.line(said), mark)

    def _table(self, table: HtmlElement) -> Iterator[str]:
        rows = [
            [self._cell(cell) for cell in row.iterchildren("th", "td")]
            for row in table.iter("tr")
            if not is_left_out(row)
        ]
        if not rows:
            return
        width = max(map(len, rows))
        head, *body = [row + [""] * (width - len(row)) for row in rows]
        lines = [head, ["---"] * width, *body]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cell(self, cell: HtmlElement) -> str:
        text = "<br>".join(self._blocks(cell))
        text = re.sub(r" *(?:\\)?\n\s*", "<br>", text)
        return text.replace("|", r"\|")


def _classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def is_left_out(element: HtmlElement) -> bool:
    """Whether an element says nothing of its own to who only reads."""
    if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
        return True
    hidden = element.get("hidden") is not None or element.get("data-search-exclude") is not None
    return hidden or bool(_classes(element) & LEFT_OUT_CLASSES)


def _escaped(text: str) -> str:
    # Most of what stands between elements is space.
    return text if not text or text.isspace() else SPECIAL.sub(r"\\\g<0>", text)


def _joined(parts: Iterable[str], line_break: str) -> str:
    text = SPACE.sub(" ", "".join(parts)).strip()
    return BREAK.sub(lambda _: line_break, text) if LINE_BREAK in text else text


def _paragraph(parts: Iterable[str]) -> Iterator[str]:
    if text := _joined(parts, "\\\n"):
        yield AT_START.sub(lambda match: f"{match[2] or ''}\\", text)


def _surrounded(text: str, mark: str) -> str:
    """Emphasis, with the spaces at its ends outside of it, where Markdown wants them."""
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{mark}{bare}{mark}{text[start + len(bare) :]}"


def _code_span(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _difference(pre: HtmlElement) -> str:
    """A computed difference, each line with its sign."""
    lines = [""]
    signs = [" "]

    def take(text: str | None, sign: str) -> None:
        for index, piece in enumerate((text or "").split("\n")):
            if index:
                lines.append("")
                signs.append(" ")
            lines[-1] += piece
            if piece:
                signs[-1] = sign

    def walk(element: HtmlElement, sign: str) -> None:
        take(element.text, sign)
        for child in element:
            walk(child, {"del": "-", "ins": "+"}.get(str(child.tag), sign))
            take(child.tail, sign)

    walk(pre, " ")
    return "\n".join(f"{sign}{line}".rstrip() for sign, line in zip(signs, lines, strict=True))
