# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The actor in one query; units within reach."""

from __future__ import annotations

from django.http import HttpRequest

from lienthong.kernel.actor import Actor


def load_actor(request: HttpRequest) -> Actor:
    """The actor of a request."""
    return Actor.anonymous()
