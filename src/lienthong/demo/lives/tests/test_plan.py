# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan of lives: the same by seed, in order, within its span; people stay who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from lienthong.demo.lives.life import Citizen, Office, Officer, UnitText
from lienthong.demo.lives.plan import Plan, Span
from lienthong.kernel import clock

UNTIL = datetime(2026, 11, 20, 12, 0, tzinfo=clock.VIETNAM)
MONDAY = date(2026, 5, 4)
DAYS = [
    MONDAY + timedelta(days=n) for n in range(400) if (MONDAY + timedelta(days=n)).weekday() < 5
]
SOMEBODY = Officer(1, "Lê Quang Vinh", "Chuyên viên", 2, "Một cửa")
UNITS = {name: UnitText(2, "Ủy ban", "UB", "Đồng Hới", "H50.12") for name in ("agency", "desk")}
RESOLVING = ("desk", "leader", "clerk", "civil", "business", "construction", "social")
PROVINCE = ("licence", "police_leader", "police_clerk", "environment", "land", "fire", "centre")
POSTS = (*RESOLVING, *PROVINCE, "environment_leader", "environment_clerk")


@pytest.fixture
def plan() -> Plan:
    """Three hundred lives of a ward and a commune."""
    offices = [
        Office(slug, code, "Phường Đồng Hới", UNITS, dict.fromkeys(POSTS, (SOMEBODY,)))
        for slug, code in (("donghoi", "18880"), ("minhhoa", "18901"))
    ]
    return Plan(7, 300, offices, Span(MONDAY, UNTIL), DAYS)


def test_same_seed_plans_the_same_and_another_does_not(plan: Plan) -> None:
    lives = list(plan.lives_of(0))

    assert lives == list(replace(plan).lives_of(0))
    assert lives != list(replace(plan, seed=8).lives_of(0))


def test_every_dossier_is_somewhere_and_acts_follow_in_time(plan: Plan) -> None:
    assert sum(plan.counts) == 300
    lives = [one for place in (0, 1) for one in plan.lives_of(place)]
    assert len(lives) == 300
    for planned in lives:
        at = planned.life.at
        assert planned.course[: len(at)] == planned.life.acts
        assert all(earlier < later for earlier, later in pairwise(at))
        assert at[0].date() >= MONDAY
        assert at[-1] < UNTIL


def test_people_file_often_and_stay_who_they_are(plan: Plan) -> None:
    filers: dict[int, Citizen] = {}
    for planned in plan.lives_of(0):
        assert filers.setdefault(planned.person, planned.life.filer) == planned.life.filer
    numbers = {who.number for who in filers.values()}

    assert len(numbers) == len(filers) < plan.counts[0]
    assert all(len(number) == 12 for number in numbers)
    assert sum(who.name.startswith("Nguyễn ") for who in filers.values()) > len(filers) / 6


def test_desks_rest_on_days_off_and_the_web_does_not(plan: Plan) -> None:
    lives = [planned.life for place in (0, 1) for planned in plan.lives_of(place)]
    days = {"desk": set[int](), "online": set[int]()}
    for life in lives:
        days[life.channel].add(life.at[0].astimezone(clock.VIETNAM).weekday())

    assert days["desk"] <= {0, 1, 2, 3, 4}
    assert days["online"] >= {5, 6}


def test_every_procedure_is_asked_for_and_an_extension_names_a_later_day(plan: Plan) -> None:
    lives = [planned.life for place in (0, 1) for planned in plan.lives_of(place)]
    asked = [life for life in lives if "ask_extension" in life.acts]

    assert len({life.procedure for life in lives}) == 8
    assert asked
    for life in asked:
        assert life.new_day is not None
        assert life.new_day > life.at[life.acts.index("ask_extension")].date()
        assert life.new_day in DAYS


def test_only_results_by_post_name_an_address_and_they_are_delivered_after_they_were_sent(
    plan: Plan,
) -> None:
    lives = [planned.life for place in (0, 1) for planned in plan.lives_of(place)]
    posted = [life for life in lives if life.delivery == "post"]

    assert posted
    for life in lives:
        answers = life.answers()
        by_post = life.delivery == "post"
        assert answers.get("delivery_address") == (life.filer.residence if by_post else None)
        assert answers["result_delivery"] == life.delivery
        assert by_post or not {"hand_to_post", "delivered"} & set(life.acts)
