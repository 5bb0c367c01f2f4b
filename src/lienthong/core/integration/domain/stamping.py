# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Time-stamp requests and replies.

Source: RFC 3161, sections 2.4.1 and 2.4.2; SHA-256 imprints.
"""

from __future__ import annotations

import secrets

_GRANTED = {"granted", "granted_with_mods"}


class StampRefusedError(Exception):
    """The reply is no time-stamp for this request."""


def request_for(digest: bytes, *, nonce: int | None = None) -> tuple[bytes, int]:
    """The DER request for a SHA-256 digest and the nonce it carries."""
    from asn1crypto import algos, tsp  # only the worker pays for it

    number = nonce if nonce is not None else secrets.randbits(63)
    imprint = tsp.MessageImprint(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "hashed_message": digest,
        }
    )
    request = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": number, "cert_req": True}
    )
    return bytes(request.dump()), number


def token_from(reply: bytes, *, digest: bytes, nonce: int) -> bytes:
    """The DER token of a reply that answers this request. Raises ``StampRefusedError``."""
    from asn1crypto import tsp  # only the worker pays for it

    try:
        response = tsp.TimeStampResp.load(reply, strict=True)
        status = response["status"]["status"].native
        token = response["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        answered = info["message_imprint"]["hashed_message"].native, info["nonce"].native
    except (ValueError, TypeError, KeyError) as error:
        raise StampRefusedError("unreadable reply") from error
    if status not in _GRANTED or answered != (digest, nonce):
        raise StampRefusedError(f"status {status}")
    return bytes(token.dump())
