# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Only a post of the day, in the agency or a unit of it, lets somebody sign for the agency."""

from datetime import timedelta

from django.utils import timezone

from lienthong.core.documents.queries.authority import signing_block
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.units.api import Membership, Position, PositionVersion, UnitVersion


def lines(office: Office, agency_id: int) -> tuple[str, ...]:
    return signing_block(office.head, agency_id, on=timezone.localdate()).lines


def test_head_signs_for_the_own_agency_and_for_no_other(office: Office) -> None:
    elsewhere = office.stranger.unit_id
    assert elsewhere is not None
    assert lines(office, office.unit.pk) == ("CHỦ TỊCH",)
    assert lines(office, elsewhere) == ()


def test_post_that_ended_or_begins_tomorrow_gives_nothing(office: Office) -> None:
    today = timezone.localdate()
    held = Membership.objects.filter(account_id=office.head.account_id or 0)
    held.update(valid_to=today)
    assert lines(office, office.unit.pk) == ()
    held.update(valid_to=None, valid_from=today + timedelta(days=1))
    assert lines(office, office.unit.pk) == ()


def test_title_is_that_of_the_day(office: Office) -> None:
    today = timezone.localdate()
    position = Position.objects.get(membership__account_id=office.head.account_id or 0)
    PositionVersion.objects.filter(position=position).update(valid_to=today)
    PositionVersion.objects.create(position=position, title="Giám đốc", valid_from=today)
    assert lines(office, office.unit.pk) == ("GIÁM ĐỐC",)


def test_post_counts_once_when_the_unit_was_renamed(office: Office) -> None:
    today = timezone.localdate()
    UnitVersion.objects.filter(unit=office.unit).update(valid_to=today)
    UnitVersion.objects.create(
        unit=office.unit, agency=office.unit, kind="commune", level="commune", name="Tên mới",
        short_name="Tên mới", symbol="UBND", valid_from=today,
    )  # fmt: skip
    assert lines(office, office.unit.pk) == ("CHỦ TỊCH",)
