# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""All sign-in addresses, and those that the sign-in library looks up by its own names."""

from __future__ import annotations

from django.urls import path

from lienthong.portals.citizen.accounts.urls import urlpatterns as citizen_patterns
from lienthong.portals.officer.accounts.urls import urlpatterns as officer_patterns
from lienthong.portals.officer.accounts.views.sign_in import (
    InactiveView,
    OfficerSignInView,
    SecondFactorView,
)

sign_in_patterns = [*citizen_patterns, *officer_patterns]
names_for_allauth = [
    path("dang-nhap/can-bo/", OfficerSignInView.as_view(), name="account_login"),
    path("dang-nhap/can-bo/ma/", SecondFactorView.as_view(), name="mfa_authenticate"),
    path("dang-nhap/can-bo/ngung-dung/", InactiveView.as_view(), name="account_inactive"),
]
