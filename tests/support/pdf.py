"""The text of a PDF that Chromium has printed."""

import re
import zlib
from collections.abc import Iterator, Mapping
from unicodedata import normalize

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.S)
PAGE = re.compile(rb"/Type /Page\b(?!s).*?/Contents (\d+) 0 R", re.S)
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
PAIR = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>(?: <([0-9A-F]+)>)?")
MAPPING = re.compile(rb"beginbf(?:char|range)\n(.*?)endbf", re.S)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|(?<!ActualText )<([0-9A-F]+)>")


def pages(pdf: bytes) -> list[str]:
    """The text of each page in the order in which it is painted, without any white space."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {
        name.decode(): _characters(objects, int(number))
        for body in objects.values()
        for name, number in FONT.findall(body)
    }
    found = []
    for body in objects.values():
        if page := PAGE.search(body):
            text = "".join(_shown(_content(objects[int(page[1])]), fonts))
            found.append(re.sub(r"\s", "", normalize("NFKC", text)))
    return found


def _content(body: bytes) -> bytes:
    stream = STREAM.search(body)
    return zlib.decompress(stream[1]) if stream else b""


def _characters(objects: Mapping[int, bytes], font: int) -> dict[str, str]:
    """What each code of a font stands for; a font of shapes alone has no table."""
    table = TO_UNICODE.search(objects.get(font, b""))
    characters = {}
    for mapping in MAPPING.findall(_content(objects[int(table[1])]) if table else b""):
        for first, last, start in PAIR.findall(mapping):
            if not start:
                characters[first.decode()] = bytes.fromhex(last.decode()).decode("utf-16-be")
                continue
            for code in range(int(first, 16), int(last, 16) + 1):
                name = f"{code:0{len(first)}X}"
                characters[name] = chr(int(start, 16) + code - int(first, 16))
    return characters


def _shown(content: bytes, fonts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    characters: Mapping[str, str] = {}
    width = 4
    for font, glyphs in SHOWN.findall(content):
        if font:
            characters = fonts[font.decode()]
            width = len(next(iter(characters), "0000"))
        codes = glyphs.decode()
        for at in range(0, len(codes), width):
            yield characters.get(codes[at : at + width], "")
