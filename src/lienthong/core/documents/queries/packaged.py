# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers that are drawn from packaged files: which there are, with which words on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lienthong.core.documents.adapters.prints import drawn_page
from lienthong.core.documents.adapters.samples import Sample, sample_of
from lienthong.core.documents.domain.free import BASIS, LAYOUT, SINCE, FreeKind
from lienthong.core.documents.models import IssuedDocument, PrintTemplateVersion
from lienthong.core.documents.queries import template_in_force
from lienthong.core.documents.queries.kinds import free_kinds, free_sample
from lienthong.kernel.printing import PackagedPaper, PrintUse
from lienthong.kernel.registry import declared_in


def print_uses() -> tuple[PrintUse, ...]:
    """What apps tell of their printing."""
    return declared_in("tables", "PRINT_USES")


def packaged_papers() -> dict[str, PackagedPaper]:
    """Every paper that is drawn from a packaged file, by the code of its template."""
    return {paper.code: paper for paper in (*_free_papers(), *slips().values())}


def slips() -> dict[str, PackagedPaper]:
    """The papers that apps draw from files of their own, by the code of their template."""
    return {paper.code: paper for one in print_uses() for paper in one.papers}


def _free_papers() -> Iterator[PackagedPaper]:
    return map(paper_of, free_kinds().values())


def paper_of(kind: FreeKind) -> PackagedPaper:
    """A kind of document written outside dossiers, as a paper."""
    return PackagedPaper(
        code=kind.template,
        title=kind.heading,
        template_name=LAYOUT,
        legal_basis=BASIS,
        since=SINCE,
        sample=partial(free_sample, kind),
        used=_("Soạn ngoài hồ sơ: %(kind)s") % {"kind": kind.title},
        to_be_confirmed=kind.to_be_confirmed,
        values={"number_pattern": "{value:02}/{symbol}", "symbol": kind.symbol},
    )


def words_in_force(code: str, *, on: date | None = None) -> PrintTemplateVersion | None:
    """The version with words of the own on a day (today), None where the packaged file holds."""
    try:
        version = template_in_force(code, on=on)
    except LookupError:
        return None
    return version if version.body else None


def paper_html(
    code: str,
    context: Mapping[str, Any],
    *,
    words: PrintTemplateVersion | None,
    request: HttpRequest | None = None,
) -> SafeString:
    """A paper as HTML, with these words or as packaged; what is around it in the reader's language.

    Raises ``KeyError`` for a paper that no app tells of.
    """
    body = words.body if words else ""
    return drawn_page(slips()[code].template_name, body, context, request)


def rests_on(code: str, version: PrintTemplateVersion, day: date) -> bool:
    """Whether something printed keeps its words by the version, which began on the day or before.

    What is drawn again is drawn with the version of its day, so it rests on that.
    """
    began = version.valid_from == day
    if began and IssuedDocument.objects.filter(template_version=version).exists():
        return True
    paper = slips().get(code)
    return bool(paper and paper.rests(version.pk if began else 0, day))


def drawn_sample(key: str) -> Sample | None:
    """A sample paper that is being drawn or has been; None when it ran out."""
    return sample_of(key)
