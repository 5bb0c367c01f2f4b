# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Headers under which a stored file may be shown: never as a page of ours."""

from lienthong.core.documents.domain.kinds import IMAGES, PDF
from lienthong.core.documents.domain.names import content_disposition

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'"
# Browsers fit a picture into its window with a style of their own; it stays without any rights.
PICTURE_POLICY = f"{SANDBOX}; style-src 'unsafe-inline'"
# Browsers refuse to show a PDF inside a sandbox; its bytes still run nothing of our origin.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
SHOWN = IMAGES | {PDF}
POLICIES = dict.fromkeys(IMAGES, PICTURE_POLICY) | {PDF: PDF_POLICY}


def serving_headers(name: str, media_type: str, *, inline: bool = False) -> dict[str, str]:
    """Return the headers of a file response; what is not a picture or PDF is only downloaded."""
    shown = inline and media_type in SHOWN
    return {
        "Content-Type": media_type,
        "Content-Disposition": content_disposition(name, inline=shown),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICIES[media_type] if shown else SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
    }
