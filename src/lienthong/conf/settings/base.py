# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings common to every installation, assembled from components."""

from __future__ import annotations

from pathlib import Path

from lienthong.conf.settings.components.accounts import *  # noqa: F403
from lienthong.conf.settings.components.database import *  # noqa: F403
from lienthong.conf.settings.components.database import ENVIRONMENT
from lienthong.conf.settings.components.i18n import *  # noqa: F403
from lienthong.conf.settings.components.libraries import *  # noqa: F403
from lienthong.conf.settings.components.logging import *  # noqa: F403
from lienthong.conf.settings.components.security import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[2]
SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "lienthong.conf.urls"
WSGI_APPLICATION = "lienthong.conf.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "lienthong.core.ui",
    "lienthong.core.audit",
    "lienthong.core.references",
    "lienthong.core.accounts",
    "lienthong.core.units",
    "lienthong.core.access",
    "lienthong.core.integration",
    "lienthong.core.deadlines",
    "lienthong.core.numbering",
    "lienthong.core.search",
    "lienthong.core.documents",
    "lienthong.core.forms",
    "lienthong.core.notifications",
    "lienthong.core.process",
    "lienthong.core.cases",
    "lienthong.core.indicators",
    "lienthong.modules.onestop",
    "lienthong.portals.citizen",
    "lienthong.portals.officer",
    "lienthong.portals.help",
    "lienthong.portals.administration",
    "lienthong.portals.openapi",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lienthong.portals.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lienthong.portals.sign_in.signed_in.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lienthong.portals.sign_in.idle.IdleSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lienthong.portals.middleware.ContentRulesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lienthong.portals.middleware.StorableTextMiddleware",
    "lienthong.portals.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "lienthong.core.ui.adapters.templates.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lienthong.portals.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

STATIC_URL = "/tinh/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lienthong.core.ui.adapters.addresses.KeptAddresses"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400
SILENCED_SYSTEM_CHECKS: list[str] = []

LIENTHONG_DEMO = ENVIRONMENT.demo
LIENTHONG_DATA_DIR = ENVIRONMENT.data_dir
COUNT_STATEMENTS = ENVIRONMENT.count_statements
LIENTHONG_PUBLIC_URL = ENVIRONMENT.public_url
LIENTHONG_EDGE_URL = ENVIRONMENT.edge_url
LIENTHONG_VNEID_URL = ENVIRONMENT.vneid_url
LIENTHONG_TSA_URL = ENVIRONMENT.tsa_url
SIGNING_PAUSES: tuple[float, ...] = (1.0, 2.0, 4.0)  # seconds until a silent authority is asked
LIENTHONG_SMTP_URL = ENVIRONMENT.smtp_url
LIENTHONG_MAIL_FROM = ENVIRONMENT.mail_from
LIENTHONG_SMS_URL = ENVIRONMENT.sms_url
LIENTHONG_SMS_TOKEN = ENVIRONMENT.sms_token
LIENTHONG_ZALO_URL = ENVIRONMENT.zalo_url
LIENTHONG_ZALO_TOKEN = ENVIRONMENT.zalo_token
LIENTHONG_PUSH_HOSTS = ENVIRONMENT.push_hosts
LIENTHONG_POST_URL = ENVIRONMENT.post_url
LIENTHONG_POST_TOKEN = ENVIRONMENT.post_token
LIENTHONG_POPULATION_URL = ENVIRONMENT.population_url
LIENTHONG_POPULATION_TOKEN = ENVIRONMENT.population_token
LIENTHONG_PLUGIN_URL = ENVIRONMENT.plugin_url
LIENTHONG_CSC_URL = ENVIRONMENT.csc_url
LIENTHONG_CSC_CLIENT_ID = ENVIRONMENT.csc_client_id
LIENTHONG_CSC_SECRET = ENVIRONMENT.csc_secret
LIENTHONG_PKCS11_MODULE = ENVIRONMENT.pkcs11_module
LIENTHONG_PKCS11_PIN = ENVIRONMENT.pkcs11_pin
FILE_STORE = ENVIRONMENT.file_store
PROCRASTINATE_ON_APP_READY = "lienthong.core.integration.tasks.register_all"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "procrastinate_tasks"
