"""`python -m tools.freshness`: what to look at again.

Exit status: 0 when there is nothing to look at in what was given, 1 when there is, 2 when something
given cannot be read. What is not given is named and changes nothing.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ecsnet.facts import facts
from tools import ROOT
from tools.freshness import age, api, provider, source
from tools.freshness.cited import Shown
from tools.freshness.finding import Unreadable, report

NOTHING, FOUND, UNREADABLE = 0, 1, 2


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.freshness", description=__doc__)
    parser.add_argument("--botocore", type=Path, metavar="DIR|JSON")
    parser.add_argument("--accept", action="store_true", help="write the list of known members")
    parser.add_argument("--provider", type=Path, metavar="JSON", help="terraform providers schema")
    parser.add_argument("--agent", type=Path, metavar="DIR", help="amazon-ecs-agent, git or files")
    parser.add_argument("--source", action="append", default=[], metavar="OWNER/NAME=DIR")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())
    return parser.parse_args(given)


def _trees(options: argparse.Namespace) -> dict[str, source.Tree]:
    given = dict(text.partition("=")[::2] for text in options.source)
    if options.agent:
        given[source.AGENT] = options.agent
    return {name: source.Tree(Path(path)) for name, path in given.items()}


def _reports(options: argparse.Namespace, shown: Shown) -> Iterator[tuple[str, int]]:
    if options.botocore:
        model = api.read_model(options.botocore)
        if options.accept:
            api.KNOWN.write_text(api.accepted(model), encoding="utf-8")
        yield report("API model", [*api.changes(model, shown), *api.news(model)])
    else:
        yield "API model: not checked, no --botocore", 0
    if options.provider:
        known = provider.read_schema(provider.known_schema(shown.root))
        found = provider.changes(provider.read_schema(options.provider), known, shown)
        yield report("provider", found)
    else:
        yield "provider: not checked, no --provider", 0
    trees = _trees(options)
    if trees:
        yield report("source code", source.changes(trees, shown))
    for repository in source.unchecked(trees, shown):
        flag = "--agent" if repository == source.AGENT else f"--source {repository}=DIR"
        yield f"source code of {repository}: not checked, no {flag}", 0
    yield report(f"older than a year on {options.today}", age.findings(shown, options.today))


def main(given: list[str] | None = None) -> int:
    """Print the report; returns the exit status."""
    options = _arguments(given)
    total = 0
    try:
        for text, count in _reports(options, Shown(ROOT, facts())):
            print(text)
            total += count
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    return FOUND if total else NOTHING


if __name__ == "__main__":
    sys.exit(main())
