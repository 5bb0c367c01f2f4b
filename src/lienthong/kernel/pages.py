# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How a view says that its anonymous page may be answered again from kept bytes.

Only pages without token, nonce and cookie qualify; they are kept for at most ten seconds, per
host, path, language, theme, text size and the query names listed here.
"""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse

MARK = "X-Lienthong-Page"  # removed before the answer leaves the web process
R = TypeVar("R", bound=HttpResponse)


def keepable(response: R, *query_names: str) -> R:
    """Mark the page; a request with any other query name is never answered from kept bytes."""
    response[MARK] = ",".join(query_names) or "-"
    return response
