"""Settings of the command: ``.ecsnet.toml``, or ``[tool.ecsnet]`` in ``pyproject.toml``.

Only the current directory is looked at, so that a run reads nothing that its user did not name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecsnet.diagnostics import LANGUAGES, Text


class SettingsError(Exception):
    """Settings that cannot be used; names the file and the key."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do.

    Attributes:
        select: ids or prefixes of the rules to run; all when empty.
        ignore: ids or prefixes of the rules to leave out.
        lang: ``ja`` or ``en``; None leaves it to the locale.
        strict: whether warnings fail the run.
        docs_url: address of the published site, for the links to the rules' pages.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lang: str | None = None
    strict: bool = False
    docs_url: str | None = None


def load(directory: Path) -> Settings:
    """The settings of a directory; ``.ecsnet.toml`` wins over ``pyproject.toml``.

    Raises:
        SettingsError: a file cannot be read, or has an unknown key or a value of the wrong kind.
    """
    own = directory / ".ecsnet.toml"
    if own.is_file():
        return _settings(_read(own), own.name, "")
    shared = directory / "pyproject.toml"
    if shared.is_file():
        tools = _read(shared).get("tool")
        table = tools.get("ecsnet") if isinstance(tools, dict) else None
        if table is not None:
            return _settings(table, shared.name, "tool.ecsnet.")
    return Settings()


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(Text.same(f"{file.name}: {error}")) from error
    except OSError as error:
        raise SettingsError(Text.same(f"{file.name}: {error.strerror}")) from error


def _settings(table: object, file: str, prefix: str) -> Settings:
    if not isinstance(table, dict):
        key = prefix.rstrip(".")
        message = Text(
            en=f"{file}: {key}: must be a table", ja=f"{file}: {key}: テーブルを設定します。"
        )
        raise SettingsError(message)
    known = Settings.__dataclass_fields__
    for key in table:
        if key not in known:
            message = Text(
                en=f"{file}: {prefix}{key}: unknown key; use one of {', '.join(known)}",
                ja=f"{file}: {prefix}{key}: 不明なキーです。使えるキーは {'、'.join(known)} です。",
            )
            raise SettingsError(message)

    def fail(key: str, en: str, ja: str) -> SettingsError:
        where = f"{file}: {prefix}{key}"
        return SettingsError(Text(en=f"{where}: must be {en}", ja=f"{where}: {ja}を設定します。"))

    values: dict[str, Any] = dict(table)
    for key in ("select", "ignore"):
        items = values.get(key, [])
        if not isinstance(items, list) or not all(isinstance(i, str) and i for i in items):
            raise fail(
                key, "a list of rule IDs or prefixes", "規則の ID か、その先頭の部分のリスト"
            )
        values[key] = tuple(items)
    if "lang" in values and values["lang"] not in LANGUAGES:
        names = [f'"{language}"' for language in LANGUAGES]
        raise fail("lang", " or ".join(names), " か ".join(names) + " ")
    if not isinstance(values.get("strict", False), bool):
        raise fail("strict", "true or false", "true か false ")
    url = values.get("docs_url")
    if url is not None and not (isinstance(url, str) and url.startswith(("https://", "http://"))):
        en, ja = (
            "the site's address, beginning with https://",
            "https:// で始まるサイトの URL ",
        )
        raise fail("docs_url", en, ja)
    return Settings(**values)


def chosen_rules(select: Iterable[str], ignore: Iterable[str], known: Iterable[str]) -> list[str]:
    """The rules that ids and prefixes choose.

    Args:
        select: what to run; everything when empty.
        ignore: what to leave out of that.
        known: ids of all rules.

    Raises:
        SettingsError: an entry chooses no rule at all, or none is left.
    """
    ids = list(known)
    wanted, unwanted = [s.upper() for s in select], [i.upper() for i in ignore]
    for entry in (*wanted, *unwanted):
        if not any(rule.startswith(entry) for rule in ids):
            message = Text(
                en=f"no rule ID begins with {entry!r}; run 'ecsnet rules' to list them",
                ja=f"{entry!r} で始まる規則はありません。'ecsnet rules' で一覧を表示します。",
            )
            raise SettingsError(message)
    chosen = [
        rule
        for rule in ids
        if (not wanted or rule.startswith(tuple(wanted))) and not rule.startswith(tuple(unwanted))
    ]
    if not chosen:
        message = Text(
            en="no rules to run: every selected rule is also ignored",
            ja="実行する規則がありません。選んだ規則がすべて除外されています。",
        )
        raise SettingsError(message)
    return chosen


def language(environment: Mapping[str, str]) -> str:
    """``ja`` or ``en``, from the first of LC_ALL, LC_MESSAGES and LANG that is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "ja" if environment[name].lower().startswith("ja") else "en"
    return "en"
