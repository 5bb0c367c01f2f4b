# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The demo and developers' settings: one machine, no secrets worth keeping."""

from __future__ import annotations

from lienthong.conf.settings.base import *  # noqa: F403
from lienthong.conf.settings.base import ENVIRONMENT, INSTALLED_APPS

SECRET_KEY = ENVIRONMENT.secret_key or "demo-only-key-that-production-settings-refuse"
LIENTHONG_DEMO = True
ALLOWED_HOSTS = ["*"]
OFFICER_SECOND_FACTOR = "optional"
INSTALLED_APPS = [*INSTALLED_APPS, "lienthong.demo"]
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
DEMO_OFFICER_PASSWORD = "lien-thong-demo"  # noqa: S105  # printed by the demo on purpose
