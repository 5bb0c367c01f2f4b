# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a unit is called on a day, where it stands, who is competent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lienthong.core.accounts.api import Account
from lienthong.core.units.api import (
    Competence,
    Membership,
    Position,
    Unit,
    UnitClosure,
    UnitCode,
    UnitVersion,
    above_each,
    above_of,
    code_of,
    competent_unit,
    name_of,
    names_of,
    rebuild_closure,
    serves_in,
    version_of,
)
from lienthong.core.units.queries import CircularTree
from lienthong.core.units.tests.conftest import RENAMED, START, Tree, version


def test_name_is_that_of_the_day(tree: Tree) -> None:
    before = RENAMED - timedelta(days=1)

    assert name_of(tree.ward.pk, on=before) == "Phường cũ"
    assert name_of(tree.ward.pk, on=RENAMED) == "Phường mới"
    assert name_of(None) == ""


def test_name_after_the_last_version_is_the_newest(tree: Tree) -> None:
    UnitVersion.objects.filter(unit=tree.ward, valid_to=None).update(valid_to=date(2026, 8, 1))

    assert version_of(tree.ward.pk, on=date(2027, 1, 1)).name == "Phường mới"
    with pytest.raises(LookupError):
        version_of(10**9)


def test_names_of_several_units_take_one_query_and_are_remembered(
    tree: Tree, django_assert_num_queries: object
) -> None:
    wanted = {tree.ward.pk, tree.department.pk}

    with django_assert_num_queries(1):  # type: ignore[operator]
        found, again = names_of(wanted), names_of(wanted)

    assert found == again == {tree.ward.pk: "Phường mới", tree.department.pk: "Sở"}


def test_units_above_each_take_one_query_and_follow_the_tree(
    tree: Tree, django_assert_num_queries: object
) -> None:
    rebuild_closure()
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = above_each([tree.ward.pk, tree.department.pk])
        again = above_each([tree.ward.pk])
    UnitVersion.objects.filter(unit=tree.ward).update(parent=tree.department)
    rebuild_closure()

    assert tree.department.pk not in found[tree.ward.pk] == again[tree.ward.pk]
    assert tree.department.pk in above_each([tree.ward.pk])[tree.ward.pk]


def test_two_versions_never_hold_on_one_day(tree: Tree) -> None:
    with pytest.raises(IntegrityError, match="unit_no_overlap"), transaction.atomic():
        version(tree.ward, "Phường khác", tree.province, valid_from=date(2026, 7, 1))


def test_closure_holds_every_pair_with_its_depth(tree: Tree) -> None:
    pairs = set(UnitClosure.objects.values_list("ancestor__code", "unit__code", "depth"))

    assert pairs == {
        ("tinh", "tinh", 0),
        ("so", "so", 0),
        ("phuong", "phuong", 0),
        ("phong", "phong", 0),
        ("tinh", "so", 1),
        ("tinh", "phuong", 1),
        ("phuong", "phong", 1),
        ("tinh", "phong", 2),
    }
    above = above_of(tree.division.pk).order_by("depth").values_list("ancestor_id", flat=True)
    assert list(above) == [tree.division.pk, tree.ward.pk, tree.province.pk]


def test_closure_when_a_circle_was_entered_then_is_refused_and_stays(tree: Tree) -> None:
    before = UnitClosure.objects.count()
    UnitVersion.objects.filter(unit=tree.province).update(parent=tree.division)

    with pytest.raises(CircularTree):
        rebuild_closure()

    assert UnitClosure.objects.count() == before


def test_code_is_that_of_scheme_and_day(tree: Tree) -> None:
    UnitCode.objects.create(unit=tree.ward, scheme="prefix", code="H50.12", valid_from=RENAMED)

    assert code_of(tree.ward.pk, "prefix", on=RENAMED) == "H50.12"
    with pytest.raises(LookupError):
        code_of(tree.ward.pk, "prefix", on=START)


def test_competent_is_who_serves_the_matter_else_who_serves_all(tree: Tree) -> None:
    def put(unit: Unit, matter: str, **dates: date) -> None:
        values = {"valid_from": START} | dates
        Competence.objects.create(unit=unit, matter=matter, division=tree.place, **values)

    put(tree.ward, "*")
    put(tree.department, "1.001193", valid_from=RENAMED)

    def competent(matter: str, on: date) -> object:
        return competent_unit(matter, tree.place.pk, on=on)

    assert competent("1.001193", START) == tree.ward
    assert competent("1.001193", RENAMED) == tree.department
    assert competent("2.000635", RENAMED) == tree.ward
    with pytest.raises(LookupError):
        competent("1.001193", START - timedelta(days=1))


def test_officer_serves_where_they_are_posted_and_above(tree: Tree) -> None:
    account = Account.objects.create_user("an", kind="officer")
    position = Position.objects.create(code="cv")
    Membership.objects.create(
        account=account, unit=tree.division, position=position, valid_from=START
    )

    assert serves_in(account.pk, tree.division.pk)
    assert serves_in(account.pk, tree.ward.pk)
    assert not serves_in(account.pk, tree.department.pk)
    Membership.objects.update(valid_to=START + timedelta(days=1))
    assert not serves_in(account.pk, tree.division.pk)
