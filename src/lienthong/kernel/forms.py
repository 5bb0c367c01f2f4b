# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every form that changes something carries."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any


class Typed(Mapping[str, Any]):
    """What somebody typed, for showing it again: a field that was not sent is empty text."""

    def __init__(self, sent: Mapping[str, Any]) -> None:
        self._sent = sent

    def __getitem__(self, name: str) -> Any:
        return self._sent.get(name, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._sent)

    def __len__(self) -> int:
        return len(self._sent)


def form_key() -> str:
    """A fresh idempotency key, minted when a form is rendered and sent back as ``_key``."""
    return secrets.token_urlsafe(16)
