# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The WSGI handler that the web process runs in its thread pool."""

from __future__ import annotations

import os
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from lienthong.conf.web.statements import StatementCounter


def refuse_demo_data() -> None:
    """Outside the demo, refuse a database with demo accounts. Raises ``ImproperlyConfigured``."""
    from lienthong.core.references.api import DEMO_MARK, Setting  # needs the app registry

    if not settings.LIENTHONG_DEMO and Setting.objects.filter(key=DEMO_MARK).exists():
        raise ImproperlyConfigured("this database holds the demo province and its accounts")


def start() -> WSGIApplication:
    """Django's handler, once the data were looked at; counting when a measurement asks for it."""
    handler = get_wsgi_application()
    refuse_demo_data()
    return StatementCounter(handler) if settings.COUNT_STATEMENTS else handler


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthong.conf.settings.dev")
application = start()
