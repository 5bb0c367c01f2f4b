# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The demo province on paper."""

from collections import Counter
from datetime import date

import pytest

from lienthong.demo.people import name_for
from lienthong.demo.plan import delegations, officers, units
from lienthong.demo.sources import read

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.covers("11")


def test_units_when_read_then_78_communes_of_the_resolution() -> None:
    kinds = Counter(row["kind"] for row in read("units")["communes"])

    assert kinds == {"commune": 69, "ward": 8, "special_zone": 1}


def test_units_when_planned_then_codes_and_prefixes_are_unique() -> None:
    codes = [plan.code for plan in units()]
    prefixes = [plan.prefix for plan in units() if plan.prefix]

    assert len(codes) == len(set(codes)) == 410
    assert len(prefixes) == len(set(prefixes)) == 78 + 17


def test_units_when_planned_then_parents_and_agencies_come_first() -> None:
    seen: set[str] = set()
    for plan in units():
        seen.add(plan.code)
        assert plan.parent is None or plan.parent in seen
        assert plan.agency in seen


def test_units_when_named_then_wards_and_communes_have_their_own_divisions() -> None:
    names = {plan.code: plan.name for plan in units()}

    assert names["qt-18880"] == "Ủy ban nhân dân phường Đồng Hới"
    assert names["qt-18880-kt"] == "Phòng Kinh tế, Hạ tầng và Đô thị phường Đồng Hới"
    assert names["qt-19093-kt"] == "Phòng Kinh tế xã Nam Gianh"


def test_dong_hoi_when_planned_then_its_desk_has_prefix_h50_12() -> None:
    assert {plan.code: plan.prefix for plan in units()}["qt-18880-mc"] == "H50.12"


def test_officers_when_planned_then_about_seven_hundred_with_unique_user_names() -> None:
    names = [plan.username for plan in officers()]

    assert 650 <= len(names) <= 720
    assert len(names) == len(set(names))


def test_officers_when_planned_then_several_hold_two_posts() -> None:
    double = [plan for plan in officers() if len(plan.posts) == 2]

    assert len(double) > 78
    assert all(len({post.unit for post in plan.posts}) == 2 for plan in double)


def test_names_when_generated_then_stable_and_middle_name_fits_the_gender() -> None:
    for plan in officers():
        middles = read("names")[plan.name.gender]["middles"]
        assert name_for(plan.username) == plan.name
        assert any(plan.name.full.split(" ", 1)[1].startswith(f"{middle} ") for middle in middles)


def test_grants_when_planned_then_roles_units_and_positions_exist() -> None:
    roles = {row["code"] for row in read("roles")["roles"]}
    positions = {row["code"] for row in read("positions")["positions"]}
    codes = {plan.code for plan in units()}
    for plan in officers():
        assert plan.grants
        assert {grant.role for grant in plan.grants} <= roles
        assert {grant.unit for grant in plan.grants} <= codes
        assert {post.position for post in plan.posts} <= positions


def test_communes_when_staffed_then_every_role_of_the_job_is_held_in_each() -> None:
    needed = {"one_stop_officer", "one_stop_head", "civil_status_officer", "leader", "clerk"}
    needed |= {"business_officer", "construction_officer"}
    agencies = {plan.code: plan.agency for plan in units()}
    held: dict[str, set[str]] = {}
    for plan in officers():
        for grant in plan.grants:
            held.setdefault(agencies[grant.unit], set()).add(grant.role)

    assert all(needed <= held[f"qt-{row['code']}"] for row in read("units")["communes"])


def test_delegations_when_planned_then_past_running_and_future_ones_name_real_holders() -> None:
    holders = {plan.username: {grant.role for grant in plan.grants} for plan in officers()}
    rows = delegations()

    assert all(row.role in holders[row.giver] and row.taker in holders for row in rows)
    assert any(row.valid_to <= TODAY for row in rows)
    assert any(row.valid_from <= TODAY < row.valid_to for row in rows)
    assert any(row.valid_from > TODAY for row in rows)
