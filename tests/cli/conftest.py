import pytest


@pytest.fixture(autouse=True)
def _elsewhere(elsewhere: None) -> None:
    """In an empty directory, whether a test runs the command here or in a process of its own."""
