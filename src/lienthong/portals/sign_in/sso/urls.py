# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the sign-in provider, under the names by which the sign-in library finds them."""

from __future__ import annotations

from django.urls import include, path

from lienthong.portals.sign_in.sso.authorize import AuthorizeView
from lienthong.portals.sign_in.sso.discovery import DiscoveryView, KeysView
from lienthong.portals.sign_in.sso.leave import LeaveView
from lienthong.portals.sign_in.sso.tokens import RevokeView, TokenView, UserInfoView

_oidc = [
    path(".well-known/openid-configuration", DiscoveryView.as_view(), name="configuration"),
    path(".well-known/jwks.json", KeysView.as_view(), name="jwks"),
    path("sso/authorize", AuthorizeView.as_view(), name="authorization"),
    path("sso/token", TokenView.as_view(), name="token"),
    path("sso/userinfo", UserInfoView.as_view(), name="userinfo"),
    path("sso/revoke", RevokeView.as_view(), name="revoke"),
    path("sso/logout", LeaveView.as_view(), name="logout"),
]
sso_patterns = [path("", include((_oidc, "oidc")))]
