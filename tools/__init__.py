"""The repository's own scripts: generators and guards. They are not part of the wheel."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
