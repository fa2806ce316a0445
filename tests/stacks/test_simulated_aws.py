"""What the simulation needs for many calls at once, as Terraform makes them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from support.simulated_aws import answer_in_turn


def test_one_request_is_answered_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work: list[int] = []
    seen: list[int] = []

    def answer(_: object, request: int) -> int:
        at_work.append(request)
        time.sleep(0.01)
        seen.append(len(at_work))
        at_work.remove(request)
        return request

    monkeypatch.setattr(DomainDispatcherApplication, "__call__", answer)
    answer_in_turn()
    application: Any = DomainDispatcherApplication(lambda _: pytest.fail("no service is asked"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(application, range(8)))
    assert answers == list(range(8))
    assert seen == [1] * 8
