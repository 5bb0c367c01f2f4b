# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One account for every role of the demo."""

from __future__ import annotations

from lienthong.demo.guard import demo_password
from lienthong.demo.plan import officers, units
from lienthong.demo.sources import read


def demo_accounts() -> list[dict[str, str]]:
    """Role, name, unit, user name, password and where to sign in; citizens first."""
    rows = read("accounts")
    return [
        *(_citizen(row) for row in rows["citizens"]),
        *(_officer(row) for row in rows["officers"]),
    ]


def _citizen(row: dict[str, str]) -> dict[str, str]:
    return {
        "role": row["title"],
        "name": row["name"],
        "unit": row["where"],
        "username": row["personal_id"],
        "password": row["pin"],
        "page": "/",
    }


def _officer(row: dict[str, str]) -> dict[str, str]:
    plan = next(found for found in officers() if found.username == row["username"])
    unit = next(found for found in units() if found.code == plan.posts[0].unit)
    return {
        "role": row["title"],
        "name": plan.name.full,
        "unit": unit.short_name,
        "username": plan.username,
        "password": demo_password(),
        "page": "/can-bo/",
    }
