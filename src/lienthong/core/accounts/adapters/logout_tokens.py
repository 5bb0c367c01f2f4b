# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Signed words to an application: somebody is no longer signed in."""

from __future__ import annotations

import time

import jwt
from allauth.core.internal import jwkkit
from allauth.idp.oidc.adapter import get_adapter
from django.conf import settings

from lienthong.core.accounts.models import AppSignIn

EVENT = "http://schemas.openid.net/event/backchannel-logout"
GOOD_FOR = 120
"""Seconds."""


def logout_token(sign_in: AppSignIn, *, number: str) -> str:
    """The token for one sign-in; ``number`` stays the same when it is sent again."""
    now = int(time.time())
    adapter = get_adapter()
    claims = {
        "iss": str(settings.LIENTHONG_PUBLIC_URL),
        "aud": sign_in.app.client_id,
        "sub": adapter.get_user_sub(sign_in.app.client, sign_in.account),
        "sid": sign_in.sid,
        "iat": now,
        "exp": now + GOOD_FOR,
        "jti": number,
        "events": {EVENT: {}},
    }
    jwk, key = jwkkit.load_jwk_from_pem(adapter.get_signing_key().pem)
    headers = {"kid": jwk["kid"], "typ": "logout+jwt"}
    return jwt.encode(claims, key, algorithm="RS256", headers=headers)
