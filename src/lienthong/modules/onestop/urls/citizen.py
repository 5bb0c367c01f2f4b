# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the citizen's screens."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
