# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The plug-in over real HTTP, against a small server that plays the platform."""

import base64
import hashlib
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pikepdf
import pytest
from cryptography import x509
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.reader import PdfFileReader

NAME = "Nguyễn Thị Hạnh"


def paper() -> bytes:
    """A page with an empty place for a signature."""
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(400, 300))
        page = document.pages[0]
        place = document.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("person"), F=4,
                Rect=Array([50, 50, 250, 120]), P=page.obj,
                Lock=document.make_indirect(
                    Dictionary(
                        Type=Name.SigFieldLock, Action=Name.Exclude,
                        Fields=Array([String("date")]), P=2,
                    )
                ),
            )
        )  # fmt: skip
        page.Annots = document.make_indirect(Array([place]))
        document.Root.AcroForm = Dictionary(Fields=Array([place]), SigFlags=1)
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


class Platform:
    """Gives the paper once for the token, keeps what comes back."""

    def __init__(self) -> None:
        self.pdf = paper()
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.receipts: list[str] = []

    def fetch(self, token: str, own: str) -> tuple[int, dict[str, Any]]:
        self.asked.append(token)
        if len(self.asked) > 1:
            return 409, {"error": "used", "message": "Mã đã dùng rồi."}
        text = base64.b64encode(self.pdf).decode()
        return 200, {
            "name": "Giấy khai sinh", "field": "person", "document": text, "look": text,
            "sha256": hashlib.sha256(self.pdf).hexdigest(), "upload": f"{own}/upload",
        }  # fmt: skip

    def upload(self, body: bytes) -> tuple[int, dict[str, Any]]:
        self.bodies.append(body)
        if not body.rstrip().endswith(b"--"):
            return 400, {"error": "unreadable", "message": "Không đọc được."}
        return 200, {"receipt": f"biên nhận {len(self.bodies)}"}

    def receive(self, token: str, body: bytes) -> tuple[int, dict[str, Any]]:
        self.receipts.append(token)
        if len(self.receipts) > 1:
            return 409, {"error": "used", "message": "Mã đã dùng rồi."}
        return 202, {"message": "Đã nhận."}


@pytest.fixture
def platform() -> Iterator[tuple[Platform, str]]:
    played = Platform()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            self.answer(*played.fetch(self.token, f"http://{self.headers['Host']}"))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/upload":
                self.answer(*played.upload(body))
            else:
                self.answer(*played.receive(self.token, body))

        @property
        def token(self) -> str:
            return (self.headers["Authorization"] or "").removeprefix("Bearer ")

        def answer(self, status: int, values: dict[str, Any]) -> None:
            body = json.dumps(values).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield played, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sign(client: httpx.Client, own: str, manner: str) -> dict[str, str]:
    form = {
        "tokens": "ma-1", "fetch": f"{own}/fetch", "receive": f"{own}/receive", "name": NAME,
        "manner": manner,
    }  # fmt: skip
    answer = client.post("/plugin/confirm", data=form, headers={"Accept": "application/json"})
    found: dict[str, str] = answer.json()[0]
    return found


def signers(body: bytes) -> list[bytes]:
    pdf = body[body.index(b"%PDF") : body.rindex(b"%%EOF") + 6]
    found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    return [one.signer_cert.dump() for one in found]


def test_sign_when_well_then_the_given_bytes_come_back_with_the_enrolled_signature(
    client: httpx.Client, platform: tuple[Platform, str]
) -> None:
    played, own = platform
    pem = client.post("/plugin/enrol", data={"common_name": NAME}).content
    certificate = x509.load_pem_x509_certificate(pem)

    outcome = sign(client, own, "well")

    assert outcome == {"title": "Giấy khai sinh", "code": "sent", "words": "Đã nhận."}
    assert played.asked == played.receipts == ["ma-1"]
    assert played.pdf in played.bodies[0]
    assert [x509.load_der_x509_certificate(der) for der in signers(played.bodies[0])] == [
        certificate
    ]
    assert NAME in client.get("/plugin").text


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        ("twice", "used"),
        ("fetch_twice", "used"),
        ("broken_form", "unreadable"),
        ("cut", "sent"),
        ("altered", "sent"),
    ],
)
def test_sign_in_a_bad_manner_then_the_refusal_is_told_in_words(
    client: httpx.Client, platform: tuple[Platform, str], manner: str, code: str
) -> None:
    client.post("/plugin/enrol", data={"common_name": NAME})

    outcome = sign(client, platform[1], manner)

    assert outcome["code"] == code
    assert outcome["words"]


def test_ask_shows_how_many_with_whose_key_and_refuses_nothing_to_sign(
    client: httpx.Client,
) -> None:
    form = {
        "tokens": "a b", "fetch": "http://127.0.0.1/l", "receive": "http://127.0.0.1/n",
        "back": "http://127.0.0.1/", "name": NAME,
    }  # fmt: skip

    shown = client.post("/plugin/sign", data=form).text

    assert "<strong>2</strong>" in shown
    assert NAME in shown
    assert client.post("/plugin/sign", data={**form, "tokens": " "}).status_code == 400
    assert client.post("/plugin/sign", data={**form, "fetch": "file:///etc"}).status_code == 400
