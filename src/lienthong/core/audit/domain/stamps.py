# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a time-stamp token says it stamps.

Source: RFC 3161, section 2.4.2.
"""

from __future__ import annotations


def imprint_of(token: bytes) -> bytes:
    """The digest inside a DER time-stamp token; empty when the bytes are no token."""
    from asn1crypto import cms  # only who verifies pays for it

    try:
        signed = cms.ContentInfo.load(token)["content"]
        info = signed["encap_content_info"]["content"].parsed
        return bytes(info["message_imprint"]["hashed_message"].native)
    except (ValueError, TypeError, KeyError, AttributeError):
        return b""
