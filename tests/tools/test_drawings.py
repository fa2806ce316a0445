"""The drawings: complete in both languages, accessible, themeable, and no text outside its box."""

import gzip
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest

from ecsnet.facts import LANGUAGES
from tools.generate import drawings
from tools.generate.drawings import (
    MINIATURES,
    MODES,
    PLACEHOLDER,
    DrawingError,
    miniature,
    render,
    steps,
)

COLOURS = {
    "--d-ink",
    "--d-muted",
    "--d-surface",
    "--d-surface-2",
    "--d-line",
    "--d-accent",
    "--d-accent-fill",
    "--d-danger",
}
TEXTS = tomllib.loads((drawings.HERE / "texts.toml").read_text(encoding="utf-8"))
STEPS = tomllib.loads((drawings.HERE / "steps.toml").read_text(encoding="utf-8"))
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
# Names and values that are the same in every language; any other word belongs in texts.toml.
NEUTRAL = re.compile(r"(app|sidecar|iptables|docker0|lo|vNIC|WinNAT|ENI|→|[\d.]*(:\d+)?)")
INHERITED = ("font-size", "font-weight", "font-family", "text-anchor")

every_drawing = pytest.mark.parametrize("language", LANGUAGES)
every_mode = pytest.mark.parametrize("mode", MODES)
every_miniature = pytest.mark.parametrize("mode", MINIATURES)


def figure(mode: str, language: str) -> ElementTree.Element:
    return ElementTree.fromstring(render(mode, language))


def drawn_texts(
    element: ElementTree.Element, inherited: dict[str, str] | None = None
) -> Iterator[dict[str, str]]:
    """Each <text> with the attributes it has or inherits, its content under "content"."""
    own = {name: element.get(name, "") for name in INHERITED if element.get(name)}
    attributes = {**(inherited or {}), **own}
    if element.tag == "text":
        yield {**attributes, **element.attrib, "content": "".join(element.itertext())}
    for child in element:
        yield from drawn_texts(child, attributes)


def estimated_width(text: dict[str, str]) -> float:
    narrow = 0.6 if text.get("font-family") == "monospace" or "font-weight" in text else 0.56
    wide = {"W", "F", "A"}
    return float(text["font-size"]) * sum(
        1 if unicodedata.east_asian_width(character) in wide else narrow
        for character in text["content"]
    )


def box(text: dict[str, str]) -> tuple[float, float, float, float]:
    x, y, width, size = (float(text[name]) for name in ("x", "y", "data-w", "font-size"))
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
    return left, y - 0.8 * size, left + width, y + 0.2 * size


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_every_mode_has_a_template_and_texts():
    assert {path.stem for path in drawings.HERE.glob("*.svg")} == set(MODES)
    assert set(TEXTS) == {"common", *MODES}


def test_common_texts_are_used():
    used = {
        key
        for mode in MODES
        for key in PLACEHOLDER.findall((drawings.HERE / f"{mode}.svg").read_text("utf-8"))
    }
    assert set(TEXTS["common"]) <= used


@pytest.mark.parametrize("table", TEXTS)
def test_texts_are_in_their_language_and_agree_on_numbers(table: str):
    for key, text in TEXTS[table].items():
        assert set(text) == set(LANGUAGES), key
        assert JAPANESE.search(text["ja"]), f"{key} is not in Japanese"
        assert not JAPANESE.search(text["en"]), f"{key} is not in English"
        japanese, english = (
            sorted(set(re.findall(r"\d[\d./:]+\d|\d\d", text[language]))) for language in LANGUAGES
        )
        assert japanese == english, key


@every_mode
def test_templates_hold_no_words_of_a_language(mode: str):
    template = ElementTree.parse(drawings.HERE / f"{mode}.svg")
    for text in template.iter("text"):
        for word in PLACEHOLDER.sub("", text.text or "").split():
            assert NEUTRAL.fullmatch(word), f"{word!r} belongs in texts.toml"


@every_mode
@every_drawing
def test_fragment_is_one_raw_block_for_markdown(mode: str, language: str):
    fragment = render(mode, language)
    assert fragment.startswith('<figure class="drawing">\n<svg ')
    assert not re.search(r"\n\n|{{", fragment)
    page = markdown.markdown(f"前\n\n{fragment}\n後", extensions=["md_in_html", "tables"])
    assert page == f"<p>前</p>\n{fragment}\n<p>後</p>"


