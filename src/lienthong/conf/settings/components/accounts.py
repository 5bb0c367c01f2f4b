# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sign-in: officers with password and second factor, citizens through VNeID."""

from __future__ import annotations

AUTH_USER_MODEL = "accounts.Account"
