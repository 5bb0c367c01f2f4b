# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the check of a signature found: a grid of separate answers, never one tick.

A signature may be intact but untrusted, trusted but of unknown revocation; each answer is kept
and shown for itself, and only all of them together make a valid signature.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

TIME_TRUSTED, TIME_BEFORE, TIME_CLAIMED, TIME_NONE = "trusted", "before", "claimed", "none"
COVERS_FILE, COVERS_REVISION, COVERS_PART = "file", "revision", "part"
GOOD, REVOKED, UNKNOWN = "good", "revoked", "unknown"
TODAY_GOOD, TODAY_EXPIRED, TODAY_REVOKED, TODAY_STRANGE = "good", "expired", "revoked", "strange"
TODAY_ENDED = "ended"
LEVELS = ("b-b", "b-t", "b-lt", "b-lta")
"""PAdES levels: bare, with time-stamp, with revocation answers inside, with archive time-stamp."""
MOMENTS = ("signed_at", "valid_until", "told_at", "word_ended")


WORST_FIRST = (
    "altered", "changed_since", "revoked", "expired", "issuer_ended", "unknown_issuer",
    "revocation_unknown", "time_claimed", "valid",
)  # fmt: skip


_UNTRUSTED = {TODAY_EXPIRED: "expired", TODAY_ENDED: "issuer_ended"}


@dataclass(frozen=True)
class SignatureVerdict:
    """The answers about one signature of a PDF.

    ``time`` is ``trusted`` (its own time-stamp), ``before`` (one that covers it later in the file:
    it was there then), ``claimed`` or ``none``.
    ``covers`` is ``file`` (the last signature), ``revision`` (later changes are only the filling
    and signing it allowed) or ``part`` (something else was changed or left out). ``trusted`` and
    ``revocation`` speak of the moment the signature is judged at; ``today`` says how the
    certificate stands now, when it may have expired since, or its issuer ended. ``level`` is one
    of ``LEVELS``.
    ``told_at`` is when the newest list of the issuer that the installation has was published: what
    was revoked later is not known here.
    ``word_ended`` is told when only word kept in the file would prove the certificate good: whoever
    gave it ended then, and nothing shows that it is older.
    """

    field_name: str
    signer: str
    subject: str
    issuer: str
    serial: str
    intact: bool
    trusted: bool
    time: str
    covers: str
    revocation: str
    signed_at: datetime | None = None
    problem: str = ""
    level: str = ""
    valid_until: datetime | None = None
    today: str = ""
    told_at: datetime | None = None
    word_ended: datetime | None = None

    @property
    def judgement(self) -> str:
        """The one word for the grid, worst first; ``JUDGEMENTS`` says it in a sentence."""
        if not self.intact:
            return "altered"
        if self.covers == COVERS_PART:
            return "changed_since"
        if self.revocation == REVOKED:
            return "revoked"
        if not self.trusted:
            return _UNTRUSTED.get(self.today, "unknown_issuer")
        if self.revocation == UNKNOWN:
            return "revocation_unknown"
        return "valid" if self.time in {TIME_TRUSTED, TIME_BEFORE} else "time_claimed"

    @property
    def issuer_name(self) -> str:
        """The name of whoever issued the certificate, without the other parts of its subject."""
        return self.issuer.removeprefix("Common Name: ").partition(", ")[0]

    @property
    def valid(self) -> bool:
        """True when intact, trusted, covering the whole and not revoked."""
        return (
            self.intact
            and self.trusted
            and self.covers != COVERS_PART
            and self.revocation != REVOKED
        )

    def as_row(self) -> dict[str, Any]:
        """Return plain JSON values, to be stored beside the file."""
        row = {one.name: getattr(self, one.name) for one in fields(self)}
        return row | {name: row[name].isoformat() for name in MOMENTS if row[name]}

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "SignatureVerdict":
        """Return the verdict that ``as_row`` made into JSON."""
        texts = {name: row.get(name) for name in MOMENTS}
        read = {name: datetime.fromisoformat(text) for name, text in texts.items() if text}
        return cls(**{**row, **read})


