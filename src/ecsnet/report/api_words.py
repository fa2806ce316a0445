"""The words of Terraform in a text as the members that the API of ECS has for them."""

from __future__ import annotations

import re

_CODE = re.compile(r"`([^`]+)`")
_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
# Names that are not the same word in another case; botocore has the members.
_OTHERWISE = {
    "capacity_provider_strategy": "capacityProviderStrategy",
    "client_alias": "clientAliases",
    "deployment_minimum_healthy_percent": "minimumHealthyPercent",
    "elb_name": "loadBalancerName",
    "host_path": "sourcePath",
    "iam_role": "role",
    "load_balancer": "loadBalancers",
    "ordered_placement_strategy": "placementStrategy",
}


def in_api_words(text: str) -> str:
    """A message or a fix for somebody who has written JSON of the API.

    ``network_mode = "awsvpc"`` in code becomes ``"networkMode": "awsvpc"``.
    """
    return _CODE.sub(lambda code: f"`{_member(code[1])}`", text)


def _member(code: str) -> str:
    name, sign, value = code.partition(" = ")
    said = _NAME.sub(_camel, name)
    return f'"{said}": {value}' if sign else said


def _camel(name: re.Match[str]) -> str:
    first, *rest = name[0].split("_")
    return _OTHERWISE.get(name[0], first + "".join(word.capitalize() for word in rest))
