# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Vietnamese first, English second; one time zone."""

from __future__ import annotations

from pathlib import Path

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LOCALE_PATHS = [Path(__file__).resolve().parents[3] / "locale"]
LANGUAGE_COOKIE_NAME = "lt_language"
FORMAT_MODULE_PATH = ["lienthong.conf.formats"]