Plain = dict[str, Any]
"""Certificates by the name of their field, in base 64: what goes to another process as JSON."""


@dataclass(frozen=True)
class Ended:
    """Certificates (DER) that were believed ``until`` their own last day, and ran out then."""

    until: datetime
    roots: tuple[bytes, ...] = ()
    time_roots: tuple[bytes, ...] = ()
    intermediates: tuple[bytes, ...] = ()

    def plain(self) -> Plain:
        """Return values that JSON can carry."""
        return {**_texts(self, "until"), "until": self.until.isoformat()}

    @classmethod
    def of_plain(cls, said: Plain) -> "Ended":
        """Return what ``plain`` made into JSON."""
        until = datetime.fromisoformat(said["until"])
        return cls(until, **{name: _ders(said[name]) for name in said if name != "until"})


@dataclass(frozen=True)
class TrustSet:
    """Whom to believe, DER: roots for signatures and for time-stamps, intermediates, lists.

    ``answers`` are answers of status services (OCSP) about single certificates; ``ended`` is who
    was believed once, for what is proven to be from that time.
    """

    roots: tuple[bytes, ...] = field(default=())
    time_roots: tuple[bytes, ...] = field(default=())
    intermediates: tuple[bytes, ...] = field(default=())
    revocation_lists: tuple[bytes, ...] = field(default=())
    answers: tuple[bytes, ...] = field(default=())
    ended: tuple[Ended, ...] = field(default=())

    def at(self, moment: datetime) -> "TrustSet":
        """Return whom to believe of what a trusted time-stamp proves to have existed at a moment.

        Source: ETSI EN 319 102-1, 5.6.2 (past certificates are judged at a proven time).
        """
        then = [one for one in self.ended if moment < one.until]
        if not then:
            return self
        return replace(
            self,
            roots=self.roots + tuple(der for one in then for der in one.roots),
            time_roots=self.time_roots + tuple(der for one in then for der in one.time_roots),
            intermediates=self.intermediates
            + tuple(der for one in then for der in one.intermediates),
        )

    def plain(self) -> Plain:
        """Return values that JSON can carry."""
        return {**_texts(self, "ended"), "ended": [one.plain() for one in self.ended]}

    @classmethod
    def of_plain(cls, said: Plain) -> "TrustSet":
        """Return what ``plain`` made into JSON."""
        ended = tuple(Ended.of_plain(one) for one in said["ended"])
        return cls(ended=ended, **{name: _ders(said[name]) for name in said if name != "ended"})


def _texts(held: Ended | TrustSet, but: str) -> Plain:
    names = [one.name for one in fields(held) if one.name != but]
    return {name: [b64encode(der).decode() for der in getattr(held, name)] for name in names}


def _ders(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(b64decode(text) for text in texts)


def judgement_of(verdicts: tuple[SignatureVerdict, ...]) -> str:
    """Return the judgement of the worst signature, ``unsigned`` without one."""
    found = {verdict.judgement for verdict in verdicts}
    return next((one for one in WORST_FIRST if one in found), "unsigned")


def all_valid(verdicts: tuple[SignatureVerdict, ...]) -> bool:
    """Return True when there is a signature and every one is valid."""
    return bool(verdicts) and all(verdict.valid for verdict in verdicts)


TODAY: Mapping[str, object] = {
    "good": _("Hôm nay chứng thư còn hiệu lực."),
    "expired": _("Hôm nay chứng thư đã hết hạn."),
    "revoked": _("Hôm nay chứng thư đã bị thu hồi."),
    "strange": _("Nơi cấp chứng thư không được công nhận."),
    "ended": _("Hôm nay nơi cấp chứng thư đã hết thời hạn được công nhận."),
}
