# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is signed in, without a statement of its own: the account was read with the session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


class AccountMiddleware(AuthenticationMiddleware):
    """Django's own, which is still asked wherever the session does not fit the account."""

    def process_request(self, request: HttpRequest) -> None:
        """Say how the account of the request is found when it is first needed."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: Any) -> Any:
    if not hasattr(request, "_cached_user"):  # where Django and allauth look too
        request._cached_user = request.session.account() or get_user(request)
    return request._cached_user
