# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where static files are served: each address is made once in a process."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class KeptAddresses(StaticFilesStorage):
    """Every page names a dozen files; their addresses change with the settings and never else.

    Django makes a new storage when these settings change.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """The address of a file, as a template names it."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
