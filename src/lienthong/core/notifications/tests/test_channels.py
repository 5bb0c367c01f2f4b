# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Zalo and push to real simulators: what arrives, what is refused, what is tried again; choices."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from lienthong.core.accounts.api import Account, Person
from lienthong.core.integration.api import Outgoing, Partner
from lienthong.core.notifications.adapters.carriers import carry_push
from lienthong.core.notifications.adapters.push import body_of, is_connected, push_hosts
from lienthong.core.notifications.api import (
    Browser,
    Channel,
    Keys,
    MessageDelivery,
    NewMessage,
    PushSubscription,
    Recipient,
    add_browser,
    choices_of,
    drop_browser,
    resend_delivery,
    send_message,
    settle_choices,
)
from lienthong.core.notifications.domain.push import LARGEST, is_push_service
from lienthong.core.notifications.tests.conftest import EMAIL, PHONE, letter
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.testing.jobs import run_jobs
from lienthong.testing.post import PostOffice

PLATFORM = Actor.platform("kiểm thử")


@pytest.fixture
def reader(citizen: Account) -> Actor:
    return Actor(
        kind=ActorKind.CITIZEN, account_id=citizen.pk, person_id=citizen.person_id, name="Duyên"
    )


def sent(person: Person, channel: str, **changes: Any) -> MessageDelivery:
    message = send_message(letter(person, channels=(channel,), **changes), actor=PLATFORM)
    run_jobs()
    return MessageDelivery.objects.get(message=message)


def test_zalo_when_sent_then_the_registered_fields_arrive_once(
    person: Person, post: PostOffice
) -> None:
    delivery = sent(person, Channel.ZALO)

    (notice,) = post.notices()
    assert (delivery.state, bool(delivery.reference)) == ("sent", True)
    assert (notice["phone"], notice["template"]) == (f"84{PHONE[1:]}", "310001")
    assert notice["fields"]["recipient"] == person.full_name
    assert set(notice["fields"]) == {"recipient", "title", "text", "link"}


def test_zalo_when_the_number_has_no_account_then_failed_for_good(
    person: Person, post: PostOffice
) -> None:
    who = Recipient(person.full_name, person_id=person.pk, phone="0912111111")

    delivery = sent(person, Channel.ZALO, recipient=who)

    assert delivery.state == "failed"
    assert "-118" in delivery.error


def test_zalo_when_the_quota_is_used_up_then_it_waits_and_no_attempt_counts(
    person: Person, post: PostOffice
) -> None:
    post.do("/zalo/quota", left="0")

    delivery = sent(person, Channel.ZALO)

    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    assert "quota" in Outgoing.objects.get(dedupe_key=f"delivery:{delivery.pk}").error


@pytest.mark.parametrize("mode", ["error", "garbage"])
def test_zalo_when_the_service_is_ill_then_tried_again_later(
    person: Person, post: PostOffice, mode: str
) -> None:
    post.switch("zalo", mode)

    delivery = sent(person, Channel.ZALO)

    assert (delivery.state, delivery.attempts) == ("waiting", 1)
    assert delivery.next_at is not None
    assert post.notices() == []


def subscribed(post: PostOffice, actor: Actor) -> PushSubscription:
    found = post.browser()
    keys = Keys(found["keys"]["p256dh"], found["keys"]["auth"])
    return add_browser(Browser(found["endpoint"], keys, "Chromium"), actor=actor)


