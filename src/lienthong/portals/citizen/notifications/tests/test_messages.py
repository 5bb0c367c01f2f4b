# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen's messages and how they are told: own ones only, by day, confirmed by a code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.accounts.api import Account, Person
from lienthong.core.notifications.api import (
    ContactSetting,
    Message,
    NewMessage,
    Recipient,
    send_message,
)
from lienthong.kernel.actor import Actor
from lienthong.testing.jobs import run_jobs
from lienthong.testing.post import PostOffice, running_post_office

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]
PAGE, CONTACT = "/thong-bao/", "/tai-khoan/lien-lac/"
PHONE, EMAIL = "0912345486", "duyen@example.vn"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with running_post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(office: PostOffice, settings: Any) -> PostOffice:
    office.reset()
    office.connect(settings)
    return office


def somebody(number: str, name: str) -> tuple[Person, Client]:
    person = Person.objects.create(full_name=name, personal_id=number, phone=PHONE)
    account = Account.objects.create_user(f"cd-{number}", kind="citizen", person=person)
    client = Client()
    client.force_login(account)
    return person, client


@pytest.fixture
def citizen() -> tuple[Person, Client]:
    return somebody("044194003812", "Trần Thị Mỹ Duyên")


def tell(person: Person, number: int = 1) -> Message:
    values = {"subject": f"Việc {number}", "text": "<b>Lời</b>\n\nDòng hai"}
    new = NewMessage(
        "notifications.letter",
        f"test:{number}",
        Recipient(person.full_name, person_id=person.pk),
        values,
        link="/ho-so/H50.12-261120-0042/",
        channels=("in_app",),
    )
    return send_message(new, actor=Actor.platform("kiểm thử"))


def text_of(client: Client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


def test_messages_stand_by_day_newest_first_with_a_link(citizen: tuple[Person, Client]) -> None:
    person, client = citizen
    old = tell(person, 1)
    Message.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=1))
    tell(person, 2)

    page = text_of(client)

    found = re.findall(r"Hôm nay, |Hôm qua, |Việc \d", page)
    assert [word for word in found if word != "Việc "] == [
        "Hôm nay, ",
        "Việc 2",
        "Hôm qua, ",
        "Việc 1",
    ]
    assert 'href="/ho-so/H50.12-261120-0042/"' in page
    assert "&lt;b&gt;Lời&lt;/b&gt;" in page


def test_unread_are_counted_in_the_head_until_they_are_shown(
    citizen: tuple[Person, Client],
) -> None:
    person, client = citizen
    tell(person, 1)
    tell(person, 2)
    assert re.search(r'head__count tabular">2<', text_of(client, "/"))

    assert text_of(client).count("is-new") == 2

    assert "head__count" not in text_of(client, "/")
    assert "is-new" not in text_of(client)


def test_only_own_messages_are_shown_and_marked(citizen: tuple[Person, Client]) -> None:
    person, client = citizen
    other, stranger = somebody("044091001234", "Lê Quang Thắng")
    theirs = tell(other, 7)

    assert "Việc 7" not in text_of(client)
    theirs.refresh_from_db()
    assert theirs.seen_at is None
    assert "Việc 7" in text_of(stranger)
    assert person.pk != other.pk


def test_older_messages_are_on_the_next_page(citizen: tuple[Person, Client]) -> None:
    person, client = citizen
    for number in range(31):
        tell(person, number)
    first = text_of(client)
    (address,) = re.findall(r'href="(\?truoc=[^"]+)"', first)

    second = text_of(client, PAGE + address)

    assert first.count("letters__one") == 30
    assert second.count("letters__one") == 1
    assert "Việc 0<" in second


@pytest.mark.parametrize("rubbish", ["x", "1_", "_", "1e999_1", "9e99_1", "nan_2", "1_x"])
def test_rubbish_in_the_address_is_the_first_page(
    rubbish: str, citizen: tuple[Person, Client]
) -> None:
    person, client = citizen
    tell(person)

    assert "Việc 1" in text_of(client, f"{PAGE}?truoc={rubbish}")


def test_page_stays_within_its_statement_budget(
    citizen: tuple[Person, Client], django_assert_max_num_queries: Any
) -> None:
    person, client = citizen
    for number in range(20):
        tell(person, number)
    client.get(PAGE)

    with django_assert_max_num_queries(8):
        client.get(PAGE)


