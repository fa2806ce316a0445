"""The version of the package, which pyproject.toml names too."""

__version__ = "0.2.0"
