# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A message is told once, leaves by real SMTP and HTTP, and survives partners that misbehave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.accounts.api import Account, Letter, Person, post_letter
from lienthong.core.integration.api import Outgoing, Partner
from lienthong.core.notifications.api import (
    Message,
    MessageDelivery,
    NewMessage,
    Recipient,
    TemplateError,
    log_of,
    send_message,
)
from lienthong.core.notifications.models import ContactSetting
from lienthong.core.notifications.tests.conftest import EMAIL, PHONE, letter
from lienthong.kernel.actor import Actor
from lienthong.testing.jobs import run_jobs
from lienthong.testing.outbox import carry, let_time_pass
from lienthong.testing.post import PostOffice
from lienthong.testing.sizes import some

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]
PLATFORM = Actor.platform("kiểm thử")


def send(new: NewMessage) -> Message:
    return send_message(new, actor=PLATFORM)


def states() -> dict[str, tuple[str, int]]:
    return {row.channel: (row.state, row.attempts) for row in MessageDelivery.objects.all()}


def test_message_reaches_every_channel(post: PostOffice, person: Person) -> None:
    send(letter(person))
    run_jobs()

    assert states() == {"in_app": ("sent", 1), "email": ("sent", 1), "sms": ("sent", 1)}
    (sms,) = post.sms(PHONE)
    assert (sms["text"], sms["sender"], sms["asked"]) == ("Co thu", "LienThong", 1)
    (mail,) = post.letters(EMAIL)
    assert (mail["subject"], mail["text"].strip(), mail["copies"]) == ("Có thư", "Nội dung.", 1)


def test_same_event_for_same_recipient_is_told_once(post: PostOffice, person: Person) -> None:
    first, second = send(letter(person)), send(letter(person))
    run_jobs()

    assert first.pk == second.pk
    assert Message.objects.count() == 1
    assert len(post.sms(PHONE)) == 1


def test_same_event_for_somebody_else_is_another_message(person: Person) -> None:
    other = Person.objects.create(full_name="Lê Quang Thắng")
    send(letter(person))
    send(letter(other))

    assert Message.objects.count() == 2


def test_message_is_gone_when_its_act_is_undone(post: PostOffice, person: Person) -> None:
    with transaction.atomic():
        send(letter(person))
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not Outgoing.objects.exists()
    assert not ProcrastinateJob.objects.exists()
    assert run_jobs() == []
    assert post.sms(PHONE) == []


def test_missing_value_is_refused_and_nothing_is_written(person: Person) -> None:
    with pytest.raises(TemplateError, match="no value for 'text'"):
        send(letter(person, values={"subject": "Có thư"}))

    assert not Message.objects.exists()


def test_channel_without_address_or_partner_is_left_out(settings: Any, person: Person) -> None:
    settings.LIENTHONG_SMS_URL = settings.LIENTHONG_SMTP_URL = ""
    send(letter(person))

    assert states() == {"in_app": ("sent", 1)}


def test_letter_goes_where_administrators_say_and_settings_are_only_the_first_start(
    settings: Any, post: PostOffice, person: Person
) -> None:
    server, settings.LIENTHONG_SMTP_URL = settings.LIENTHONG_SMTP_URL, ""
    mail = Partner.objects.create(code="mail", title="Máy chủ thư")
    own = mail.addresses.create(address="https://thu.tinh.vn/", valid_from=date(2025, 7, 1))
    send(letter(person, event_key="test:0", channels=("email",)))
    run_jobs()
    assert states()["email"] == ("waiting", 1)

    own.address = server
    own.save(update_fields=["address"])
    settings.LIENTHONG_SMTP_URL = "smtp://127.0.0.1:9"
    send(letter(person, event_key="test:1", channels=("email",)))
    let_time_pass()
    carry(partner="mail")
    run_jobs()

    found = MessageDelivery.objects.filter(channel="email")
    assert [row.state for row in found] == ["sent", "sent"]
    assert len(post.letters(EMAIL)) == 2


