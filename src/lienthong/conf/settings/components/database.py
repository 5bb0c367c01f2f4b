# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL through a small pool; a readable answer instead of a long wait for locks."""

from __future__ import annotations

from lienthong.conf import environment

ENVIRONMENT = environment.read()
POOL: dict[str, int] = {"min_size": 1, "max_size": 8, "timeout": 10, "reconnect_timeout": 2}
"""Seconds. The last one: give a try up soon, or after an outage pages wait for minutes."""
SESSION = (
    "-c lock_timeout=3s -c idle_in_transaction_session_timeout=60s"
    " -c plan_cache_mode=force_generic_plan"
)
"""Of each connection. A kept text is planned once, not the first five times it is used as well."""

DATABASES: dict[str, dict[str, object]] = {
    "default": environment.database(
        ENVIRONMENT.database_url or "postgresql://app@127.0.0.1:5432/lienthong"
    )
    | {
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": POOL,
            "prepare_threshold": 1,  # of planning cursors; ordinary ones never prepare
            "connect_timeout": 2,  # a try that hangs would keep the others waiting
            "options": SESSION,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
