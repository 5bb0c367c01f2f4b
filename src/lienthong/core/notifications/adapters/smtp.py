# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Letters over SMTP; the Message-ID stays the same when one is handed over again."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from django.conf import settings

from lienthong.core.integration.api import PartnerAwayError, UndeliverableError, line_to

PARTNER = "mail"
TIMEOUT = 10.0
_FOR_GOOD = range(500, 600)
_SCHEMES = ("smtp", "smtp+starttls", "smtps")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content_type: str
    content: bytes


def is_connected() -> bool:
    """Whether this installation has a mail server."""
    return bool(settings.LIENTHONG_SMTP_URL or line_to(PARTNER, "").url)


def send_letter(
    *, identifier: str, to: str, subject: str, text: str, enclosed: Sequence[Enclosure] = ()
) -> str:
    """Hand a letter over; its Message-ID.

    Raises ``UndeliverableError`` when the address is refused, ``PartnerAwayError`` for silence,
    faults and answers that are no SMTP.
    """
    letter = _letter(identifier, to, subject, text, enclosed)
    try:
        _hand_over(letter)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        kind = UndeliverableError if code in _FOR_GOOD else PartnerAwayError
        raise kind(f"{code} {said.decode('utf-8', 'replace')[:100]}") from refused
    except (smtplib.SMTPException, OSError, ValueError) as away:
        raise PartnerAwayError(f"no answer: {type(away).__name__}") from away
    return str(letter["Message-ID"])


def _letter(
    identifier: str, to: str, subject: str, text: str, enclosed: Sequence[Enclosure]
) -> EmailMessage:
    letter = EmailMessage()
    sender = settings.LIENTHONG_MAIL_FROM
    domain = sender.rpartition("@")[2].rstrip("> ") or "localhost"
    letter["Message-ID"] = f"<{identifier}@{domain}>"
    letter["From"], letter["To"], letter["Subject"] = sender, to, " ".join(subject.split())
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    for file in enclosed:
        main, _, sub = file.content_type.partition("/")
        letter.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return letter


def _hand_over(letter: EmailMessage) -> None:
    """To where administrators say, else settings; who we are there is said by settings alone."""
    own = urlsplit(settings.LIENTHONG_SMTP_URL)
    line = line_to(PARTNER, settings.LIENTHONG_SMTP_URL)
    parts = urlsplit(line.url)
    if parts.scheme not in _SCHEMES:
        raise ValueError(parts.scheme)
    place = (parts.hostname or "", parts.port or 25)
    with (
        smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=line.verify)
        if parts.scheme == "smtps"
        else smtplib.SMTP(*place, timeout=TIMEOUT)
    ) as server:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=line.verify)
        if own.username:
            server.login(unquote(own.username), unquote(own.password or ""))
        server.send_message(letter)