@pytest.mark.parametrize("mode", some(["repeat", "garbage", "error", "delay", "drop", "lost"], 2))
def test_sms_arrives_once_whatever_the_gateway_does(
    mode: str, post: PostOffice, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lienthong.core.notifications.adapters.gateway.TIMEOUT", 0.5)
    send(letter(person, event_key="test:0", channels=("sms",)))
    run_jobs()
    post.switch("sms", mode, seconds=1.0)
    send(letter(person, channels=("sms",)))
    run_jobs()

    delivery = MessageDelivery.objects.latest("pk")
    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert delivery.error
    assert delivery.next_at is not None
    let_time_pass()
    carry(partner="sms")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("sent", 2, "")
    assert delivery.reference.startswith("SMS")
    name = f"thong-bao-{delivery.pk}"
    assert len([sms for sms in post.sms(PHONE) if sms["id"] == name]) == 1
    met = [fault for about, fault in post.met("sms") if about == name]
    assert set(met) - {"delay"} == {"off", mode} - {"delay"}


@pytest.mark.parametrize("mode", some(["repeat", "garbage", "error", "delay", "drop"], 2))
def test_letter_arrives_once_whatever_the_mail_server_does(
    mode: str, post: PostOffice, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lienthong.core.notifications.adapters.smtp.TIMEOUT", 0.5)
    post.switch("mail", mode, seconds=1.0)
    send(letter(person, channels=("email",)))
    run_jobs()
    assert states() == {"email": ("waiting", 1)}
    let_time_pass()
    carry(partner="mail")

    assert states() == {"email": ("sent", 2)}
    assert len(post.letters(EMAIL)) == 1


def test_number_that_does_not_exist_is_given_up_at_once(post: PostOffice, person: Person) -> None:
    who = Recipient(person.full_name, person_id=person.pk, phone="0912000000")
    send(letter(person, recipient=who, channels=("sms",)))
    run_jobs()

    (row,) = log_of("test.thing", 7)
    assert (row.state, row.attempts) == ("failed", 1)
    assert "invalid_number" in row.error


def test_mailbox_that_does_not_exist_is_given_up_at_once(post: PostOffice, person: Person) -> None:
    who = Recipient(person.full_name, person_id=person.pk, email="khong-co@example.vn")
    send(letter(person, recipient=who, channels=("email",)))
    run_jobs()

    (row,) = log_of("test.thing", 7)
    assert (row.state, row.attempts) == ("failed", 1)
    assert row.error.startswith("550")


def test_partner_that_stays_away_is_given_up_after_eight_attempts(
    post: PostOffice, person: Person
) -> None:
    post.switch("sms", "error", count=0)
    send(letter(person, channels=("sms",)))
    run_jobs()
    for _ in range(10):
        let_time_pass()
        carry(partner="sms")

    assert states() == {"sms": ("failed", 8)}


def test_partner_that_is_away_is_left_alone_for_a_while(post: PostOffice, person: Person) -> None:
    post.switch("sms", "error", count=0)
    for number in range(3):
        send(letter(person, event_key=f"test:{number}", channels=("sms",), subject=None))
    run_jobs()

    assert sorted(MessageDelivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_messages_about_one_thing_arrive_in_order(post: PostOffice, person: Person) -> None:
    post.switch("sms", "error")
    for number, text in enumerate(("một", "hai")):
        values = {"subject": text, "text": text}
        send(letter(person, event_key=f"test:{number}", values=values, channels=("sms",)))
    run_jobs()
    assert post.sms(PHONE) == []
    let_time_pass()
    carry(partner="sms")

    assert [sms["text"] for sms in reversed(post.sms(PHONE))] == ["mot", "hai"]


def test_own_choice_comes_before_what_the_matter_says(post: PostOffice, person: Person) -> None:
    setting = ContactSetting.objects.create(person=person, email="rieng@example.vn")
    channels = {"channels": None, "kind": "notifications.letter"}
    send(letter(person, event_key="test:1", **channels))
    setting.email_confirmed_at = "2026-11-25T00:00:00Z"
    setting.save()
    send(letter(person, event_key="test:2", **channels))
    setting.wants_email = False
    setting.save()
    send(letter(person, event_key="test:3", **channels))

    sent = MessageDelivery.objects.order_by("pk").values_list("address", flat=True)
    assert list(sent) == [EMAIL, "rieng@example.vn"]


def test_english_is_written_to_whoever_chose_it(person: Person) -> None:
    ContactSetting.objects.create(person=person, language="en")
    values = {"when": "10:00", "until": "10:15"}
    message = send(letter(person, kind="notifications.account_locked", values=values))

    assert message.title == "Account locked for a while after wrong passwords"


def test_letter_of_the_sign_in_pages_leaves_through_the_outbox(
    post: PostOffice, citizen: Account
) -> None:
    post_letter(Letter(EMAIL, "Đặt lại mật khẩu", "Mở đường dẫn này.", account_id=citizen.pk))
    assert post.letters(EMAIL) == []
    run_jobs()

    (mail,) = post.letters(EMAIL)
    assert mail["subject"] == "Đặt lại mật khẩu"
    assert not Message.objects.get().in_app
