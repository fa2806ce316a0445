"""Where the tests find what they are about."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SNIPPETS = ROOT / "snippets"
DATA = ROOT / "tests" / "data"
