# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The content of a definition in the making, a change of it, and why a change cannot be made."""

from __future__ import annotations

from typing import Any, Protocol

Content = dict[str, Any]


class Gone(LookupError):
    """The element, or the place it should go to, is not in the content (any more)."""


class Taken(ValueError):
    """Somebody else changed the same element since it was shown."""


class Unfit(ValueError):
    """The element cannot stand at the place it should go to; the text says which and why."""


class Full(ValueError):
    """The list holds as many elements as it may."""


class Change(Protocol):
    """One change; ``act`` is its name in the history."""

    @property
    def act(self) -> str:
        """The name of the act."""

    def apply(self, content: Content) -> tuple[Content, str]:
        """The changed content and the place to look at next.

        Raises ``Gone``, ``Taken``, ``Unfit``, ``Full``; what it was given stays as it is.
        """
