# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What is asked of the list of messages; the address carries everything."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from lienthong.core.integration.api import IncomingState, OutgoingState, Sought

OUT, IN = "di", "den"
STATES = {OUT: OutgoingState, IN: IncomingState}


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the messages."""

    direction: str = OUT
    partner: str = ""
    state: str = ""
    text: str = ""
    before: int | None = None

    @classmethod
    def read(cls, data: QueryDict) -> Asked:
        """Read an address; what makes no sense is left out."""
        direction = IN if data.get("huong") == IN else OUT
        state, before = data.get("tt", ""), data.get("truoc", "")
        return cls(
            direction=direction,
            partner=data.get("doi-tac", "")[:40],
            state=state if state in STATES[direction].values else "",
            text=data.get("q", "").strip()[:100],
            before=int(before) if before.isdigit() and len(before) < 19 else None,
        )

    @property
    def sought(self) -> Sought:
        """The same, as the app asks it."""
        return Sought(self.partner, self.state, self.text, self.before)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked."""
        return bool(self.partner or self.state or self.text)

    @property
    def dead(self) -> bool:
        """Whether only dead letters are looked at."""
        return self.state == OutgoingState.FAILED

    def address(self, **changes: object) -> str:
        """The address of this look with something else."""
        values = {
            "huong": self.direction,
            "doi-tac": self.partner,
            "tt": self.state,
            "q": self.text,
        } | changes
        return "?" + urlencode({key: value for key, value in values.items() if value})
