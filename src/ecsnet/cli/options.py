"""The settings of a run: those of the directory, and what the command line says instead."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ecsnet.settings import Settings, language, load


def chosen(options: argparse.Namespace) -> Settings:
    """What the configuration says, with what the command line says instead."""
    written = load(Path())

    def listed(given: list[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
        if given is None:
            return default
        return tuple(part.strip() for item in given for part in item.split(",") if part.strip())

    options.lang = options.lang or written.lang  # also for what is wrong with the rest
    select = getattr(options, "select", None)
    return Settings(
        select=listed(select, written.select),
        # what is asked for by name is not left out by a setting
        ignore=listed(getattr(options, "ignore", None), written.ignore if select is None else ()),
        lang=options.lang or language(os.environ),
        strict=bool(getattr(options, "strict", None)) or written.strict,
        docs_url=written.docs_url,
    )
