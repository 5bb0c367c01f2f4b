# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the citizens' sign-in pages."""

from __future__ import annotations

from django.urls import path

from lienthong.portals.citizen.accounts import views

urlpatterns = [
    path("dang-nhap/", views.CitizenSignInView.as_view(), name="citizen-sign-in"),
    path("dang-nhap/vneid/", views.VneidStartView.as_view(), name="vneid-start"),
    path("dang-nhap/vneid/ve/", views.VneidReturnView.as_view(), name="vneid-return"),
    path("dang-xuat/", views.SignOutView.as_view(), name="sign-out"),
    path("can-bo/dang-xuat/", views.SignOutView.as_view(), name="officer-sign-out"),
    path("dang-xuat/vneid/", views.VneidSignOutView.as_view(), name="vneid-sign-out"),
    path("da-dang-xuat/", views.SignedOutView.as_view(), name="signed-out"),
]
