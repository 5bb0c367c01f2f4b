# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Tracking without an account: only a code to the dossier's own telephone opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lienthong.core.notifications.api import (
    Message,
    MessageDelivery,
    OneTimeCode,
    RequestCount,
    code_from,
    log_of,
)
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import own_store, run_jobs
from lienthong.testing.outbox import carry, let_time_pass
from lienthong.testing.post import PostOffice, running_post_office
from lienthong.testing.snapshot import once
from lienthong.testing.world import World

pytestmark = pytest.mark.covers("3.5")
PHONE, STRANGER = "0912345486", "0987654321"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with running_post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(office: PostOffice, settings: Any, tmp_path: Path) -> PostOffice:
    own_store(tmp_path, settings)
    office.reset()
    office.connect(settings)
    return office


@pytest.fixture
def dossier(world: World, answers: dict[str, Any], post: PostOffice) -> Dossier:
    made = once("received, with a telephone", lambda: _received(world, answers))
    post.reset()
    return made


def _received(world: World, answers: dict[str, Any]) -> Dossier:
    made = receive(world, answers)
    Dossier.objects.update(contact={"phone": "0912 345 486"})
    run_jobs()
    return made


def at(dossier: Dossier, page: str = "") -> str:
    return f"/tra-cuu/{dossier.code}/{page}"


def ask(client: Client, dossier: Dossier, phone: str = PHONE, **headers: Any) -> Any:
    return client.post(at(dossier, "xin-ma/"), {"phone": phone}, **headers)


def received(post: PostOffice, phone: str = PHONE) -> str:
    """The digits of the newest message on the telephone."""
    run_jobs()
    (digits,) = re.findall(r"^\d{6}", post.sms(phone)[0]["text"])
    return str(digits)


def enter(client: Client, dossier: Dossier, digits: str) -> Any:
    return client.post(at(dossier, "nhap-ma/"), {"code": digits})


