"""`python -m tools.generate`: write everything, and say which files changed."""

from ecsnet.facts import check_facts
from tools import ROOT
from tools.generate.output import generated_files, write


def main() -> None:
    """Write all generated files; prints a line for each that changed, and their number."""
    check_facts()
    changed = write(ROOT)
    for path in changed:
        print(f"written: {path}")
    print(f"{len(changed)} of {len(generated_files())} generated files changed")


if __name__ == "__main__":
    main()
