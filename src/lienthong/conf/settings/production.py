# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Production: everything from the environment; demo secrets and demo accounts are refused."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from lienthong.conf import environment
from lienthong.conf.settings.base import *  # noqa: F403
from lienthong.conf.settings.base import ENVIRONMENT

_SHORTEST_SECRET = 50

if len(ENVIRONMENT.secret_key) < _SHORTEST_SECRET or ENVIRONMENT.secret_key.startswith("demo"):
    raise ImproperlyConfigured("SECRET_KEY must be set: 50 characters or more, not the demo key")
if not ENVIRONMENT.database_url:
    raise ImproperlyConfigured("DATABASE_URL must be set")
if not environment.given("FILE_STORE"):
    raise ImproperlyConfigured("FILE_STORE must be set: papers never land in a folder by chance")
if not ENVIRONMENT.public_url.startswith("https://"):
    raise ImproperlyConfigured("LIENTHONG_PUBLIC_URL must be set: https://, printed on papers")
if ENVIRONMENT.demo:
    raise ImproperlyConfigured("LIENTHONG_DEMO must not be set in production")
if not ENVIRONMENT.allowed_hosts:
    raise ImproperlyConfigured("ALLOWED_HOSTS must be set")
if ENVIRONMENT.vneid_client_secret == "lienthong-demo":  # noqa: S105  # the value refused here
    raise ImproperlyConfigured("LIENTHONG_VNEID_CLIENT_SECRET must be set")
if ENVIRONMENT.post_url and ENVIRONMENT.post_token == "lienthong-demo":  # noqa: S105  # refused
    raise ImproperlyConfigured("LIENTHONG_POST_TOKEN must be set")
if ENVIRONMENT.population_url and ENVIRONMENT.population_token == "lienthong-demo":  # noqa: S105  # refused
    raise ImproperlyConfigured("LIENTHONG_POPULATION_TOKEN must be set")
if ENVIRONMENT.sms_url and ENVIRONMENT.sms_token == "lienthong-demo":  # noqa: S105  # refused
    raise ImproperlyConfigured("LIENTHONG_SMS_TOKEN must be set")
if ENVIRONMENT.zalo_url and ENVIRONMENT.zalo_token == "lienthong-demo":  # noqa: S105  # refused
    raise ImproperlyConfigured("LIENTHONG_ZALO_TOKEN must be set")
if ENVIRONMENT.csc_url and ENVIRONMENT.csc_secret == "lienthong-demo":  # noqa: S105  # refused
    raise ImproperlyConfigured("LIENTHONG_CSC_SECRET must be set")

LIENTHONG_DEMO = False
OFFICER_SECOND_FACTOR = "required"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
