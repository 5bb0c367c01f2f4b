# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What granian runs for ``web``: ``granian --interface asgi lienthong.conf.asgi:application``."""

from __future__ import annotations

# ruff: noqa: E402 - what is put off is put off before anything is loaded
from lienthong.conf.web.later import put_off

put_off()

from django.db import close_old_connections

from lienthong.conf.web.app import Web
from lienthong.conf.web.gateway import Gateway
from lienthong.conf.web.pages import PageKeeper
from lienthong.conf.web.settling import settle
from lienthong.conf.wsgi import application as wsgi_application

settle()
application = Web(Gateway(wsgi_application, close_old_connections), PageKeeper())
