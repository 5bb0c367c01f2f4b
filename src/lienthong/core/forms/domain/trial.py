# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What pages are drawn for: a draft, or a trial of a form that is being made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Filling(Protocol):
    """What is filled in: a draft, or the trial of a form that is being made."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """Typed answers by question."""

    @property
    def origins(self) -> Mapping[str, Any]:
        """Marks of answers that the state already held."""

    @property
    def attachments(self) -> Mapping[str, Any]:
        """Files by slot."""

    @property
    def revision(self) -> int:
        """Rises with every save."""

    @property
    def saved_at(self) -> datetime:
        """When it was saved."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Answers typed into a preview."""

    answers: Mapping[str, Any]
    origins: Mapping[str, Any]
    attachments: Mapping[str, Any]
    revision: int
    saved_at: datetime
