# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The port through which mail of the sign-in pages leaves; bound by notifications, further up.

Nobody here speaks SMTP: a letter exists exactly if the act does and leaves through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to an address; ``account_id`` when the address is of an account."""

    address: str
    subject: str
    text: str
    account_id: int | None = None


Postman = Callable[[Letter], None]


class MailUnboundError(RuntimeError):
    """A letter was written before the platform was wired."""


_postmen: list[Postman] = []


def bind_mail(postman: Postman) -> None:
    """Let letters leave through the postman; called once at start-up."""
    _postmen[:] = [postman]


def post_letter(letter: Letter) -> None:
    """Hand a letter over, inside the act's transaction. Raises ``MailUnboundError``."""
    if not _postmen:
        raise MailUnboundError(letter.subject)
    _postmen[0](letter)
