# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officer's messages, the bell, the words; the log only where the case may be seen."""

from __future__ import annotations

import pytest
from django.test import Client

from lienthong.core.access.api import GrantScope
from lienthong.core.accounts.api import Account
from lienthong.core.notifications.api import (
    MessageDelivery,
    NewMessage,
    Recipient,
    send_message,
)
from lienthong.kernel.actor import Actor
from lienthong.portals.officer.notifications.panels import why_of
from lienthong.testing.offices import Offices, make_offices

pytestmark = [pytest.mark.django_db, pytest.mark.covers("3.5")]
PAGE = "/can-bo/thong-bao/"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


def desk(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def tell(account: Account, key: str = "1") -> None:
    values = {"step": "Thẩm tra", "code": f"H50-{key}", "title": "Khai sinh <b>", "due": ""}
    who = Recipient(str(account), account_id=account.pk)
    new = NewMessage("cases.step_mine", f"test:{key}", who, values, link="/can-bo/buoc/1/")
    send_message(new, actor=Actor.platform("kiểm thử"))


def test_bell_shows_a_dot_until_its_panel_was_opened(offices: Offices) -> None:
    account = offices.officer("an")
    client = desk(account)
    assert 'class="dot"' not in client.get("/can-bo/").content.decode()
    tell(account)
    assert "Thông báo, 1 chưa đọc" in client.get("/can-bo/").content.decode()

    panel = client.get(f"{PAGE}moi/").content.decode()

    assert "Giao việc: Thẩm tra, H50-1" in panel
    assert "Khai sinh &lt;b&gt;" in panel
    assert "<html" not in panel
    assert 'class="dot"' not in client.get("/can-bo/").content.decode()


def test_colleague_sees_nothing_of_it(offices: Offices) -> None:
    tell(offices.officer("an"))

    page = desk(offices.officer("binh")).get(PAGE).content.decode()

    assert "H50-1" not in page
    assert "Chưa có thông báo nào" in page


def test_page_lists_all_the_panel_the_newest_eight(offices: Offices) -> None:
    account = offices.officer("an")
    for number in range(10):
        tell(account, str(number))
    client = desk(account)

    assert client.get(f"{PAGE}moi/").content.decode().count("notes__title") == 8
    assert client.get(PAGE).content.decode().count("notes__title") == 10


def test_log_of_what_nobody_answers_for_is_not_found(offices: Offices) -> None:
    client = desk(offices.officer("an"))

    for address in ("test.thing/7/", "onestop.dossier/999999/", "../1/"):
        assert client.get(f"{PAGE}so-gui/{address}").status_code == 404


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        ("waiting", "no answer: ConnectTimeout", "Nơi chuyển tin không trả lời."),
        ("waiting", "answer 503", "Nơi chuyển tin đang có lỗi."),
        ("failed", "refused: -118 no account", "Nơi chuyển tin không nhận tin này."),
        ("failed", "too late", "Đã quá giờ nên không gửi nữa."),
        ("failed", "550 mailbox unknown", "Nơi chuyển tin chưa nhận tin này."),
        ("sent", "answer 503", ""),
        ("waiting", "", ""),
    ],
)
def test_log_says_in_words_why_a_message_did_not_arrive(state: str, error: str, said: str) -> None:
    assert why_of(MessageDelivery(state=state, error=error)) == said


def test_words_are_shown_filled_with_samples(offices: Offices) -> None:
    offices.role.permissions = [*offices.role.permissions, "notifications.template.view"]
    offices.role.save()
    an = offices.officer("an")
    an.grants.update(scope=GrantScope.ALL)
    client = desk(an)

    page = client.get(f"{PAGE}mau/?mau=onestop.extended").content.decode()

    assert "Xin lỗi bạn, hồ sơ H50.12-261120-0042 trễ hẹn" in page
    assert "We are sorry" in page
    assert "Xin loi ban, ho so H50.12-261120-0042 tre hen." in page
    assert client.get(f"{PAGE}mau/?mau=khong-co").status_code == 404


def test_settings_when_ticked_then_kept_and_shown_again(offices: Offices) -> None:
    client = desk(offices.officer("an"))
    address = f"{PAGE}cach-nhan/"
    page = client.get(address).content.decode()
    assert 'value="cases.mentioned:push"' in page
    assert 'value="onestop.granted:push"' not in page, "that is for citizens"

    client.post(address, {"nhan": ["cases.mentioned:push", "x:y", "cases.mentioned"]})

    page = client.get(address).content.decode()
    assert 'value="cases.mentioned:push" checked' in page
    assert 'value="cases.watched:push" checked' not in page


def test_push_when_the_browser_sends_rubbish_or_leads_elsewhere_then_refused(
    offices: Offices,
) -> None:
    client = desk(offices.officer("an"))
    keys = {"p256dh": "A", "auth": "A"}
    for body, status in (
        ("{", 400),
        ("[]", 400),
        ({"endpoint": "https://fcm.googleapis.com/x"}, 400),
        ({"endpoint": "http://10.0.0.1/", "keys": keys}, 422),
        ({"endpoint": "https://fcm.googleapis.com/x", "keys": keys}, 422),
    ):
        answer = client.post(f"{PAGE}trinh-duyet/", body, content_type="application/json")
        assert answer.status_code == status, body
    worker = client.get("/thong-bao/day.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in worker.content


def test_live_news_when_a_message_came_then_counted_and_named(offices: Offices) -> None:
    account = offices.officer("an")
    client = desk(account)
    assert client.get("/can-bo/truc-tiep/").json()["unread"] == 0
    tell(account)

    news = client.get("/can-bo/truc-tiep/").json()

    assert (news["unread"], news["words"]) == (1, "Thông báo, 1 chưa đọc")
    assert "H50-1" in news["newest"]
    assert "/su-kien?permit=1." in news["stream"]
