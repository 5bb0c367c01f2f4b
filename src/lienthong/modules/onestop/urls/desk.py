# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern

DESK: list[URLPattern] = []