@every_mode
@every_drawing
def test_accessible_name_description_and_caption(mode: str, language: str):
    drawing = figure(mode, language)
    svg = drawing.find("svg")
    assert svg.get("role") == "img"
    named_by = [drawing.find(f".//*[@id='{i}']") for i in svg.get("aria-labelledby").split()]
    assert [(e.tag, e.text) for e in named_by] == [
        ("title", TEXTS[mode]["title"][language]),
        ("desc", TEXTS[mode]["desc"][language]),
    ]
    assert TEXTS[mode]["desc"][language].endswith((".", "。"))
    assert drawing.find("figcaption").text == TEXTS[mode]["caption"][language]


@every_mode
def test_ids_are_the_drawings_own_and_every_reference_resolves(mode: str):
    fragment = render(mode, "ja")
    ids = re.findall(r'\bid="([^"]+)"', fragment)
    assert len(ids) == len(set(ids))
    assert all(i.startswith(f"{mode}-") for i in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", fragment)) <= set(ids)


def colours_come_from_the_theme(drawing: ElementTree.Element) -> None:
    for element in drawing.iter():
        assert not {"style", "color"} & set(element.keys()), "the policy of the site forbids it"
        for name in ("fill", "stroke"):
            value = element.get(name, "none")
            variable = re.fullmatch(r"var\((--[\w-]+)\)", value)
            assert value == "none" or (variable and variable[1] in COLOURS), (name, value)


@every_mode
def test_colours_come_from_the_theme(mode: str):
    colours_come_from_the_theme(figure(mode, "ja"))


@every_mode
@every_drawing
def test_nothing_is_loaded(mode: str, language: str):
    fragment = render(mode, language)
    assert not re.search(r"url\((?!#)|//|href|src=|<(script|style|image|use)\b", fragment)


@every_mode
@every_drawing
def test_every_text_fits_its_box(mode: str, language: str):
    for text in drawn_texts(figure(mode, language)):
        assert estimated_width(text) <= float(text["data-w"]), text["content"]


def boxes_are_inside_and_apart(svg: ElementTree.Element) -> None:
    _, _, width, height = (float(number) for number in svg.get("viewBox").split())
    boxes = [(box(text), text["content"]) for text in drawn_texts(svg)]
    for index, (one, content) in enumerate(boxes):
        left, top, right, bottom = one
        assert min(left, top, width - right, height - bottom) >= 0, content
        for other, neighbour in boxes[index + 1 :]:
            assert not overlap(one, other), f"{content!r} and {neighbour!r}"


@every_mode
def test_boxes_of_texts_are_inside_the_drawing_and_apart(mode: str):
    boxes_are_inside_and_apart(figure(mode, "ja").find("svg"))


@every_mode
@every_drawing
def test_weight(mode: str, language: str):
    fragment = render(mode, language).encode()
    assert len(fragment) <= 6000
    assert len(gzip.compress(fragment)) <= 2000


@every_mode
@every_drawing
def test_each_step_has_its_parts_in_the_drawing_and_each_kind_of_traffic(mode: str, language: str):
    fragment = steps(mode, language)
    assert not re.search(r"\n\n|{{", fragment)
    items = ElementTree.fromstring(fragment).findall("li")
    ids = set(re.findall(r'\bid="([^"]+)"', render(mode, language)))
    lit = [item.get("data-parts").split() for item in items]
    assert all(set(parts) <= ids for parts in lit)
    # Each arrow and each part with an id is of some step.
    named = {i for i in ids if not re.search("-(a|b|title|desc)$", i)}
    assert named == {part for parts in lit for part in parts}
    paths = [item.find("b").text for item in items if item.find("b") is not None]
    assert paths == [name[language] for name in STEPS["paths"].values()]
    for item in items:
        text = "".join(item.itertext())
        assert bool(JAPANESE.search(text)) == (language == "ja")
        assert text.endswith((".", "。"))


@every_mode
def test_addresses_and_ports_of_the_steps_are_drawn(mode: str):
    drawn = " ".join(text["content"] for text in drawn_texts(figure(mode, "en").find("svg")))
    for step in STEPS[mode]:
        numbers = [re.findall(r"\d[\d.]*\d", step["text"][language]) for language in LANGUAGES]
        assert sorted(numbers[0]) == sorted(numbers[1])
        assert all(
            n in drawn or n == "169.254.170.2" for n in numbers[0] if step["path"] == "inbound"
        )


def test_a_step_of_a_part_that_is_not_drawn(tmp_path: Path):
    (tmp_path / "host.svg").write_text('<svg id="host-a"/>', encoding="utf-8")
    text = '[paths]\nin.en = "In"\n[[host]]\npath = "in"\nparts = ["a", "b"]\ntext.en = "One."\n'
    (tmp_path / "steps.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DrawingError, match=r"steps.toml \[host\]: not in host.svg: host-b"):
        steps("host", "en", tmp_path)


@every_miniature
def test_a_miniature_is_as_the_drawings_are_and_light(mode: str):
    fragment = miniature(mode)
    svg = ElementTree.fromstring(fragment).find("svg")
    colours_come_from_the_theme(svg)
    boxes_are_inside_and_apart(svg)
    for text in drawn_texts(svg):
        assert estimated_width(text) <= float(text["data-w"]), text["content"]
        assert all(NEUTRAL.fullmatch(word) for word in text["content"].split())
    # The words of the card say what it shows.
    assert svg.get("aria-hidden") == "true"
    ids = re.findall(r'\bid="([^"]+)"', fragment)
    assert all(i.startswith(f"small-{mode}-") for i in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", fragment)) <= set(ids)
    assert not re.search(r"\n\n|url\((?!#)|//|href|src=|<(script|style|image|use)\b", fragment)
    assert len(gzip.compress(fragment.encode())) <= 700


def test_every_mode_but_that_of_windows_has_a_miniature():
    assert {path.stem for path in (drawings.HERE / "small").glob("*.svg")} == set(MINIATURES)
    assert set(MINIATURES) == set(MODES) - {"windows"}
    with pytest.raises(DrawingError, match="windows: no such miniature; there are awsvpc, bridge"):
        miniature("windows")


def write(folder: Path, svg: str, texts: str) -> Path:
    (folder / "host.svg").write_text(f"<svg>{svg}</svg>", encoding="utf-8")
    (folder / "texts.toml").write_text(texts, encoding="utf-8")
    return folder


CAPTION = '[host]\ncaption.ja = "図"\ncaption.en = "Figure"\n'


def test_texts_are_escaped(tmp_path: Path):
    texts = CAPTION + 'a.ja = "甲 < 乙 & 丙"\na.en = "a < b & c"\n'
    folder = write(tmp_path, "\n\n  <text>{{a}}</text>\n", texts)
    assert render("host", "en", folder) == (
        '<figure class="drawing">\n<svg>\n<text>a &lt; b &amp; c</text>\n</svg>\n'
        "<figcaption>Figure</figcaption>\n</figure>\n"
    )


@pytest.mark.parametrize(
    ("svg", "texts", "language", "message"),
    [
        ("{{a}} {{b}}", CAPTION, "ja", "host.svg: no ja text for a, b"),
        ("{{a}}", CAPTION + 'a.ja = "甲"\n', "en", "host.svg: no en text for a"),
        ("{{a}}", CAPTION + 'a.ja = "甲"\na.en = ""\n', "en", "host.svg: no en text for a"),
        ("", CAPTION, "fr", "host.svg: no fr text for caption"),
        ("{{a b}}", CAPTION, "ja", "host.svg: no ja text for a b"),
        (
            "",
            CAPTION + 'a.ja = "甲"\na.en = "A"\n',
            "ja",
            "texts.toml [host]: not used by host.svg: a",
        ),
        (
            "",
            CAPTION + '[common]\ncaption.ja = "甲"\n',
            "ja",
            "texts.toml: in [common] and again in [host]: caption",
        ),
    ],
)
def test_templates_and_texts_that_do_not_fit(
    tmp_path: Path, svg: str, texts: str, language: str, message: str
):
    with pytest.raises(DrawingError) as error:
        render("host", language, write(tmp_path, svg, texts))
    assert str(error.value) == message


def test_unknown_mode():
    with pytest.raises(DrawingError, match="nat: no such drawing; there are awsvpc, bridge"):
        render("nat", "ja")


def test_a_longer_text_is_found_to_overflow():
    text = {"font-size": "13", "content": "コンテナインスタンス"}
    assert estimated_width(text) == 130
    assert estimated_width({**text, "content": "abcde"}) == pytest.approx(36.4)
    assert estimated_width({**text, "font-weight": "700", "content": "abcde"}) == pytest.approx(39)
