"""What the pages of the migrations show: the files that change, how, and what Terraform plans."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ecsnet.sections import markers, section, without_notes
from tools.generate.diff import Difference
from tools.generate.markdown import table, words
from tools.site import tf

DATA = Path(__file__).with_name("migrations.toml")
FOLDER = f"snippets/{tf.MIGRATIONS}"
#: The configurations of a migration, in the order in which they are applied.
STATES = ("before", "between", "after")
#: What Terraform does with a resource, as it names that.
ACTIONS = ("create", "update", "replace", "delete")


@cache
def migrations() -> Mapping[str, Any]:
    """The migrations by name.

    Raises:
        ValueError: a migration has no folder of snippets, or a folder no entry.
    """
    found: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    folders = {path.name for path in (tf.SNIPPETS / tf.MIGRATIONS).iterdir()}
    if differing := sorted(folders ^ found.keys()):
        raise ValueError(f"{DATA.name} and {FOLDER} differ: {', '.join(differing)}")
    return found


def differences(name: str) -> str:
    """The lines that change, file by file."""
    return "\n".join(_difference(name, *pair) for pair in migrations()[name]["differences"])


def _difference(name: str, before: str, after: str) -> str:
    """The lines that change in a file, section by section where both have the same ones."""
    paths = [f"{FOLDER}/{name}/{path}" for path in (before, after)]
    attributes = 'data-before="{}" data-after="{}"'.format(*paths)
    old, new = (_read(name, path) for path in (before, after))
    parts = [edge.name for edge in markers(old) if edge.kind == "start"]
    if parts and parts == [edge.name for edge in markers(new) if edge.kind == "start"]:
        pairs = [(without_notes(section(old, part)), section(new, part)) for part in parts]
    else:
        pairs = [(tf.published(old), tf.published(new))]
    title = f'<span class="filename">{before} → {after}</span>'
    return "\n".join(
        f'<div class="highlight">{title}{Difference(*pair).html(attributes, context=1)}</div>\n'
        for pair in pairs
        if pair[0] != pair[1]
    )


def _read(name: str, path: str) -> str:
    return (tf.SNIPPETS / tf.MIGRATIONS / name / path).read_text(encoding="utf-8")


def files(name: str, language: str) -> str:
    """The table of the files in the folders, and which of them differ."""
    ui = words(language)
    folders = {
        state: {path.name for path in (tf.SNIPPETS / tf.MIGRATIONS / name / state).iterdir()}
        for state in STATES
    }
    rows = []
    for file in sorted(set().union(*folders.values())):
        cells = [_beside(name, file, None, STATES[0], folders, ui)]
        cells += [_beside(name, file, old, new, folders, ui) for old, new in pairwise(STATES)]
        rows.append([f"`{file}`", *cells])
    return table([ui["file"], *(f"`{state}`" for state in STATES)], rows)


def _beside(
    name: str,
    file: str,
    old: str | None,
    new: str,
    folders: Mapping[str, set[str]],
    ui: Mapping[str, str],
) -> str:
    """What a folder has under the name of a file, compared with the folder before it."""
    if file not in folders[new]:
        return ui["no_file"]
    here = f"{new}/{file}"
    if old is None or file not in folders[old]:
        there, said = here, ui["new_file"]
    else:
        there = f"{old}/{file}"
        said = ui["same_file" if _read(name, there) == _read(name, here) else "changed_file"]
    paths = [f"{FOLDER}/{name}/{path}" for path in (there, here)]
    return '<span data-before="{}" data-after="{}">{}</span>'.format(*paths, said)


def planned(name: str, language: str) -> str:
    """The table of what Terraform does with each resource, step by step."""
    return _planned(migrations()[name]["steps"], "tf_step", language)


def back(name: str, language: str) -> str:
    """The same for the way back from the last state to the first."""
    return _planned(migrations()[name]["back"], "tf_back_step", language)


def _planned(steps: Sequence[Mapping[str, Any]], head: str, language: str) -> str:
    ui = words(language)
    done = [
        {address: ui[f"tf_{action}"] for action in ACTIONS for address in step.get(action, ())}
        for step in steps
    ]
    resources = list(dict.fromkeys(address for step in done for address in step))
    heads = [ui[head].format(n) for n in range(1, len(steps) + 1)]
    rows = [
        [f"`{address}`", *(step.get(address, ui["no_file"]) for step in done)]
        for address in resources
    ]
    return table([ui["tf_resource"], *heads], rows)


def take(name: str, language: str) -> str:
    """How to take the migration along, and the commands that apply its first state."""
    # The theme makes the address one that works wherever the site is.
    archive = f'<a href="/tf/{tf.MIGRATIONS}/{name}.zip" download>{name}.zip</a>'
    sums = '<a href="/tf/SHA256SUMS">SHA256SUMS</a>'
    commands = [
        f"unzip {name}.zip",
        f"cd {name}",
        "export AWS_REGION=us-east-1",
        "mkdir work",
        "cp before/*.tf work/",
        "terraform -chdir=work init",
        "terraform -chdir=work apply",
    ]
    return "\n".join(
        [
            words(language)["take_migration"].format(archive=archive, sums=sums),
            # The same on the page of each migration, and so of no use to a search.
            "{: data-search-exclude }",
            "",
            "```console",
            *(f"$ {command}" for command in commands),
            "```",
            "",
        ]
    )


def checked(language: str) -> str:
    """What has been run of the migrations."""
    return f"{words(language)['migration_checked']}\n{{: data-search-exclude }}\n"
