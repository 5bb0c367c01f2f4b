# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of a service says what is to be paid, also where its author told nothing of it."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from lienthong.modules.onestop.models import ProcedureVersion
from lienthong.modules.onestop.panels.citizen_service import service_page
from lienthong.modules.onestop.queries.procedures import version_by_slug
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("4.2")


def told_nothing(rates: list[dict[str, Any]]) -> ProcedureVersion:
    """The birth registration of a province that wrote no figures for the page."""
    version = deepcopy(version_by_slug("dang-ky-khai-sinh"))
    version.data = deepcopy(dict(version.data))
    version.data["service_page"]["facts"] = []
    version.data["fees"] = [{"key": "fee", "kind": "fee", "rules": rates}] if rates else []
    return version


def fee_of(version: ProcedureVersion) -> list[tuple[str, str]]:
    return [(str(one["label"]), str(one["value"])) for one in service_page(version)["facts"]]


def test_fee_that_the_page_does_not_tell_is_that_of_today(world: World) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    now = {"amount": 50_000, "valid_from": "2025-07-01", "valid_to": tomorrow}
    later = {"amount": 60_000, "valid_from": tomorrow}
    assert fee_of(told_nothing([now, later])) == [("Phí", "50.000\u00a0đ")]
    assert fee_of(told_nothing([])) == [("Phí, lệ phí", "Miễn phí")]


def test_page_that_tells_the_fee_says_it_once(world: World) -> None:
    version = version_by_slug("dang-ky-khai-sinh")
    assert [value for label, value in fee_of(version) if "phí" in label] == ["Miễn phí"]


def test_usual_figures_are_named_in_the_language_of_the_reader(world: World) -> None:
    version = version_by_slug("dang-ky-khai-sinh")
    with translation.override("en"):
        labels = [label for label, _value in fee_of(version)]
    assert labels == ["Time", "Charge", "Resolved by", "You receive"]