def test_push_when_sent_then_every_browser_shows_it_and_a_gone_one_is_forgotten(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    first, second = subscribed(post, reader), subscribed(post, reader)
    post.do(f"/push/close/{second.endpoint.rsplit('/', 1)[-1]}")

    delivery = sent(person, Channel.PUSH)

    assert (delivery.state, delivery.address) == ("sent", "2 trình duyệt")
    (shown,) = post.shown(first.endpoint)
    assert shown["title"] == "Có thư"
    assert list(PushSubscription.objects.all()) == [first]


def test_push_when_it_comes_again_then_it_stands_once_and_another_one_beside_it(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    """An answer that was lost: the service has it already, and is given it once more."""
    browser = subscribed(post, reader)
    first = sent(person, Channel.PUSH)
    carry_push(Outgoing.objects.get(dedupe_key=f"delivery:{first.pk}"))
    once = post.shown(browser.endpoint)

    sent(person, Channel.PUSH, event_key="test:2")

    assert [one["tag"] for one in once] == [f"thong-bao-{first.pk}-0"]
    assert len(post.shown(browser.endpoint)) == 2, "same words, another message"


def test_push_when_one_service_refuses_then_the_others_are_woken_all_the_same(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    first, second = subscribed(post, reader), subscribed(post, reader)
    PushSubscription.objects.filter(pk=first.pk).update(auth=second.auth)

    delivery = sent(person, Channel.PUSH)

    assert delivery.state == "sent"
    assert [len(post.shown(one.endpoint)) for one in (first, second)] == [0, 1]


def test_push_when_every_service_refuses_then_failed_for_good(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    only = subscribed(post, reader)
    PushSubscription.objects.filter(pk=only.pk).update(auth="A" * 22)

    delivery = sent(person, Channel.PUSH)

    assert (delivery.state, delivery.error) == ("failed", "refused: 403")


def test_push_that_is_too_long_is_cut_in_its_text_and_still_read() -> None:
    title, text = "Ổ" * 200, 'Ệ"' * 900

    whole = body_of("Có kết quả", "Mời nhận.", "/x/", tag="a")
    cut = body_of(title, text, "/x/", tag="a")

    said = {"title": "Có kết quả", "body": "Mời nhận.", "url": "/x/", "tag": "a"}
    assert json.loads(whole) == said
    assert len(cut) <= LARGEST
    said = json.loads(cut)
    assert (said["title"], said["url"]) == (title, "/x/")
    assert text.startswith(said["body"])
    assert len(said["body"]) > 500


@pytest.mark.django_db
def test_push_services_are_those_of_partners_where_administrators_named_some(settings: Any) -> None:
    settings.LIENTHONG_PUSH_HOSTS = ("fcm.googleapis.com",)
    assert push_hosts() == ("fcm.googleapis.com",)
    own = Partner.objects.create(code="push-1", title="Dịch vụ đẩy của tỉnh")
    own.addresses.create(address="https://day.tinh.vn/gui", valid_from=date(2025, 7, 1))
    assert push_hosts() == ("https://day.tinh.vn",)
    assert is_push_service("https://day.tinh.vn/abc", push_hosts())
    assert not is_push_service("https://fcm.googleapis.com/abc", push_hosts())
    Partner.objects.create(code="push", title="Dịch vụ đẩy", is_active=False)
    assert (push_hosts(), is_connected()) == ((), False)


def test_push_when_no_browser_is_left_then_failed_and_none_then_nothing_is_tried(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    only = subscribed(post, reader)
    post.do(f"/push/close/{only.endpoint.rsplit('/', 1)[-1]}")
    assert sent(person, Channel.PUSH).state == "failed"

    message = send_message(letter(person, channels=("push",), event_key="test:2"), actor=PLATFORM)

    assert not MessageDelivery.objects.filter(message=message).exists()


@pytest.mark.parametrize(
    ("endpoint", "key"), [("http://127.0.0.1/x", ""), ("", ""), ("own", "broken")]
)
def test_browser_when_it_leads_elsewhere_or_its_keys_are_broken_then_refused(
    reader: Actor, post: PostOffice, endpoint: str, key: str
) -> None:
    found = post.browser()
    address = found["endpoint"] if endpoint == "own" else endpoint
    keys = Keys(key or found["keys"]["p256dh"], found["keys"]["auth"])

    with pytest.raises(InvalidInput):
        add_browser(Browser(address, keys), actor=reader)
    assert not PushSubscription.objects.exists()


def test_browser_when_used_by_somebody_else_then_it_is_theirs_and_only_they_drop_it(
    reader: Actor, post: PostOffice
) -> None:
    found = subscribed(post, reader)
    other = Actor(kind=ActorKind.CITIZEN, account_id=0, person_id=0, name="Ai đó")

    assert drop_browser(found.pk, actor=other) == 0
    assert drop_browser(found.pk, actor=reader) == 1


def test_choice_when_made_then_only_differences_are_kept_and_messages_follow(
    person: Person, reader: Actor, post: PostOffice
) -> None:
    kind = "onestop.submitted"
    usual = {row.kind: row.wanted for row in choices_of(reader)}
    assert usual[kind] == {"email": True, "sms": True, "zalo": False, "push": False}
    assert "notifications.code" not in usual
    assert "cases.mentioned" not in usual
    wanted = {(k, c) for k, row in usual.items() for c, on in row.items() if on}
    wanted = (wanted - {(kind, "sms")}) | {(kind, "zalo")}

    assert settle_choices(wanted, actor=reader) == 2

    assert {r.kind: r.wanted for r in choices_of(reader)}[kind]["sms"] is False
    values = dict.fromkeys(("code", "procedure", "answer_by", "title", "agency", "channel"), "x")
    message = send_message(_submitted(person, kind, values), actor=PLATFORM)
    found = MessageDelivery.objects.filter(message=message).order_by("channel")
    assert list(found.values_list("channel", flat=True)) == ["email", "in_app", "zalo"]


def _submitted(person: Person, kind: str, values: dict[str, str]) -> NewMessage:
    from lienthong.core.notifications.api import wordings

    samples = {**wordings().samples[kind], **values}
    recipient = Recipient(person.full_name, person_id=person.pk, email=EMAIL, phone=PHONE)
    return NewMessage(kind, "test:choice", recipient, samples)


def test_resend_when_it_failed_then_it_leaves_again_not_twice_at_once(
    person: Person, post: PostOffice
) -> None:
    who = Recipient(person.full_name, person_id=person.pk, phone="0912000000")
    delivery = sent(person, Channel.SMS, recipient=who)
    assert delivery.state == "failed"
    MessageDelivery.objects.filter(pk=delivery.pk).update(address=PHONE)

    resend_delivery(delivery.pk, actor=PLATFORM)
    run_jobs()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.resends) == ("sent", 1)
    assert len(post.sms(PHONE)) == 1
    with pytest.raises(IllegalState, match="10 phút"):
        resend_delivery(delivery.pk, actor=PLATFORM)


def test_resend_when_on_the_page_or_still_waiting_then_refused(
    person: Person, post: PostOffice
) -> None:
    here = sent(person, Channel.IN_APP)
    post.switch("sms", "error")
    waiting = sent(person, Channel.SMS, event_key="test:2")

    for delivery in (here, waiting):
        with pytest.raises(IllegalState):
            resend_delivery(delivery.pk, actor=PLATFORM)
