# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every form that changes something carries."""

from __future__ import annotations

import secrets


def form_key() -> str:
    """A fresh idempotency key, minted when a form is rendered and sent back as ``_key``."""
    return secrets.token_urlsafe(16)
