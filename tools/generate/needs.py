"""What an example of the mode pages leaves to its reader: its variables, and what none names."""

import re

from ecsnet.facts import facts
from tools import ROOT
from tools.generate.markdown import words

EXAMPLES = ROOT / "snippets/modes"
# The form of `terraform fmt`, which tests/snippets/ hold the examples to.
_VARIABLE = re.compile(r'^variable "(\w+)" \{\n(?:  .*\n)*?  description += "(.*)"$', re.MULTILINE)


def examples() -> list[str]:
    """The examples that need something, in the order of their names."""
    return sorted({name for item in facts().needs.besides.values() for name in item.examples})


def fragment(example: str, language: str) -> str:
    """A list of what is needed besides a file, for the page that shows it.

    Raises:
        KeyError: a description of a variable has no Japanese.
    """
    ui, known = words(language), facts().needs
    source = (EXAMPLES / f"{example}.tf").read_text(encoding="utf-8")
    needed = [
        f"`{name}`{ui['colon']}{said if language == 'en' else known.variables[said].ja}"
        for name, said in _VARIABLE.findall(source)
    ]
    needed += [item.text[language] for item in known.besides.values() if example in item.examples]
    items = "".join(f"- {item}\n" for item in needed)
    # The theme makes the address one that works wherever the site is.
    archive = '<a href="/tf/modes.zip" download>modes.zip</a>'
    sums = '<a href="/tf/SHA256SUMS">SHA256SUMS</a>'
    whole = f"{ui['all_examples']}{ui['colon']}{archive}{ui['comma']}{sums}"
    title = ui["needs"].format(len(needed))
    return (
        f'<details class="fold needs" markdown>\n<summary>{title}</summary>\n\n'
        f"{items}\n{whole}\n\n</details>\n"
    )
