"""The form of the checker in the page."""

from html import escape

from ecsnet.facts import facts
from tools import ROOT

# The first to try: the examples of the article that this site began with, as they were.
EXAMPLES = ROOT / "docs/assets/try"
_IN_PLACE = ("example", "drop", "file", "label", "results", "files", "folder", "clear")
# Bytes that the worker loads, of which the progress is told; Pyodide's scripts are besides.
LOADED = 7_000_000


def form(language: str) -> str:
    """The form, which the page's script shows; what is found is put below it."""
    said = {key: escape(text[language]) for key, text in facts().words.checker.items()}
    words = " ".join(
        f'data-{key.replace("_", "-")}="{text}"'
        for key, text in said.items()
        if key not in _IN_PLACE
    )
    examples = " ".join(
        f'<button type="button" value="{path.name}"><code>{path.stem}</code></button>'
        for path in sorted(EXAMPLES.glob("*.tf"))
    )
    return (
        f'<form class="checker" autocomplete="off" {words} hidden data-search-exclude>\n'
        f'<p class="chips">{said["example"]} {examples}</p>\n'
        f'<p class="shown" hidden><label>{said["file"]} <select></select></label></p>\n'
        f'<label for="checked-text">{said["label"]}</label>\n'
        '<div><textarea id="checked-text" lang="en" rows="14" autocapitalize="off"'
        ' autocorrect="off" spellcheck="false" wrap="off" aria-describedby="checked-drop">'
        "</textarea></div>\n"
        f'<p id="checked-drop" class="hint">{said["drop"]}</p>\n'
        '<p class="large" aria-live="polite"></p>\n'
        '<p class="actions">'
        f'<button type="submit">{said["load"]}</button> '
        f'<button type="button" value="files">{said["files"]}</button> '
        f'<button type="button" value="folder">{said["folder"]}</button> '
        f'<button type="button" value="link" aria-live="polite" hidden>{said["link"]}</button> '
        f'<button type="reset" hidden>{said["clear"]}</button>'
        '<input type="file" multiple hidden><input type="file" webkitdirectory hidden></p>\n'
        f'<p role="status"></p>\n<progress max="{LOADED}" aria-label="{said["loading"]}" hidden>'
        "</progress>\n</form>\n"
        f'<section class="checked" aria-label="{said["results"]}" data-search-exclude></section>\n'
    )
