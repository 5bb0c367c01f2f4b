# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Web push against the worked example of RFC 8291, and what may be called at all."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lienthong.core.notifications.domain.push import (
    CURVE,
    Keys,
    PushKeyError,
    authorisation,
    check_keys,
    decode,
    encipher,
    encode,
    is_push_service,
    public_text,
    server_key,
)

# RFC 8291, appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
BROWSER = Keys(
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "BTBZMqHH6r4Tts7J_aSIgg",
)
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
    "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVB"
    "St2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
HOSTS = ("fcm.googleapis.com", ".push.apple.com", "http://127.0.0.1:9")


def test_message_when_as_in_the_standard_then_the_very_same_bytes() -> None:
    ephemeral = ec.derive_private_key(int.from_bytes(decode(SENDER)), CURVE)

    sealed = encipher(PLAIN, BROWSER, salt=decode(SALT), ephemeral=ephemeral)

    assert encode(sealed) == SEALED


def test_key_when_made_from_the_secret_then_always_the_same_and_another_for_another() -> None:
    assert public_text(server_key("a")) == public_text(server_key("a"))
    assert public_text(server_key("a")) != public_text(server_key("b"))
    assert len(decode(public_text(server_key("a")))) == 65


def test_authorisation_when_made_then_it_is_for_the_origin_alone() -> None:
    header = authorisation(
        "https://fcm.googleapis.com/fcm/send/abc", server_key("a"), subject="https://x", expires=9
    )

    claims = decode(header.split(".")[1])
    assert claims == b'{"aud": "https://fcm.googleapis.com", "exp": 9, "sub": "https://x"}'


@pytest.mark.parametrize(
    "keys",
    [
        Keys("", BROWSER.auth),
        Keys("A" * 87, BROWSER.auth),
        Keys("không phải", BROWSER.auth),
        Keys(BROWSER.p256dh, "AAAA"),
    ],
)
def test_keys_when_no_browser_gave_them_then_refused(keys: Keys) -> None:
    with pytest.raises(PushKeyError):
        check_keys(keys)


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://web.push.apple.com/Q", True),
        ("http://127.0.0.1:9/push/to/x", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com.evil.test/", False),
        ("https://evilpush.apple.com.test/", False),
        ("https://fcm.googleapis.com:8443/", False),
        ("https://user@fcm.googleapis.com/", False),
        ("https://127.0.0.1/latest/meta-data", False),
        ("http://127.0.0.1:99/push/to/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_address_when_outside_the_known_services_then_never_called(
    endpoint: str, known: bool
) -> None:
    assert is_push_service(endpoint, HOSTS) is known
