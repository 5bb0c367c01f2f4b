# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An instrument is given an end: what rests on it is seen before, stays on its page, is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from lienthong.core.documents.api import InitialRule
from lienthong.core.notifications.api import Message
from lienthong.core.references.api import Instrument, Setting, SettingVersion
from lienthong.core.units.events import DayBegun
from lienthong.kernel.events import publish
from lienthong.portals.administration.directories.tests.test_acts import sent
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

pytestmark = [pytest.mark.covers("13"), pytest.mark.django_db]
START = date(2025, 1, 1)


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def decree(world: World) -> Instrument:
    """A decree on which a setting rests by its link, a rule of initials by its text."""
    made = Instrument.objects.create(
        key="45/2024/NĐ-CP", title="Quy định thử", kind="decree", in_force_from=START
    )
    fee = Setting.objects.create(key="thu.muc", title="Mức thử")
    old = {"setting": fee, "value": 1, "instrument": made, "valid_from": START}
    SettingVersion.objects.create(**old | {"valid_to": date(2026, 1, 1)})
    SettingVersion.objects.create(**old | {"valid_from": date(2026, 1, 1), "value": 2})
    rule = {"kind": "decision", "content": True, "form": False, "valid_from": START}
    for basis in ("45 / 2024/ND – CP, Điều 3", "145/2024/NĐ-CP", "45/2024/NĐ-CPX"):
        agency = None if "145" in basis else world.ward.agency
        asked = rule | {"legal_basis": basis, "agency": agency}
        if "CPX" in basis:
            asked |= {"agency": world.other.agency}
        InitialRule.objects.create(**asked)
    return made


def test_what_rests_on_an_instrument_is_seen_before_it_ends_and_on_its_page(
    decree: Instrument, administrator: Client
) -> None:
    url = f"/quan-tri/danh-muc/can-cu/{decree.pk}/"
    ends = timezone.localdate() + timedelta(days=10)
    typed = {
        "title": decree.title, "kind": "decree", "in_force_from": shown(START),
        "in_force_to": shown(ends), "confirmed": "on",
        "seen": administrator.get(f"{url}sua/").context["seen"],
    }  # fmt: skip

    looked = administrator.post(f"{url}sua/", typed)

    setting, rule = (
        Setting.objects.get(key="thu.muc"),
        InitialRule.objects.get(legal_basis__startswith="45 "),
    )
    (table,) = looked.context["tables"]
    assert tuple(map(str, table["heads"])) == ("Những gì còn dựa vào", "Ghi căn cứ", "Cần làm")
    rows = {what: (now, address) for what, now, _then, address in table["rows"]}
    assert rows == {
        "Tham số: Mức thử": ("chọn văn bản này", f"/quan-tri/danh-muc/tham-so/{setting.pk}/"),
        "Ký nháy: Quyết định (cá biệt)": (
            "45 / 2024/ND – CP, Điều 3", f"/quan-tri/danh-muc/ky-nhay/{rule.pk}/",
        ),
    }  # fmt: skip
    assert f"Còn áp dụng từ {shown(ends)}" in looked.content.decode()
    decree.refresh_from_db()
    assert decree.in_force_to is None, "nothing has happened yet"

    administrator.post(f"{url}sua/", typed | {"_looked": "1"})

    assert Instrument.objects.filter(pk=decree.pk, in_force_to=ends, confirmed=True).exists()
    page = administrator.get(url).content.decode()
    assert f'<a href="/quan-tri/danh-muc/ky-nhay/{rule.pk}/">Quyết định (cá biệt)</a>' in page
    assert "145/2024" not in page
    assert "NĐ-CPX" not in page
    again = typed | {"title": "Tên khác", "seen": administrator.get(f"{url}sua/").context["seen"]}
    assert administrator.post(f"{url}sua/", again).status_code == 302, "no new end: nothing to see"


def test_keepers_hear_once_of_an_end_and_again_on_the_day(
    decree: Instrument, world: World, administrator: Client
) -> None:
    url = f"/quan-tri/danh-muc/can-cu/{decree.pk}/"
    ends = timezone.localdate() + timedelta(days=10)
    typed = {"title": decree.title, "kind": "decree", "in_force_from": shown(START)}
    SettingVersion.objects.update(instrument=None)
    run_jobs()

    sent(administrator, f"{url}sua/", **typed, in_force_to=shown(ends))
    sent(administrator, f"{url}sua/", **typed, in_force_to=shown(ends), why="Không đổi ngày")
    run_jobs()

    told = Message.objects.filter(kind="notifications.instrument_ending")
    keepers = {world.account("administrator", ward=ward).pk for ward in (world.ward, world.other)}
    assert set(told.values_list("account_id", flat=True)) == keepers, "both keep them everywhere"
    assert told.count() == 2
    message = told.get(account_id=world.account("administrator").pk)
    assert "- Ký nháy: Quyết định" in message.body
    assert message.link == url, "who keeps instruments too is led to its page"
    for _ in range(2):
        with transaction.atomic():
            publish(DayBegun(day=ends))
        run_jobs()
    assert told.count() == 4

    InitialRule.objects.all().delete()
    sent(administrator, f"{url}sua/", **typed, in_force_to=shown(ends + timedelta(days=1)))
    run_jobs()
    assert told.count() == 4, "nothing rests on it any more"


def test_replaced_instrument_without_a_day_ends_when_the_other_begins(
    decree: Instrument, administrator: Client
) -> None:
    begins = timezone.localdate() + timedelta(days=30)
    Instrument.objects.create(key="46/2024/NĐ-CP", title="Mới", kind="decree", in_force_from=begins)
    url = f"/quan-tri/danh-muc/can-cu/{decree.pk}/sua/"
    typed = {
        "title": decree.title, "kind": "decree", "in_force_from": shown(START),
        "replaced_by": "46/2024/NĐ-CP", "seen": administrator.get(url).context["seen"],
    }  # fmt: skip

    looked = administrator.post(url, typed)

    assert f"Còn áp dụng từ {shown(begins)}" in looked.content.decode()
    assert [len(table["rows"]) for table in looked.context["tables"]] == [2]


def test_packaged_values_rest_until_the_province_has_its_own(administrator: Client) -> None:
    law = Instrument.objects.get(key="116/2025/QH15")
    url = f"/quan-tri/danh-muc/can-cu/{law.pk}/"
    name = "Số ngày giữ kết quả việc nền (giá trị kèm theo phần mềm)"

    assert f'<a href="/quan-tri/danh-muc/tham-so/">{name}</a>' in (
        administrator.get(url).content.decode()
    )

    kept = Setting.objects.create(key="integration.jobs", title="Số ngày giữ")
    SettingVersion.objects.create(setting=kept, value={"kept_days": 9}, valid_from=START)
    assert name not in administrator.get(url).content.decode()
