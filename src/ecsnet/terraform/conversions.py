"""Terraform's conversions between primitive types; what cannot be converted is unknown."""

from __future__ import annotations

import base64

from ecsnet.model import UNKNOWN, Missing
from ecsnet.terraform import values
from ecsnet.terraform.values import Data


def string(data: Data) -> str | Missing:
    """A string, a number or a boolean as a string."""
    return values.to_string(data) if values.is_scalar(data) else UNKNOWN


def integer(data: Data) -> int | Missing:
    """A whole number, or a string that is one."""
    if isinstance(data, bool):
        return UNKNOWN
    if isinstance(data, float):
        return int(data) if data.is_integer() else UNKNOWN
    if isinstance(data, int):
        return data
    return values.integer(data) if isinstance(data, str) else UNKNOWN


def number(data: Data) -> int | float | Missing:
    """A number, or a string that is a whole one."""
    return data if isinstance(data, float) else integer(data)


def boolean(data: Data) -> bool | Missing:
    """A boolean, or a string that is one."""
    if isinstance(data, bool):
        return data
    return {"true": True, "false": False}.get(data, UNKNOWN) if isinstance(data, str) else UNKNOWN


def base64_text(data: Data) -> str | Missing:
    """The text behind base64."""
    try:
        return base64.b64decode(str(data), validate=True).decode()
    except ValueError:
        return UNKNOWN
