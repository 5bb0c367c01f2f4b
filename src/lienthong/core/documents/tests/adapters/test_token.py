# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signing with a token; SoftHSM plays it, in a process of its own so that drivers do not linger."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.utils import timezone

from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.adapters.token import TokenKey, _driver
from lienthong.core.documents.domain.pdf.render import render_pdf
from lienthong.core.documents.domain.pdf.sign import sign_field
from lienthong.core.documents.domain.pdf.verify import verify_pdf
from lienthong.core.documents.domain.signatures import Appearance, SignatureOrder, SigningError
from lienthong.core.documents.tests.conftest import Pki
from lienthong.core.documents.tests.domain.pdf.pages import CSS, RESULT

MODULES = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
    Path("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"),
)
MODULE = str(next((path for path in MODULES if path.exists()), ""))
TOKEN, LABEL, PIN = "lienthong", "account-1", "246810"
pytestmark = pytest.mark.skipif(
    not MODULE or not shutil.which("softhsm2-util"), reason="softhsm2 is not installed"
)


@pytest.fixture(scope="module")
def token(pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftwareKey]:
    """A token that holds the key and certificates of a person."""
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(conf)
    key = pki.key_of("Nguyễn Thị Hạnh")
    pem = folder / "key.pem"
    pem.write_bytes(
        key.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    start = ["--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", "13579135"]
    subprocess.run(["softhsm2-util", *start], check=True, capture_output=True)
    put = ["--import", str(pem), "--token", TOKEN, "--label", LABEL, "--id", "01", "--pin", PIN]
    subprocess.run(["softhsm2-util", *put], check=True, capture_output=True)
    _driver.cache_clear()
    _put_certificates(key)
    yield key
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


def _put_certificates(key: SoftwareKey) -> None:
    from pkcs11 import Attribute
    from pkcs11.util.x509 import decode_x509_certificate

    with _driver(MODULE).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for place, one in enumerate(key.certificates):
            label = LABEL if place == 0 else f"chain-{place}"
            der = one.public_bytes(serialization.Encoding.DER)
            session.create_object(
                {
                    **decode_x509_certificate(der),
                    Attribute.LABEL: label,
                    Attribute.TOKEN: True,
                }
            )


def test_token_signs_a_valid_paper(token: SoftwareKey, pki: Pki) -> None:
    key = TokenKey.find(MODULE, TOKEN, LABEL, PIN)
    assert (key.certificate, len(key.chain)) == (token.certificate, 2)
    order = SignatureOrder("person", Appearance("Nguyễn Thị Hạnh"), timezone.now())
    pdf = sign_field(render_pdf(RESULT, css=CSS).pdf, order, key, pki.clock)
    (verdict,) = verify_pdf(pdf, pki.trust, at=timezone.now())
    assert (verdict.signer, verdict.judgement) == ("Nguyễn Thị Hạnh", "valid")


def test_token_says_what_is_missing(token: SoftwareKey) -> None:
    with pytest.raises(SigningError, match="no certificate"):
        TokenKey.find(MODULE, TOKEN, "account-2", PIN)
    with pytest.raises(SigningError):
        TokenKey.find(MODULE, TOKEN, LABEL, "000000")
    with pytest.raises(SigningError):
        TokenKey.find(MODULE, "khong-co", LABEL, PIN)
    key = TokenKey.find(MODULE, TOKEN, LABEL, PIN)
    with pytest.raises(SigningError):
        key.sign_raw(b"x", "md5")


def test_token_that_came_after_the_driver_was_started_is_found(token: SoftwareKey) -> None:
    TokenKey.find(MODULE, TOKEN, LABEL, PIN)
    start = ["--init-token", "--free", "--label", "den-sau", "--pin", PIN, "--so-pin", "13579135"]
    subprocess.run(["softhsm2-util", *start], check=True, capture_output=True)
    with pytest.raises(SigningError, match="no certificate"):
        TokenKey.find(MODULE, "den-sau", LABEL, PIN)
    assert TokenKey.find(MODULE, TOKEN, LABEL, PIN).certificate == token.certificate


def test_many_threads_sign_at_once_with_one_token(token: SoftwareKey) -> None:
    """The worker has several threads; each waits until the token is free."""
    data = [str(number).encode() for number in range(12)]

    def sign(part: bytes) -> bytes:
        return TokenKey.find(MODULE, TOKEN, LABEL, PIN).sign_raw(part, "sha256")

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(sign, data))
    assert made == [token.sign_raw(part, "sha256") for part in data]


def test_missing_driver_is_an_error() -> None:
    with pytest.raises(SigningError):
        TokenKey.find("/khong/co/driver.so", TOKEN, LABEL, PIN)


def test_driver_is_loaded_only_when_a_token_signs() -> None:
    program = "import lienthong.core.documents.adapters.token, sys; print('pkcs11' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", program]
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
