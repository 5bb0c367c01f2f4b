# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A draft whose procedure changed meanwhile: told, moved to the new form, answers kept."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.forms.api import FormDraft, FormVersion, publish_form
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier, ProcedureVersion
from lienthong.modules.onestop.tests.citizen import Citizen, hidden
from lienthong.modules.onestop.tests.turns import five_days
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.6")

BIRTH = "1.001193"
TOLD = "Thủ tục này đổi từ ngày"
MOVE = "Chuyển sang tờ khai mới"


@pytest.fixture
def mother(world: World) -> Citizen:
    return Citizen(Account.objects.get(person__personal_id="044194003812"))


def publish_again(
    since: date, *, change: Callable[[dict[str, Any]], None] | None = None
) -> ProcedureVersion:
    """The next version of birth registration: in force from a day, with five working days.

    ``change`` rewrites its form; without one the form stays.
    """
    old = ProcedureVersion.objects.get(procedure__code=BIRTH)
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=since)
    new = ProcedureVersion.objects.get(pk=old.pk)
    new.pk, new.number, new.valid_from, new.valid_to = None, old.number + 1, since, None
    five_days(new.data["time"])
    new.data["time"]["text"] = "5 ngày làm việc."
    if change is not None:
        new.form_version_id = new_form(old, since, change).pk
    new.save(force_insert=True)
    return new


def new_form(
    old: ProcedureVersion, since: date, change: Callable[[dict[str, Any]], None]
) -> FormVersion:
    content = deepcopy(FormVersion.objects.get(pk=old.form_version_id or 0).content)
    content |= {"version": content["version"] + 1, "valid_from": since.isoformat()}
    change(content)
    made: FormVersion = publish_form(content, actor=Actor.platform("ban hành"))
    return made


def fields_of(content: dict[str, Any], page: str) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = next(
        asked["fields"] for asked in content["pages"] if asked["key"] == page
    )
    return fields


def other_questions(content: dict[str, Any]) -> None:
    """One question more about the child, whose sex is chosen from other words."""
    fields_of(content, "child").append(
        {"key": "child_blood", "kind": "text", "label": "Nhóm máu của trẻ"}
    )
    (sex,) = (each for each in fields_of(content, "child") if each["key"] == "child_sex")
    sex["options"] = [{"value": "nu", "label": "Nữ"}, {"value": "nam", "label": "Nam"}]


def no_questions_less(content: dict[str, Any]) -> None:
    """Only the words of one question are others."""
    fields_of(content, "child")[0]["label"] = "Họ, chữ đệm và tên khai sinh của trẻ"


def test_draft_when_a_new_version_with_the_same_form_began_then_is_told_and_filed_under_it(
    mother: Citizen,
) -> None:
    address = mother.fill(mother.start())
    assert TOLD not in mother.get(address)
    today = timezone.localdate()
    new = publish_again(today)

    page = mother.get(address)
    assert f"{TOLD} {today:%d/%m/%Y}" in page
    assert "Thời hạn: 5 ngày làm việc." in page
    assert "Câu trả lời đã nhập vẫn dùng được." in page
    assert MOVE not in page
    assert TOLD in mother.get(address.replace("xem-lai", "child"))
    assert mother.send(address).status_code == 302
    assert Dossier.objects.get().procedure_version == new


def test_draft_when_the_new_version_asks_otherwise_then_is_not_sent_before_it_moved(
    mother: Citizen,
) -> None:
    address = mother.fill(mother.start())
    publish_again(timezone.localdate(), change=other_questions)

    page = mother.get(address)
    assert "Hỏi thêm: Nhóm máu của trẻ" in page
    assert MOVE in page
    refused = mother.send(address)
    assert refused.status_code == 422
    assert "Tờ khai của thủ tục này đã đổi." in refused.content.decode()
    assert not Dossier.objects.exists()


def test_draft_when_it_moved_then_keeps_good_answers_and_asks_for_the_rest(
    mother: Citizen,
) -> None:
    draft = mother.start()
    address = mother.fill(draft)
    before = FormDraft.objects.get(pk=draft.pk).answers
    new = publish_again(timezone.localdate(), change=other_questions)
    moved = mother.post(f"/ban-nhap/{draft.key}/to-khai-moi/", {"_key": "moi"})
    assert moved["Location"] == f"/ban-nhap/{draft.key}/"

    kept = FormDraft.objects.get(pk=draft.pk)
    assert kept.form_version_id == new.form_version_id
    assert kept.page == "child"
    assert before["child_sex"] == "female"
    gone = {"child_sex"}
    assert kept.answers == {key: value for key, value in before.items() if key not in gone}
    child = f"/ban-nhap/{draft.key}/child/"
    page = mother.get(child)
    assert "Còn 2 câu cần trả lời." in page
    assert "Lê Nguyễn Khánh Vy" in page
    typed = mother.pages["child"] | {"child_blood": "O", "child_sex": "nu"}
    assert mother.post(child, hidden(page) | typed).status_code == 302
    assert TOLD not in mother.get(address)
    assert mother.send(address).status_code == 302
    assert Dossier.objects.get().procedure_version == new


def test_draft_when_every_answer_is_still_good_then_is_ready_again_at_once(
    mother: Citizen,
) -> None:
    draft = mother.start()
    address = mother.fill(draft)
    new = publish_again(timezone.localdate(), change=no_questions_less)
    moved = mother.post(f"/ban-nhap/{draft.key}/to-khai-moi/", {"_key": "moi"})

    assert moved["Location"] == address
    page = mother.get(address)
    assert "Đã chuyển sang tờ khai mới, giữ đủ câu trả lời." in page
    assert TOLD not in page
    assert mother.send(address).status_code == 302
    assert Dossier.objects.get().procedure_version == new


def test_draft_when_the_procedure_left_the_net_then_cannot_move(mother: Citizen) -> None:
    draft = mother.start()
    old = ProcedureVersion.objects.get(procedure__code=BIRTH)
    ProcedureVersion.objects.filter(pk=old.pk).update(valid_to=timezone.localdate())
    answer = mother.post(f"/ban-nhap/{draft.key}/to-khai-moi/", {"_key": "moi"})

    assert answer.status_code == 409
    assert "Thủ tục này không còn nộp trên mạng." in answer.content.decode()
    assert FormDraft.objects.get(pk=draft.pk).form_version_id == old.form_version_id
