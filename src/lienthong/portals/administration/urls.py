# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the administration portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.portals.administration.design.views import StyleGuideView

urlpatterns: list[URLPattern] = [
    path("he-thong-thiet-ke/", StyleGuideView.as_view(), name="style-guide"),
]
