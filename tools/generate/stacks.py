"""What the pages of the stacks show of stacks.toml: the index, the parts, the bill, the files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.generate.drawings import stack as drawing
from tools.generate.markdown import mode_link, table, words
from tools.generate.pins import pinned
from tools.site import tf

DATA = Path(__file__).with_name("stacks.toml")


@cache
def stacks() -> Mapping[str, Any]:
    """The stacks by name, in the order of the index.

    Raises:
        ValueError: a stack has no folder of snippets, or a folder no entry.
    """
    found: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    folders = {path.name for path in (tf.SNIPPETS / "stacks").iterdir()}
    if differing := sorted(folders ^ found.keys()):
        raise ValueError(f"{DATA.name} and snippets/stacks differ: {', '.join(differing)}")
    return found


def index(language: str) -> str:
    """The table of all stacks."""
    ui = words(language)
    heads = [ui[key] for key in ("stack", "mode_and_place", "what_you_get", "billed")]
    rows = [
        [
            link_to(name, language, "../"),
            f"{mode_link(stack['mode'], language, '../')}<br>{stack['place'][language]}",
            stack["what"][language],
            stack["bill"][language],
        ]
        for name, stack in stacks().items()
    ]
    return table(heads, rows)


def link_to(name: str, language: str, up: str = "") -> str:
    """A link to the page of a stack.

    Raises:
        KeyError: there is no such stack.
    """
    return f"[{stacks()[name]['title'][language]}]({up}build/{name}.md)"


def title_of(name: str, mode: str, language: str) -> str:
    """The title of the stack that a choice names with its mode.

    Raises:
        ValueError: there is no such stack, or it is of another mode.
    """
    stack = stacks().get(name)
    if stack is None or stack["mode"] != mode:
        raise ValueError(f"choices.toml: {name} is no stack of the mode {mode}")
    title: str = stack["title"][language]
    return title


def of_mode(mode: str, language: str) -> str:
    """The list of the stacks of a mode, for its page; nothing if there is none."""
    named = [name for name, stack in stacks().items() if stack["mode"] == mode]
    if not named:
        return ""
    ui = words(language)
    items = "".join(f"- {link_to(name, language, '../')}{_own(name, ui)}\n" for name in named)
    return f"{ui['whole_stacks' if len(named) > 1 else 'whole_stack']}\n\n{items}"


def _own(name: str, ui: Mapping[str, str]) -> str:
    """That a stack is not enough by itself, if it is not."""
    return ui["own_server"] if stacks()[name].get("own_server") else ""


def of_rule(rule: str, language: str) -> str:
    """Links to the stacks that keep a rule which is easily broken there."""
    named = [name for name, stack in stacks().items() if rule in stack["rules"]]
    return words(language)["comma"].join(link_to(name, language, "../") for name in named)


def parts(name: str, language: str) -> str:
    """The table beside the drawing."""
    ui = words(language)
    rows = [[part["name"][language], part["what"][language]] for part in stacks()[name]["parts"]]
    return table([ui["part"], ui["what_you_get"]], rows)


def billed(name: str, language: str) -> str:
    """The list of what is billed."""
    return "".join(f"- {part}\n" for part in stacks()[name]["billed"][language])


def take(name: str, language: str) -> str:
    """How to take the stack along: the archive, and the commands that apply it."""
    ui = words(language)
    # The theme makes the address one that works wherever the site is.
    archive = f'<a href="/tf/stacks/{name}.zip" download>{name}.zip</a>'
    sums = '<a href="/tf/SHA256SUMS">SHA256SUMS</a>'
    commands = [
        f"unzip {name}.zip",
        f"cd {name}",
        "export AWS_REGION=us-east-1",
        "terraform init",
        "terraform apply",
    ]
    return "\n".join(
        [
            ui["take_stack"].format(archive=archive, sums=sums),
            # The same on the page of each stack, and so of no use to a search.
            "{: data-search-exclude }",
            "",
            "```console",
            *(f"$ {command}" for command in commands),
            "```",
            "",
        ]
    )


def checked(language: str) -> str:
    """What has been run of the stacks."""
    said = words(language)["stack_checked"].format(moto=pinned("moto"))
    return f"{said}\n{{: data-search-exclude }}\n"


def figure(name: str, language: str) -> str:
    """The drawing of a stack."""
    stack = stacks()[name]
    title = words(language)["stack_drawing"].format(title=stack["title"][language])
    return drawing.render(name, title, stack["drawing"], language)
