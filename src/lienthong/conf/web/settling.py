# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a web process does once, before it serves."""

from __future__ import annotations

import threading

from django.core.cache import caches
from django.db import connections
from django.urls import base as addresses
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import trans_real

from lienthong.conf.web.addresses import ByFirstWords
from lienthong.kernel import heap


def settle() -> None:
    """Load all addresses with their views, then take what stays for good out of the collector.

    Of the quarter of a million objects that are there before the first request none is ever
    garbage. Looking through them costs a request that is hit by it a tenth of a second, so the
    collector puts it off, and what requests leave in circles stays meanwhile.
    """
    addresses_of_all = get_resolver()
    len(addresses_of_all.reverse_dict)
    addresses_of_all.resolve = ByFirstWords(addresses_of_all).resolve  # type: ignore[method-assign]
    keep_to_threads()
    heap.settle()


def keep_to_threads() -> None:
    """Keep language, time zone, addresses and connections of a thread in the thread.

    Django keeps them in asgiref's ``Local``, so that coroutines may share them. Here only threads
    ask, several hundred times for each page, and each look took a hundred times as long.
    """
    for holder, name in _OF_A_THREAD:
        setattr(holder, name, threading.local())


_OF_A_THREAD = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (addresses, "_prefixes"),
    (addresses, "_urlconfs"),
    (connections, "_connections"),
    (caches, "_connections"),
)
"""Where Django keeps what belongs to a thread."""
