# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one module that reads the environment, typed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from lienthong.conf.hosts import PUSH_HOSTS

_FIRST_KEY = datetime(2026, 1, 1, tzinfo=UTC)
"""Only an order: the key named first is the newest."""
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings that differ between installations. Addresses are URLs, folders absolute paths.

    ``smtp_url`` is ``smtp://``, ``smtp+starttls://`` or ``smtps://``; without it or without
    ``sms_url`` the installation sends no letters or no short messages.
    """

    demo: bool
    secret_key: str
    database_url: str
    data_dir: Path
    file_store: Path
    public_url: str
    passkey_domain: str
    passkey_origins: tuple[str, ...]
    edge_url: str
    vneid_url: str
    vneid_client_id: str
    vneid_client_secret: str
    tsa_url: str
    smtp_url: str
    mail_from: str
    sms_url: str
    sms_token: str
    zalo_url: str
    zalo_token: str
    push_hosts: tuple[str, ...]
    post_url: str
    post_token: str
    population_url: str
    population_token: str
    csc_url: str
    csc_client_id: str
    csc_secret: str
    plugin_url: str
    pkcs11_module: str
    pkcs11_pin: str
    allowed_hosts: tuple[str, ...]
    count_statements: bool


def _get(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def given(name: str) -> bool:
    """Whether the environment names a value itself, no default standing in."""
    return bool(_get(name))


def _passkey_domain(public_url: str) -> str:
    """Browsers bind passkeys to a name, never to a number: this machine is ``localhost``."""
    host = urlsplit(public_url).hostname or ""
    return "localhost" if host in _THIS_MACHINE else host


def _passkey_origin(public_url: str) -> str:
    parts = urlsplit(public_url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{_passkey_domain(public_url)}{port}"


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as content rules name a place."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _notices() -> dict[str, Any]:
    """Where short messages, notices of Zalo and of browsers are handed over."""
    return {
        "sms_url": _get("LIENTHONG_SMS_URL"),
        "sms_token": _get("LIENTHONG_SMS_TOKEN", "lienthong-demo"),
        "zalo_url": _get("LIENTHONG_ZALO_URL"),
        "zalo_token": _get("LIENTHONG_ZALO_TOKEN", "lienthong-demo"),
        "push_hosts": tuple(_get("LIENTHONG_PUSH_HOSTS", PUSH_HOSTS).split()),
    }


def read() -> Environment:
    """Read the process environment."""
    data_dir = Path(_get("LIENTHONG_DATA_DIR", "var")).resolve()
    public_url = _get("LIENTHONG_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    return Environment(
        demo=_get("LIENTHONG_DEMO") == "1",
        secret_key=_get("SECRET_KEY"),
        database_url=_get("DATABASE_URL"),
        data_dir=data_dir,
        file_store=Path(_get("FILE_STORE", str(data_dir / "files"))),
        public_url=public_url,
        passkey_domain=_get("LIENTHONG_PASSKEY_DOMAIN") or _passkey_domain(public_url),
        passkey_origins=tuple(_get("LIENTHONG_PASSKEY_ORIGINS").split())
        or (_passkey_origin(public_url),),
        edge_url=_get("LIENTHONG_EDGE_URL").rstrip("/"),
        vneid_url=_get("LIENTHONG_VNEID_URL").rstrip("/"),
        vneid_client_id=_get("LIENTHONG_VNEID_CLIENT_ID", "lienthong"),
        vneid_client_secret=_get("LIENTHONG_VNEID_CLIENT_SECRET", "lienthong-demo"),
        tsa_url=_get("LIENTHONG_TSA_URL"),
        smtp_url=_get("LIENTHONG_SMTP_URL"),
        mail_from=_get("LIENTHONG_MAIL_FROM", "Liên Thông <thong-bao@lienthong.example>"),
        **_notices(),
        post_url=_get("LIENTHONG_POST_URL").rstrip("/"),
        post_token=_get("LIENTHONG_POST_TOKEN", "lienthong-demo"),
        population_url=_get("LIENTHONG_POPULATION_URL").rstrip("/"),
        population_token=_get("LIENTHONG_POPULATION_TOKEN", "lienthong-demo"),
        csc_url=_get("LIENTHONG_CSC_URL").rstrip("/"),
        csc_client_id=_get("LIENTHONG_CSC_CLIENT_ID", "lienthong"),
        csc_secret=_get("LIENTHONG_CSC_SECRET", "lienthong-demo"),
        plugin_url=_get("LIENTHONG_PLUGIN_URL").rstrip("/"),
        pkcs11_module=_get("LIENTHONG_PKCS11_MODULE"),
        pkcs11_pin=_get("LIENTHONG_PKCS11_PIN"),
        allowed_hosts=tuple(host for host in _get("ALLOWED_HOSTS").split(",") if host),
        count_statements=_get("LIENTHONG_COUNT_STATEMENTS") == "1",
    )


def database(url: str) -> dict[str, object]:
    """Django's database settings for a ``postgresql://`` URL. Raises ``ImproperlyConfigured``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must be a postgresql:// address")
    return {
        "ENGINE": "lienthong.conf.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def signing_keys() -> list[dict[str, object]]:
    """The RSA keys of the named files; the first signs, all are published.

    Raises ``ImproperlyConfigured`` for a file that cannot be read.
    """
    names = (name for name in _get("LIENTHONG_SIGN_IN_KEYS").split(":") if name)
    keys: list[dict[str, object]] = []
    for number, name in enumerate(names):
        try:
            pem = Path(name).read_text("ascii")
        except (OSError, UnicodeDecodeError) as unread:
            raise ImproperlyConfigured(f"LIENTHONG_SIGN_IN_KEYS: {name}: {unread}") from unread
        keys.append({"pem": pem, "issued_at": _FIRST_KEY - timedelta(days=number)})
    return keys
