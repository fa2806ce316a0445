"""The field for a pasted error: that of the home page, and that of the errors page."""

from html import escape

from ecsnet.facts import facts

# What stands in the empty field, as an example.
SHOWN = "E6"
# What fills the field at a press, by page: a message, and the part of it that the button shows.
EXAMPLES = {
    "home": {
        "E5": "Network Configuration",
        "E41": "RESOURCE:ENI",
        "E132": "CannotPullContainerError",
    },
    "errors": {
        "E6": "target type",
        "E41": "RESOURCE:ENI",
        "E132": "CannotPullContainerError",
    },
}
# What the scripts say: pasted.js and entry.js on both pages, home.js and errors.js on theirs.
_BOTH = ("exact", "part", "similar", "none", "search", "other", "causes", "unfold")
_SAID = {"home": ("open",), "errors": ("filter", "command", "message", "link", "linked")}


def field(page: str, language: str) -> str:
    """The form of a page; the answer is put below it."""
    said = {key: escape(text[language]) for key, text in facts().words.paste.items()}
    data = {key: said[key] for key in (*_BOTH, *_SAID[page])} | {"failed": said[f"failed_{page}"]}
    words = " ".join(f'data-{key}="{text}"' for key, text in data.items())
    examples = " ".join(
        f'<button type="button" value="{name}"><code>{escape(part)}</code></button>'
        for name, part in EXAMPLES[page].items()
    )
    return (
        f'<form class="paste" autocomplete="off" {words} data-search-exclude>\n'
        f'<label for="pasted-error">{said[f"label_{page}"]}</label>\n'
        '<textarea id="pasted-error" lang="en" rows="3" autocapitalize="off" autocorrect="off"'
        ' spellcheck="false" aria-describedby="pasted-error-status"'
        f' placeholder="{escape(facts().errors[SHOWN].text)}"></textarea>\n'
        f'<p class="chips">{said["example"]} {examples}'
        f' <button type="reset" hidden>{said["clear"]}</button></p>\n'
        '<p id="pasted-error-status" role="status"></p>\n</form>\n'
    )
