# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pure decisions: which state follows which, in what capacity somebody may sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.judgements import GRID, JUDGEMENTS
from lienthong.core.documents.domain.verdicts import (
    GOOD,
    REVOKED,
    TODAY_REVOKED,
    SignatureVerdict,
)
from lienthong.core.documents.enums import (
    TRANSITIONS,
    UNSIGNED,
    DocumentState,
    SignatureState,
)
from lienthong.core.documents.models import (
    IssuedDocument,
    PrintTemplateVersion,
    Signature,
    SigningMeans,
)
from lienthong.kernel.errors import IllegalState

OF_A_PERSON = _(
    "Đây là kết quả cấp cho người dân nên không thu hồi như văn bản gửi nhầm. Hãy thu hồi bằng"
    " quyết định, ở hồ sơ của người dân."
)


def may_become(state: str, to: str) -> bool:
    """Return whether an issued document may go from one state to the other."""
    return DocumentState(to) in TRANSITIONS[DocumentState(state)]


def require_move(document: IssuedDocument, to: DocumentState) -> None:
    """Raise ``IllegalState`` unless the document may go to that state now."""
    if not may_become(document.state, to):
        raise IllegalState


def is_of_a_person(document: IssuedDocument) -> bool:
    """Return whether the document is a result given to a person: revoked, never recalled."""
    return document.person_id is not None


def require_recallable(document: IssuedDocument) -> None:
    """Raise ``IllegalState`` in words for a result of a person."""
    if is_of_a_person(document):
        raise IllegalState(OF_A_PERSON, code="of_a_person")


def takes_answer(signature: Signature) -> bool:
    """Return whether what a try brings back still counts.

    Not once it was made, failed or was given up: a signature that arrives afterwards is dropped.
    """
    return signature.state == SignatureState.REQUESTED


def may_redraft(document: IssuedDocument) -> bool:
    """Return whether the content may still change: until somebody with authority signed."""
    return document.state in UNSIGNED


def number_text(
    version: PrintTemplateVersion,
    value: int,
    suffix: str,
    day: date,
    agency: str = "",
    unit: str = "",
) -> str:
    """Return number and symbol as printed: ``152/2026``, ``07/QĐ-UBND``.

    The template's pattern says whether numbers below 10 get a zero (``{value:02}``); without a
    pattern they do. ``{agency}`` in pattern or symbol is the abbreviation of the issuing agency,
    ``{unit}`` in the symbol that of the unit that drafted it.

    Legal basis: 30/2020/NĐ-CP, Phụ lục I.
    """
    pattern = version.number_pattern or "{value:02}/{year}"
    written = _Written(value, suffix)
    symbol = version.symbol.replace("{agency}", agency).replace("{unit}", unit).rstrip("-")
    return pattern.format(value=written, year=day.year, symbol=symbol, agency=agency)


@dataclass(frozen=True)
class GridLine:
    """One answer of the grid in words."""

    key: str
    title: object
    text: object
    good: bool


@dataclass(frozen=True)
class Judgement:
    """A judgement in words; ``kind`` is ``valid attention invalid``."""

    code: str
    kind: str
    title: object
    text: object


def judgement_in_words(code: str) -> Judgement:
    """Return what a judgement means, for people."""
    return Judgement(code, *JUDGEMENTS[code])


UNASKED = frozenset({"trusted", "revocation"})
NOT_ASKED = _("Không xét, vì nội dung không khớp với chữ ký")
KNOWN_CAUSES = frozenset({"revoked", "expired", "issuer_ended"})
"""Judgements that say why a signer is not trusted."""


def grid_of(verdict: SignatureVerdict) -> list[GridLine]:
    """Return the five answers about a signature, line by line.

    Of a signature that does not fit the content it is not asked who made it.
    """
    lines = []
    for key, (title, answers) in GRID.items():
        good, text = answers[getattr(verdict, key)]
        if not verdict.intact and key in UNASKED and verdict.revocation != REVOKED:
            text = NOT_ASKED
        elif key == "trusted" and not good and verdict.judgement in KNOWN_CAUSES:
            text = JUDGEMENTS[verdict.judgement][1]
        lines.append(GridLine(key, title, text, good))
    return lines


FRESH_LIST = timedelta(hours=1)
TOLD_AT = _(
    "Biết tình trạng thu hồi tới %(time)s ngày %(day)s; thu hồi sau lúc ấy chưa thấy ở đây."
)
RUN_OUT = _("Danh sách thu hồi mới nhất chúng tôi có là của %(time)s ngày %(day)s.")
PROVEN_ONLY = _("Khi ký thì chưa bị thu hồi; sau đó chúng tôi không có danh sách của nơi cấp.")
WORD_ENDED = _(
    "Tệp có kèm câu trả lời về thu hồi, nhưng chứng thư của nơi trả lời hết giá trị ngày %(day)s"
    " và không có dấu thời gian nào cho thấy câu trả lời có trước ngày ấy."
)


def told_words(verdict: SignatureVerdict, *, at: datetime) -> str:
    """How old the knowledge about revocation is, where that matters to whoever reads at ``at``.

    Nothing of a signature that is bad for another reason, nor while the list is under an hour old.
    """
    is_good = verdict.revocation == GOOD
    if not verdict.intact or not verdict.trusted or verdict.today == TODAY_REVOKED:
        return ""
    if verdict.word_ended is not None:
        return str(WORD_ENDED % {"day": f"{timezone.localtime(verdict.word_ended):%d/%m/%Y}"})
    if verdict.told_at is None:
        return str(PROVEN_ONLY) if is_good else ""
    if is_good and at - verdict.told_at < FRESH_LIST:
        return ""
    said = timezone.localtime(verdict.told_at)
    words = TOLD_AT if is_good else RUN_OUT
    return words % {"time": f"{said:%H:%M}", "day": f"{said:%d/%m/%Y}"}


@dataclass(frozen=True)
class _Written:
    """A number with its suffix, ``12b``: the format is that of the number."""

    value: int
    suffix: str

    def __format__(self, how: str) -> str:
        return f"{self.value:{how}}{self.suffix}"


def means_state(means: SigningMeans, *, at: datetime, warn: timedelta) -> str:
    """How long a means holds: ``ok soon expired unknown ended`` (soon: within ``warn``)."""
    day = timezone.localdate(at)
    if means.disabled_at is not None or (means.valid_to is not None and means.valid_to <= day):
        return "ended"
    if means.expires_at is None:
        return "unknown"
    if means.expires_at <= at:
        return "expired"
    return "soon" if means.expires_at - at <= warn else "ok"
