# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A partner's own certificate is believed, and nothing else in its place."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone
from requests import Session
from requests.exceptions import SSLError

from lienthong.portals.sign_in.believing import Believing

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "VNeID")])
HERE = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
DAY = timedelta(days=1)


def own_certificate(folder: Path) -> Path:
    """A certificate that nobody else issued, with its key, for 127.0.0.1."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    made = (
        x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(HERE, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    own = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "own.pem"
    path.write_bytes(made.public_bytes(pem) + own)
    return path


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"here")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    path = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        running.start()
        yield f"https://127.0.0.1:{server.server_port}/", path
        server.shutdown()
        running.join()


def test_only_the_own_certificate_is_believed(partner: tuple[str, Path]) -> None:
    address, path = partner
    with Session() as session:
        session.mount("https://", Believing(ssl.create_default_context(cafile=str(path))))
        assert session.get(address, timeout=5).content == b"here"
    with Session() as session:
        session.mount("https://", Believing(ssl.create_default_context()))
        with pytest.raises(SSLError):
            session.get(address, timeout=5)
