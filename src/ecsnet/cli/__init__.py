"""The command: ``ecsnet check``, ``ecsnet explain``, ``ecsnet rules``."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from ecsnet.cli.check import FORMATS, check
from ecsnet.cli.terminal import UNUSABLE, discard_output, open_streams, refuse
from ecsnet.diagnostics import LANGUAGES, Text
from ecsnet.report.visible import visible
from ecsnet.settings import SettingsError, language
from ecsnet.version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: those after the program's name; those of the process when None.

    Returns:
        The exit status: 0 nothing of level error, 1 findings, 2 unusable input.
    """
    # what a run makes is small and lives until its end: looking for cycles in it finds none
    gc.set_threshold(100_000, 50, 100)
    open_streams()
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except SettingsError as error:
        return refuse(error.message, options.lang or language(os.environ))
    except BrokenPipeError:
        discard_output()
        return UNUSABLE
    except OSError as error:
        discard_output()
        return refuse(Text.same(error.strerror or str(error)), "en")
    except KeyboardInterrupt:
        return 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(UNUSABLE, f"{self.prog}: {visible(message)}\ntry '{self.prog} --help'\n")


class _InOrder(argparse.Action):
    """Options of several names in one list, because a later one counts more."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        before = getattr(namespace, self.dest) or []
        setattr(namespace, self.dest, [*before, (str(option_string), str(values))])


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ecsnet", description="Check Amazon ECS network modes in Terraform.")
    parser.add_argument("--version", action="version", version=f"ecsnet {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    checking = commands.add_parser(
        "check",
        help="check Terraform files and plans",
        description="Check Terraform files and plans. Exit status: 0 without errors, 1 with at"
        " least one error, 2 if some input cannot be used (the rest is still checked) or an option"
        " or a setting is invalid.",
    )
    checking.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a directory to search for *.tf, *.tofu and their JSON, one such file, or a plan from"
        " 'terraform show -json'; '-' reads a plan from standard input"
        " (default: the current directory)",
    )
    checking.add_argument(
        "--format", choices=FORMATS, default="text", help="output format (default: text)"
    )
    _add_language(checking)
    _add_variables(checking)
    checking.add_argument(
        "--select",
        action="append",
        metavar="RULES",
        help="run only these rules: IDs or prefixes, such as ENM003,ENM04",
    )
    checking.add_argument(
        "--ignore", action="append", metavar="RULES", help="skip these rules: IDs or prefixes"
    )
    checking.add_argument(
        "--strict", action="store_true", default=None, help="exit with 1 for warnings too"
    )
    checking.set_defaults(run=check)

    explaining = commands.add_parser("explain", help="explain a rule or an error")
    explaining.add_argument(
        "rule", nargs="?", metavar="RULE", help="ID or name, such as ENM003 or awsvpc-host-port"
    )
    explaining.add_argument(
        "--error",
        metavar="TEXT",
        help="explain an error: paste its whole message, or pass '-' to read standard input",
    )
    _add_language(explaining)
    explaining.set_defaults(run=_explain)

    listing = commands.add_parser("rules", help="list the rules")
    _add_language(listing)
    listing.set_defaults(run=_rules)
    return parser


# What explains a rule takes 10 milliseconds to import, which a check need not wait for.
def _explain(options: argparse.Namespace) -> int:
    from ecsnet.cli.explain import explain

    return explain(options)


def _rules(options: argparse.Namespace) -> int:
    from ecsnet.cli.explain import rules

    return rules(options)


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help="output language (default: from the configuration file, else from the locale)",
    )


def _add_variables(parser: argparse.ArgumentParser) -> None:
    for option, shape, said in (
        ("--var", "NAME=VALUE", "the value of a variable, as terraform takes it"),
        ("--var-file", "FILE", "a file of values for variables, as terraform takes it"),
    ):
        parser.add_argument(
            option, action=_InOrder, dest="variables", metavar=shape, help=f"{said} (repeatable)"
        )
