# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a web process does once, before it serves."""

from __future__ import annotations

from django.urls import get_resolver

from lienthong.kernel import heap


def settle() -> None:
    """Load all addresses with their views, then take what stays for good out of the collector.

    Of the quarter of a million objects that are there before the first request none is ever
    garbage. Looking through them costs a request that is hit by it a tenth of a second, so the
    collector puts it off, and what requests leave in circles stays meanwhile.
    """
    len(get_resolver().reverse_dict)
    heap.settle()