def test_right_number_and_code_open_the_dossier_to_read(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    assert ask(client, dossier, "+84 912.345.486")["Location"] == at(dossier, "nhap-ma/")
    shown = client.get(at(dossier, "nhap-ma/")).content.decode()
    assert "0912 *** 486" in shown

    response = enter(client, dossier, received(post))

    assert response["Location"] == at(dossier, "theo-doi/")
    page = client.get(at(dossier, "theo-doi/"))
    text = page.content.decode()
    assert "Hẹn trả kết quả" in text
    assert "Vì sao là ngày" in text
    assert "Đang ở bước này" in text
    assert "Trần Thị Mỹ Duyên" not in text
    assert "Trần Thị M*** D****" in text
    assert f"/ho-so/{dossier.code}/giay/" not in text
    assert f"/ho-so/{dossier.code}/rut/" not in text
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"


def test_opening_gives_no_file_and_no_act(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    enter(client, dossier, received(post))
    paper = dossier.papers.get()

    for page in ("", "rut/", f"giay/{paper.pk}/", "ket-qua/", "bo-sung/"):
        response = client.get(f"/ho-so/{dossier.code}/{page}")
        assert response["Location"].startswith("/dang-nhap/"), page


def test_wrong_number_is_answered_the_same_and_nothing_is_sent(
    dossier: Dossier, post: PostOffice
) -> None:
    right, wrong = Client(), Client()
    ask(Client(), dossier, "0987654322")
    with CaptureQueriesContext(connection) as for_right:
        first = ask(right, dossier, PHONE)
    with CaptureQueriesContext(connection) as for_wrong:
        second = ask(wrong, dossier, STRANGER)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert len(for_right) == len(for_wrong)
    pages = [client.get(at(dossier, "nhap-ma/")).content.decode() for client in (right, wrong)]
    assert alike(*pages)
    run_jobs()
    assert post.sms(STRANGER) == []
    refused = [enter(client, dossier, "000000") for client in (right, wrong)]
    assert [r.status_code for r in refused] == [422, 422]
    assert alike(*(response.content.decode() for response in refused))


def alike(one: str, other: str) -> bool:
    """Whether two pages are the same but for the typed number and the form's own token."""
    own = re.compile(r"0\d{3} \*{3} \d{3}|value=\"\w{64}\"")
    return own.sub("", one) == own.sub("", other)


def test_code_for_a_wrong_number_is_good_for_nothing(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier, STRANGER)
    run_jobs()
    code = OneTimeCode.objects.get()

    assert code.code_hash == ""
    digits = code_from(settings.SECRET_KEY, code.salt)
    assert enter(client, dossier, digits).status_code == 422


def test_sixth_try_fails_even_with_the_right_digits(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    digits = received(post)
    wrong = "111111" if digits != "111111" else "222222"
    for _ in range(5):
        assert enter(client, dossier, wrong).status_code == 422

    assert enter(client, dossier, digits).status_code == 422
    assert OneTimeCode.objects.get().tries == 5


def test_fifth_try_still_counts_as_one(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    digits = received(post)
    for _ in range(4):
        enter(client, dossier, "99999")

    assert enter(client, dossier, digits).status_code == 302


def test_code_is_over_after_five_minutes(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    digits = received(post)
    code = OneTimeCode.objects.get()
    assert code.expires_at - code.created_at == timedelta(minutes=5)
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert enter(client, dossier, digits).status_code == 422


def test_code_that_leaves_too_late_is_not_sent(dossier: Dossier, post: PostOffice) -> None:
    post.switch("sms", "error")
    ask(Client(), dossier)
    run_jobs()
    MessageDelivery.objects.filter(channel="sms").update(expires_at=timezone.now())
    let_time_pass()
    carry(partner="sms")

    assert post.sms(PHONE) == []
    assert log_of("onestop.dossier", dossier.pk)[-1].state == "failed"


def test_code_is_used_once(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    digits = received(post)
    token = client.session["onestop.lookup.asked"]
    assert enter(client, dossier, digits).status_code == 302

    again = Client()
    ask(again, dossier, STRANGER)
    session = again.session
    session["onestop.lookup.asked"] = token
    session.save()
    assert enter(again, dossier, digits).status_code == 422


def test_code_of_one_browser_does_not_work_in_another(dossier: Dossier, post: PostOffice) -> None:
    ask(Client(), dossier)
    digits = received(post)
    thief = Client()
    assert enter(thief, dossier, digits)["Location"] == at(dossier)
    ask(thief, dossier, STRANGER)

    assert enter(thief, dossier, digits).status_code == 422


def test_code_of_one_dossier_does_not_open_another(
    dossier: Dossier, post: PostOffice, world: World, answers: dict[str, Any]
) -> None:
    other = receive(world, answers)
    client = Client()
    ask(client, dossier)
    digits = received(post)

    assert enter(client, other, digits)["Location"] == at(other)
    enter(client, dossier, digits)
    assert client.get(at(other, "theo-doi/"))["Location"] == at(other)


def test_sixth_request_for_one_dossier_within_the_hour_is_refused(
    dossier: Dossier, post: PostOffice
) -> None:
    for number in range(5):
        assert ask(Client(), dossier, f"098765432{number}").status_code == 302
    response = ask(Client(), dossier, PHONE)

    assert response.status_code == 429
    assert "Bạn xin mã quá nhiều lần" in response.content.decode()
    run_jobs()
    assert post.sms(PHONE) == []
    RequestCount.objects.update(began_at=timezone.now() - timedelta(minutes=61))
    assert ask(Client(), dossier, PHONE).status_code == 302


def test_sixth_request_to_one_telephone_is_refused_whatever_the_dossier(
    dossier: Dossier, post: PostOffice, world: World, answers: dict[str, Any]
) -> None:
    others = [receive(world, answers) for _ in range(2)]
    for number in range(5):
        assert ask(Client(), others[number % 2], PHONE).status_code == 302

    assert ask(Client(), dossier, PHONE).status_code == 429


def test_thirty_first_request_from_one_place_is_refused(
    dossier: Dossier, post: PostOffice, world: World, answers: dict[str, Any]
) -> None:
    others = [receive(world, answers) for _ in range(6)]
    for number in range(30):
        phone = f"09876500{number:02}"
        assert ask(Client(), others[number // 5], phone).status_code == 302

    assert ask(Client(), dossier, PHONE).status_code == 429
    assert ask(Client(), dossier, PHONE, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_opening_ends_after_thirty_minutes(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    enter(client, dossier, received(post))
    session = client.session
    opened = session["onestop.lookup.opened"]
    assert 29 * 60 < opened["until"] - timezone.now().timestamp() <= 30 * 60
    session["onestop.lookup.opened"] = opened | {"until": timezone.now().timestamp() - 1}
    session.save()

    assert client.get(at(dossier, "theo-doi/"))["Location"] == at(dossier)


def test_opening_can_be_closed_at_once(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    enter(client, dossier, received(post))
    client.post(at(dossier, "theo-doi/"))

    assert client.get(at(dossier, "theo-doi/"))["Location"] == at(dossier)


def test_nobody_opens_without_a_code(dossier: Dossier, post: PostOffice) -> None:
    assert Client().get(at(dossier, "theo-doi/"))["Location"] == at(dossier)
    assert Client().get(at(dossier, "nhap-ma/"))["Location"] == at(dossier)


@pytest.mark.parametrize("typed", ["", "abc", "12", "0232 3822 123", "0" * 30, "<script>"])
def test_what_is_no_mobile_number_is_said_in_place(
    typed: str, dossier: Dossier, post: PostOffice
) -> None:
    response = ask(Client(), dossier, typed)

    assert response.status_code == 422
    assert "Hãy nhập số di động 10 chữ số" in response.content.decode()
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")
    assert not OneTimeCode.objects.exists()


def test_digits_are_nowhere_in_the_database(dossier: Dossier, post: PostOffice) -> None:
    client = Client()
    ask(client, dossier)
    digits = received(post)

    message = Message.objects.get(kind="notifications.code")
    assert "******" in message.short_text
    assert not message.in_app
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            where = f'FROM "{table}" t WHERE t::text LIKE %s'
            cursor.execute(f"SELECT count(*) {where}", [f"%{digits}%"])
            assert cursor.fetchone()[0] == 0, table


def test_without_a_code_only_code_and_completion_are_shown(
    dossier: Dossier, post: PostOffice
) -> None:
    text = Client().get(at(dossier)).content.decode()

    assert "Đã xong" in text
    assert "Số điện thoại ghi trong hồ sơ" in text
    for hidden in ("khai sinh cho", "Trần Thị", "0912", "Hẹn trả"):
        assert hidden not in text, hidden


def test_without_a_gateway_nobody_is_asked_for_a_number(dossier: Dossier, settings: Any) -> None:
    settings.LIENTHONG_SMS_URL = ""

    assert "Số điện thoại ghi trong hồ sơ" not in Client().get(at(dossier)).content.decode()


def test_unknown_dossier_is_not_found(dossier: Dossier, post: PostOffice) -> None:
    for page in ("xin-ma/", "nhap-ma/", "theo-doi/"):
        response = Client().post(f"/tra-cuu/H50.12-261120-9999/{page}", {"phone": PHONE})
        assert response.status_code == 404
