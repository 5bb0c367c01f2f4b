# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The mail server and the SMS gateway keep what real clients hand in, and show it."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest

from lienthong.testing.post import PostOffice, running_post_office

TOKEN = {"Authorization": "Bearer lienthong-demo"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostOffice]:
    with running_post_office(tmp_path_factory.mktemp("post")) as office:
        yield office


@pytest.fixture
def post(office: PostOffice) -> PostOffice:
    office.reset()
    return office


def send(post: PostOffice, **changes: str) -> httpx.Response:
    body = {"id": "a1", "to": "0912345486", "text": "Xin chào", "sender": "LienThong"} | changes
    return httpx.post(f"{post.address}/sms/messages", json=body, headers=TOKEN, timeout=20)


def letter(post: PostOffice, *, to: str = "a@example.vn", text: str = "Dòng một") -> None:
    message = EmailMessage()
    message["Message-ID"], message["From"], message["To"] = "<1@example>", "b@example.vn", to
    message["Subject"] = "Hồ sơ"
    message.set_content(text)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="giấy.pdf")
    with smtplib.SMTP("127.0.0.1", post.smtp_port, timeout=20) as server:
        server.send_message(message)


def test_gateway_takes_a_message_once_and_shows_it(post: PostOffice) -> None:
    first, second = send(post).json(), send(post).json()

    assert first == second
    assert first["status"] == "accepted"
    (sms,) = post.sms("0912345486")
    assert (sms["text"], sms["asked"]) == ("Xin chào", 2)
    page = httpx.get(f"{post.address}/sms", timeout=20).text
    assert "0912345486" in page
    assert "được gửi 2 lần" in page


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"to": "12"}, "invalid_number"),
        ({"to": "0912000000"}, "invalid_number"),
        ({"text": ""}, "missing_field"),
        ({"text": "x" * 1001}, "text_too_long"),
    ],
)
def test_gateway_refuses_what_it_cannot_deliver(
    changes: dict[str, str], error: str, post: PostOffice
) -> None:
    answer = send(post, **changes)

    assert (answer.status_code, answer.json()) == (422, {"error": error})
    assert post.sms(changes.get("to", "0912345486")) == []


def test_gateway_refuses_strangers_and_rubbish(post: PostOffice) -> None:
    address = f"{post.address}/sms/messages"

    assert httpx.post(address, json={}, timeout=20).status_code == 401
    headers = TOKEN | {"Content-Type": "application/json"}
    for rubbish in (b"{", b"[]", b"\xff"):
        assert httpx.post(address, content=rubbish, headers=headers, timeout=20).status_code == 400


def test_text_is_shown_as_text(post: PostOffice) -> None:
    send(post, text="<script>alert(1)</script>")

    assert "<script>" not in httpx.get(f"{post.address}/sms", timeout=20).text


def test_letter_arrives_with_its_file(post: PostOffice) -> None:
    letter(post)

    (kept,) = post.letters("a@example.vn")
    assert (kept["subject"], kept["text"].strip()) == ("Hồ sơ", "Dòng một")
    assert kept["files"] == {"giấy.pdf": 5}
    page = httpx.get(f"{post.address}/mail", timeout=20).text
    assert "giấy.pdf" in page
    file = httpx.get(f"{post.address}/mail/file?letter=1&name=giấy.pdf", timeout=20)
    assert file.status_code in {200, 404}


def test_line_that_begins_with_a_dot_stays_whole(post: PostOffice) -> None:
    letter(post, text=".một\n..hai\nba")

    assert post.letters("a@example.vn")[0]["text"].split() == [".một", "..hai", "ba"]


def test_letter_that_comes_twice_is_one(post: PostOffice) -> None:
    letter(post)
    letter(post)

    (kept,) = post.letters("a@example.vn")
    assert kept["copies"] == 2


def test_unknown_mailbox_is_refused(post: PostOffice) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        letter(post, to="khong-co@example.vn")


def test_data_without_recipient_is_refused(post: PostOffice) -> None:
    with smtplib.SMTP("127.0.0.1", post.smtp_port, timeout=20) as server:
        server.ehlo()
        assert server.docmd("DATA")[0] == 503
