# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings of the tests: strict templates, fast hashing, the database the command names."""

from __future__ import annotations

import os

from lienthong.conf.settings.dev import *  # noqa: F403
from lienthong.conf.settings.dev import DATABASES, MIDDLEWARE, TEMPLATES

SECRET_KEY = "test-only-key"  # noqa: S105  # never used outside tests
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "lienthong.core.accounts.adapters.hashers.MadeSecretHasher",
]
SIGNING_PAUSES = ()
DATABASES["default"]["OPTIONS"] = {
    "options": "-c lock_timeout=5s -c plan_cache_mode=force_generic_plan",
    "prepare_threshold": 1,
}
DATABASES["default"]["TEST"] = {
    "NAME": os.environ.get("LIENTHONG_TEST_DB", "test_lienthong"),
    "TEMPLATE": os.environ.get("LIENTHONG_TEST_TEMPLATE"),
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦undefined: %s⟧"  # type: ignore[index]
