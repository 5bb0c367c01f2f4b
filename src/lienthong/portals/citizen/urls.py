# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.portals.citizen.about import views as about
from lienthong.portals.citizen.home import views as home
from lienthong.portals.citizen.notifications import views as notifications
from lienthong.portals.citizen.places import views as places
from lienthong.portals.citizen.settings import views as settings
from lienthong.portals.citizen.verification import files
from lienthong.portals.citizen.verification import views as verification
from lienthong.portals.help.views import HelpView

urlpatterns: list[URLPattern] = [
    path("", home.HomeView.as_view(), name="home"),
    path("tim/", home.SearchView.as_view(), name="search"),
    path("viec/<slug:event>/", home.LifeEventView.as_view(), name="life-event"),
    path("dung-hen/", home.KeptPromisesView.as_view(), name="kept-promises"),
    path("ve-trang-nay/", about.AboutView.as_view(), name="about"),
    path("mot-cua/", about.DesksView.as_view(), name="desks"),
    path("dia-danh/", places.PlacesView.as_view(), name="places"),
    path("hien-thi/", settings.DisplayView.as_view(), name="display"),
    path("ngon-ngu/", settings.LanguageView.as_view(), name="language"),
    path("tro-giup/", HelpView.as_view(), name="help"),
    path("tro-giup/<slug:key>/", HelpView.as_view(), name="help-topic"),
    path("tai-khoan/", settings.AccountView.as_view(), name="account"),
    path("tai-khoan/phien/", settings.SessionsView.as_view(), name="sessions"),
    path("tai-khoan/lien-lac/", notifications.ContactView.as_view(), name="contact"),
    path(
        "tai-khoan/lien-lac/xin-ma/",
        notifications.AskConfirmationView.as_view(),
        name="contact-ask",
    ),
    path(
        "tai-khoan/lien-lac/nhap-ma/", notifications.ConfirmView.as_view(), name="contact-confirm"
    ),
    path("thong-bao/", notifications.MessagesView.as_view(), name="messages"),
    path(
        "thong-bao/cach-nhan/",
        notifications.MessageSettingsView.as_view(),
        name="message-settings",
    ),
    path("thong-bao/trinh-duyet/", notifications.PushView.as_view(), name="push"),
    path("thong-bao/day.js", notifications.PushWorkerView.as_view(), name="push-worker"),
    path("xac-minh/", verification.VerifyView.as_view(), name="verify"),
    path("xac-minh/tep/", files.FileReceiptView.as_view(), name="verify-file"),
    path("xac-minh/tep/<str:token>/", files.FileAnswerView.as_view(), name="verify-file-answer"),
    path("xac-minh/<str:code>/", verification.VerifyCodeView.as_view(), name="verify-code"),
]
