# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How many files one network address may have checked: each costs a process of its own."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOWS = ((60, 10), (3600, 100))
"""Seconds of a window and how many files in it; counted in the cache that all processes share."""


def may_check(request: HttpRequest) -> bool:
    """Count one more file of the caller's address; False when it is one too many."""
    address = get_adapter(request).get_client_ip(request)
    counts = [(_count(f"verify-file:{address}:{span}", span), most) for span, most in WINDOWS]
    return all(count <= most for count, most in counts)


def _count(key: str, span: int) -> int:
    if cache.add(key, 1, timeout=span):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two calls
        return 1
