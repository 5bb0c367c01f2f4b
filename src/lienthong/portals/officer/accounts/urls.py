# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the officers' sign-in and account pages."""

from __future__ import annotations

from django.urls import path

from lienthong.portals.officer.accounts.views import (
    app_passwords,
    begin,
    calendar,
    passkeys,
    security,
    sessions,
    sign_in,
)

urlpatterns = [
    path("dang-nhap/can-bo/", sign_in.OfficerSignInView.as_view(), name="officer-sign-in"),
    path("dang-nhap/can-bo/khoa/", sign_in.PasskeySignInView.as_view(), name="passkey-sign-in"),
    path("dang-nhap/can-bo/ma/", sign_in.SecondFactorView.as_view(), name="second-factor"),
    path(
        "dang-nhap/can-bo/thiet-lap/",
        security.EnrolmentView.as_view(),
        name="second-factor-enrolment",
    ),
    path("dang-nhap/can-bo/ngung-dung/", sign_in.InactiveView.as_view(), name="inactive"),
    path(
        "dang-nhap/can-bo/bat-dau/<str:handle>/<str:token>/",
        begin.BeginView.as_view(),
        name="officer-begin",
    ),
    path("can-bo/tai-khoan/", security.SecurityView.as_view(), name="security"),
    path(
        "can-bo/tai-khoan/lop-thu-hai/", security.SetUpView.as_view(), name="second-factor-set-up"
    ),
    path("can-bo/tai-khoan/khoa/", passkeys.PasskeysView.as_view(), name="passkeys"),
    path("can-bo/tai-khoan/khoa/moi/", passkeys.NewPasskeyView.as_view(), name="passkey-new"),
    path("can-bo/tai-khoan/phien/", sessions.SessionsView.as_view(), name="sessions"),
    path(
        "can-bo/tai-khoan/mat-khau-ung-dung/",
        app_passwords.AppPasswordsView.as_view(),
        name="app-passwords",
    ),
    path("can-bo/lich-viec.ics", calendar.CalendarView.as_view(), name="calendar"),
    path("can-bo/tai-khoan/mat-khau/", security.PasswordView.as_view(), name="password"),
]