def settle(client: Client, **typed: Any) -> Any:
    sent = {"email": EMAIL, "phone": "0912 345 486", "channels": ["email", "sms"]} | typed
    return client.post(CONTACT, sent)


def test_wishes_are_kept_and_wait_for_confirmation(citizen: tuple[Person, Client]) -> None:
    person, client = citizen
    assert settle(client, channels=["sms"])["Location"] == CONTACT

    setting = ContactSetting.objects.get(person=person)
    assert (setting.email, setting.phone) == (EMAIL, PHONE)
    assert (setting.wants_email, setting.wants_sms) == (False, True)
    assert setting.email_confirmed_at is setting.phone_confirmed_at is None
    assert text_of(client, CONTACT).count("chip--soon") == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("email", "duyen", "Hãy nhập địa chỉ thư"),
        ("email", "<script>@x", "Hãy nhập địa chỉ thư"),
        ("phone", "123", "Hãy nhập số di động 10 chữ số"),
        ("phone", "x" * 20_000, "Hãy nhập số di động 10 chữ số"),
    ],
)
def test_what_is_no_address_is_said_in_place_and_nothing_is_kept(
    field: str, typed: str, said: str, citizen: tuple[Person, Client]
) -> None:
    _person, client = citizen
    response = settle(client, **{field: typed})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ContactSetting.objects.exists()


@pytest.mark.parametrize(("purpose", "field"), [("email", "email"), ("phone", "phone")])
def test_address_is_confirmed_by_the_code_that_arrived_there(
    purpose: str, field: str, citizen: tuple[Person, Client], post: PostOffice
) -> None:
    person, client = citizen
    settle(client)
    asked = client.post(f"{CONTACT}xin-ma/", {"purpose": purpose})
    assert asked["Location"] == f"{CONTACT}nhap-ma/"
    run_jobs()
    said = post.letters(EMAIL)[0]["text"] if purpose == "email" else post.sms(PHONE)[0]["text"]
    (digits,) = re.findall(r"\d{6}", said)
    wrong = "111111" if digits != "111111" else "222222"
    assert client.post(f"{CONTACT}nhap-ma/", {"code": wrong}).status_code == 422

    assert client.post(f"{CONTACT}nhap-ma/", {"code": digits})["Location"] == CONTACT

    setting = ContactSetting.objects.get(person=person)
    assert getattr(setting, f"{field}_confirmed_at") is not None
    assert digits not in Message.objects.get(kind="notifications.contact").body


def test_address_that_changed_meanwhile_is_not_confirmed(
    citizen: tuple[Person, Client], post: PostOffice
) -> None:
    person, client = citizen
    settle(client)
    client.post(f"{CONTACT}xin-ma/", {"purpose": "phone"})
    run_jobs()
    (digits,) = re.findall(r"\d{6}", post.sms(PHONE)[0]["text"])
    settle(client, phone="0987654321")

    assert client.post(f"{CONTACT}nhap-ma/", {"code": digits}).status_code == 422
    assert ContactSetting.objects.get(person=person).phone_confirmed_at is None


def test_changed_address_must_be_confirmed_anew(citizen: tuple[Person, Client]) -> None:
    person, client = citizen
    settle(client)
    ContactSetting.objects.update(phone_confirmed_at=timezone.now())
    settle(client)
    assert ContactSetting.objects.get(person=person).phone_confirmed_at is not None
    settle(client, phone="0987654321")

    assert ContactSetting.objects.get(person=person).phone_confirmed_at is None


def test_sixth_code_within_the_hour_is_refused(
    citizen: tuple[Person, Client], post: PostOffice
) -> None:
    _person, client = citizen
    settle(client)
    for _ in range(5):
        client.post(f"{CONTACT}xin-ma/", {"purpose": "phone"})

    response = client.post(f"{CONTACT}xin-ma/", {"purpose": "phone"}, follow=True)

    assert "Bạn xin mã quá nhiều lần" in response.content.decode()
    run_jobs()
    assert len(post.sms(PHONE)) == 5


def test_without_a_partner_no_code_is_offered(citizen: tuple[Person, Client]) -> None:
    _person, client = citizen
    settle(client)

    assert "Gửi mã xác nhận" not in text_of(client, CONTACT)
    response = client.post(f"{CONTACT}xin-ma/", {"purpose": "phone"}, follow=True)
    assert "Chưa gửi được mã" in response.content.decode()
