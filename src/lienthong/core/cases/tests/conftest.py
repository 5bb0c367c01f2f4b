# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Cases in two small offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from lienthong.core.cases.api import Case, NewCase, NewStep, Step, open_case, open_step
from lienthong.testing.offices import Offices, make_offices

MakeCase = Callable[..., Case]
MakeStep = Callable[..., Step]


@pytest.fixture
def offices(db: None) -> Offices:
    return make_offices()


@pytest.fixture
def make_case(offices: Offices) -> MakeCase:
    """A case led by the first office."""

    def make(title: str = "Đăng ký khai sinh", **fields: Any) -> Case:
        at: datetime | None = fields.pop("at", None)
        unit = offices.unit.pk
        values: dict[str, Any] = {
            "kind": "sample.case",
            "state": "new",
            "agency_id": unit,
            "unit_id": unit,
            "capacities": {unit: "lead"},
        } | fields
        return open_case(NewCase(title=title, **values), at=at)

    return make


@pytest.fixture
def make_step(offices: Offices, make_case: MakeCase) -> MakeStep:
    """A step in the queue of the role in the first office."""

    def make(case: Case | None = None, **fields: Any) -> Step:
        values: dict[str, Any] = {
            "node": "examine",
            "title": "Thẩm định",
            "unit_id": offices.unit.pk,
            "role": "officer",
        } | fields
        return open_step(case or make_case(), NewStep(**values))

    return make
