# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Health, messages and dead letters on the screens of administrators."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.integration.api import Incoming, Outgoing, Partner, take_waiting, topic_title
from lienthong.kernel.backups import NOTES
from lienthong.testing.snapshot import once
from lienthong.testing.world import World, make_world

HEALTH, LIST = "/quan-tri/lien-thong/", "/quan-tri/lien-thong/tin/"


@pytest.fixture
def world(db: None) -> World:
    return once("world", make_world)


@pytest.fixture
def administrator(world: World) -> Client:
    client = Client()
    client.force_login(world.account("administrator"))
    return client


@pytest.fixture
def dead(world: World) -> list[Outgoing]:
    """Three messages that were given up, one that waits."""
    partner = Partner.objects.create(code="truc", title="Trục văn bản")
    now = timezone.now()
    return [
        Outgoing.objects.create(
            partner=partner, topic="edxml.send", ordering_key=f"k{n}", dedupe_key=f"vb-{n}",
            payload={"code": f"VB{n}", "to": "Nguyễn Văn Kín"}, next_at=now, error="bị trả lại",
            state="failed" if n else "waiting", done_at=now if n else None, attempts=8,
        )
        for n in range(4)
    ]  # fmt: skip


def test_health_leads_to_dead_letters_and_replay_to_the_outbox(
    administrator: Client, dead: list[Outgoing]
) -> None:
    Outgoing.objects.filter(pk=dead[0].pk).update(attempts=1)
    page = administrator.get(HEALTH)
    (row,) = page.context["rows"]
    assert (row["health"].dead, row["percent"]) == (3, 100.0)
    assert "trong 4 tin<br>3 không đi được<br>1 đang thử lại</span>" in page.content.decode()
    assert f"{LIST}?doi-tac=truc&amp;tt=failed" in page.content.decode()

    found = administrator.get(f"{LIST}?doi-tac=truc&tt=failed&q=vb-")
    assert [r["message"] for r in found.context["rows"]] == dead[:0:-1]
    chosen = [dead[1].pk, dead[2].pk]
    for wrong in ({"ly-do": "Đã sửa địa chỉ"}, {"tin": chosen, "ly-do": "vì"}):
        refused = administrator.post(f"{LIST}di/di-lai/", wrong)
        assert refused.status_code == 422
        assert refused.context["errors"]
    assert Outgoing.objects.filter(state="failed").count() == 3
    done = administrator.post(
        f"{LIST}di/di-lai/", {"tin": chosen, "ly-do": "Đã sửa địa chỉ"}, follow=True
    )

    assert "Đã cho đi lại 2 tin." in done.content.decode()
    assert list(Outgoing.objects.filter(state="failed")) == [dead[3]]
    records = AuditRecord.objects.filter(permission="integration.message.replay")
    assert [one.purpose for one in records] == ["Đã sửa địa chỉ"] * 2
    again = administrator.post(f"{LIST}di/di-lai/", {"tin": chosen, "ly-do": "Đã sửa địa chỉ"})
    assert "không còn ở trạng thái lỗi" in again.content.decode()


@pytest.mark.covers("12")
def test_dead_letter_when_it_can_never_go_then_is_closed_and_what_follows_goes(
    administrator: Client, world: World, dead: list[Outgoing]
) -> None:
    about = world.account("leader")
    key = f"accounts.account:{about.pk}:740"
    Outgoing.objects.filter(pk__in=[dead[0].pk, dead[1].pk]).update(ordering_key=key)
    listed = administrator.get(f"{LIST}?tt=failed&q=vb-1").content.decode()
    assert f"{about}</td>" in listed
    assert "vb-1</code>" not in listed
    asked = {"tin": [dead[1].pk], "viec": "dong"}
    assert administrator.post(f"{LIST}di/di-lai/", asked).status_code == 422

    done = administrator.post(
        f"{LIST}di/di-lai/", asked | {"ly-do": "Nơi nhận đã giải thể"}, follow=True
    )

    assert "Đã đóng 1 tin." in done.content.decode()
    page = administrator.get(f"{LIST}di/{dead[1].pk}/").content.decode()
    assert "Lý do: Nơi nhận đã giải thể" in page
    assert "Gửi lại" not in page
    (row,) = administrator.get(HEALTH).context["rows"]
    assert row["health"].dead == 2
    with transaction.atomic():
        assert take_waiting(dead[0].partner_id) == [dead[0]]
    again = administrator.post(f"{LIST}di/di-lai/", asked | {"viec": "", "ly-do": "Thử lại đi"})
    assert "không còn ở trạng thái lỗi" in again.content.decode()
    taken = Incoming.objects.create(
        partner=dead[0].partner, message_id="m", payload={}, state="failed"
    )
    administrator.post(
        f"{LIST}den/di-lai/", {"tin": taken.pk, "viec": "dong", "ly-do": "Gửi nhầm nơi"}
    )
    taken.refresh_from_db()
    assert taken.state == "closed"


def test_message_shows_keys_and_hides_people(administrator: Client, dead: list[Outgoing]) -> None:
    text = administrator.get(f"{LIST}di/{dead[1].pk}/").content.decode()
    assert "VB1" in text
    assert "vb-1" in text
    assert "Kín" not in text
    assert administrator.get(f"{LIST}ngang/{dead[1].pk}/").status_code == 404


def test_list_goes_back_page_by_page_and_shows_what_came_in(
    administrator: Client, dead: list[Outgoing]
) -> None:
    partner = dead[0].partner
    Incoming.objects.bulk_create(
        Incoming(partner=partner, message_id=f"m{n}", payload={}) for n in range(51)
    )
    Incoming.objects.update(received_at=timezone.now() - timedelta(minutes=1))
    first = administrator.get(f"{LIST}?huong=den")
    second = administrator.get(f"{LIST}{first.context['next_url']}")

    assert [r["message"].message_id for r in second.context["rows"]] == ["m0"]
    assert len(first.context["rows"]) == 50
    nothing = administrator.get(f"{LIST}?huong=den&q=khong-co")
    assert "Không có tin nào khớp" in nothing.content.decode()


@pytest.mark.covers("6")
def test_health_tells_how_old_the_last_backup_is(
    administrator: Client, tmp_path: Path, settings: Any
) -> None:
    settings.LIENTHONG_DATA_DIR = tmp_path
    now = timezone.now()
    said = {
        "Máy này chưa ghi nhận lần sao lưu nào.": None,
        "Đã sao lưu tới": (1, 2),
        "Lần sao lưu cuối mới tới": (27, 30),
        "Lâu chưa có bản sao lưu đầy đủ.": (1, 200),
    }

    for words, hours in said.items():
        if hours:
            run, full = ((now - timedelta(hours=n)).isoformat() for n in hours)
            note = {"/mnt/sao-luu": {"known_until": run, "full": full}}
            (tmp_path / NOTES).write_text(json.dumps(note))
        shown = administrator.get(HEALTH).content.decode()
        assert [one for one in said if one in shown] == [words]


def test_topics_are_said_in_words() -> None:
    codes = ("notifications.delivery", "accounts.logout", "postal.item", "population.person")
    assert [topic_title(code) for code in codes] == [
        "Thông báo cho một người",
        "Báo đăng xuất",
        "Bưu gửi",
        "Hỏi thông tin của một người",
    ]
    assert topic_title("truc.vb") == "truc.vb"
