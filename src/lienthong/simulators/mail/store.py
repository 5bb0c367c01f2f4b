# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The letters that arrived, in memory."""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from lienthong.simulators.clock import now

MOST_LETTERS = 100
UNKNOWN = re.compile(r"khong-co.*@")
"""Mailboxes that the server refuses for good, to play an address that does not exist."""


@dataclass
class Letter:
    """One letter in a mailbox; the same Message-ID again counts in ``copies`` only."""

    number: int
    id: str
    to: tuple[str, ...]
    sender: str
    subject: str
    text: str
    files: dict[str, bytes] = field(default_factory=dict)
    at: datetime = field(default_factory=now)
    copies: int = 1


class Mailbox:
    """All letters, newest first; the oldest are forgotten."""

    def __init__(self) -> None:
        self.letters: deque[Letter] = deque(maxlen=MOST_LETTERS)
        self._numbers = 0

    def put(self, recipients: list[str], content: bytes) -> Letter:
        """Keep a letter; one with a known Message-ID is the same letter once more."""
        message = message_from_bytes(content, policy=policy.default)
        identifier = str(message.get("Message-ID", "")).strip()
        known = next((x for x in self.letters if identifier and x.id == identifier), None)
        if known is not None:
            known.copies += 1
            return known
        self._numbers += 1
        letter = _read(self._numbers, identifier, tuple(recipients), message)
        self.letters.appendleft(letter)
        return letter

    def letter(self, number: str) -> Letter | None:
        """The letter with the number."""
        return next((x for x in self.letters if str(x.number) == number), None)


def _read(
    number: int, identifier: str, recipients: tuple[str, ...], message: EmailMessage
) -> Letter:
    body = message.get_body(("plain", "html"))
    return Letter(
        number,
        identifier,
        recipients,
        str(message.get("From", "")),
        str(message.get("Subject", "")),
        str(body.get_content()) if body is not None else "",
        {part.get_filename() or "tep": _bytes(part) for part in message.iter_attachments()},
    )


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
