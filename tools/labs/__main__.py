"""Runs the labs: ``sudo make lab``, or one of them, ``sudo make lab MODE=bridge``.

``sudo make lab-shell`` opens a shell on the instance, to type the commands of ``labs/`` into.

Each step is printed with what it shows. When everything was as expected, the transcripts in
``labs/transcripts/`` are those of this run. The exit status is 1 when something was not, 2 when no
lab can be run here.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time

from tools.labs.run import Done, run, shown, write
from tools.labs.script import MODES, Section, load
from tools.labs.stage import StageError, obstacle, shell, stage


def main() -> int:
    """Run what the command line names; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.labs", description="Run the labs.")
    parser.add_argument("modes", nargs="*", metavar="MODE", help=f"of {', '.join(MODES)}; or all")
    parser.add_argument("--shell", action="store_true", help="open a shell on the instance")
    parser.add_argument("--language", choices=("ja", "en"), default=_language())
    arguments = parser.parse_args()
    if unknown := set(arguments.modes) - {*MODES}:
        parser.error(f"no lab: {', '.join(sorted(unknown))}")
    # As Ctrl-C does: what was started is ended, what was made is removed. What a shell starts in
    # the background ignores SIGINT until it says otherwise.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if reason := obstacle():
        print(f"labs: {reason}", file=sys.stderr)
        return 2
    if arguments.shell:
        return shell()
    try:
        return max(_lab(mode, arguments.language) for mode in arguments.modes or MODES)
    except StageError as error:
        print(f"labs: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _lab(mode: str, language: str) -> int:
    """Run the lab of a mode and print it; returns 1 when something was not as expected."""
    lab = load(mode)
    heading = None
    start = time.monotonic()

    def tell(section: Section, done: Done) -> None:
        nonlocal heading
        if section is not heading:
            print(f"\n## {lab.title[language]}: {section.title[language]}")
            heading = section
        print(shown(done))
        for expectation in done.step.expectations:
            mark = "ok" if done.met(expectation) else "NOT AS EXPECTED"
            print(f"  -> {mark}: {expectation.shows[language]} [{expectation.id}]", flush=True)

    with stage() as made:
        result = run(lab, made, tell)
    missed = [id_ for id_, (met, _) in result.results().items() if not met]
    seconds = time.monotonic() - start
    print(f"\n{mode}: {len(lab.expectations)} expectations, {len(missed)} not met, {seconds:.1f} s")
    if missed:
        print(f"labs: not as expected: {', '.join(missed)}", file=sys.stderr)
        return 1
    write(result)
    return 0


def _language() -> str:
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ja" if locale.startswith("ja") else "en"


if __name__ == "__main__":
    sys.exit(main())
