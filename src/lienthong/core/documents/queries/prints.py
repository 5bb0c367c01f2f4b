# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Print templates as administrators see them: what holds on a day, what uses it, a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from lienthong.core.documents.adapters.prints import (
    drawn_html,
    packaged_source,
    require_readable,
)
from lienthong.core.documents.domain.free import BEFORE_INITIALS
from lienthong.core.documents.domain.prints import PrintFault, require_body
from lienthong.core.documents.domain.qr import qr_svg
from lienthong.core.documents.models import PrintTemplate, PrintTemplateVersion
from lienthong.core.documents.queries.kinds import print_reference
from lienthong.core.documents.queries.packaged import packaged_papers, print_uses, rests_on
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.printing import PackagedPaper

SAMPLE_CODE = "0000-0000-0000"


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A print template on a day; ``newest`` is what is said of it last."""

    pk: str
    title: str
    used_by: tuple[str, ...]
    template_name: str
    version: PrintTemplateVersion | None
    newest: PrintTemplateVersion | None
    basis: str
    since: date
    to_be_confirmed: bool

    @property
    def own_since(self) -> date | None:
        """Since when a body of the administrators' own holds."""
        return self.version.valid_from if self.version and self.version.body else None

    @property
    def is_own(self) -> bool:
        """Whether a body of the administrators' own holds."""
        return self.own_since is not None

    @property
    def body(self) -> str:
        """What is printed: the own body, else the packaged source."""
        own = self.version.body if self.version else ""
        return own or packaged_source(self.template_name)

    @property
    def mark(self) -> str:
        """What tells one state of the template from another."""
        return mark_of_print(self.newest)


def mark_of_print(newest: PrintTemplateVersion | None) -> str:
    """What tells one state of a template from another, by its newest version."""
    return f"{newest.pk}-{newest.valid_from}-{hash_of(newest.body)}" if newest else "0"


def hash_of(text: str) -> str:
    """A short mark of a text."""
    return sha256(text.encode()).hexdigest()[:12]


def print_rows(day: date) -> list[PrintRow]:
    """Every print template with what holds on the day; one never drafted stands as packaged."""
    return _rows(day, PrintTemplate.objects.all(), packaged_papers())


def print_row(code: str, day: date) -> PrintRow | None:
    """One print template with what holds on the day; None without such a template."""
    packaged = {key: paper for key, paper in packaged_papers().items() if key == code}
    return next(iter(_rows(day, PrintTemplate.objects.filter(code=code), packaged)), None)


def _rows(
    day: date, templates: QuerySet[PrintTemplate], packaged: Mapping[str, PackagedPaper]
) -> list[PrintRow]:
    titles = dict(templates.order_by("code").values_list("code", "title"))
    versions = PrintTemplateVersion.objects.filter(template__in=templates)
    versions = versions.select_related("template")
    there = {row.template.code: row for row in versions.on(day)}
    newest = {row.template.code: row for row in versions.order_by("valid_from")}
    used = _uses()
    found = {**{code: str(paper.title) for code, paper in packaged.items()}, **titles}
    return [
        _row(code, title, there.get(code), newest.get(code), packaged.get(code), used.get(code, []))
        for code, title in sorted(found.items())
    ]


def _row(
    code: str,
    title: str,
    version: PrintTemplateVersion | None,
    newest: PrintTemplateVersion | None,
    paper: PackagedPaper | None,
    used: list[str],
) -> PrintRow:
    said: Any = version or newest or paper
    return PrintRow(
        pk=code,
        title=title,
        used_by=tuple([str(paper.used), *used] if paper else used),
        template_name=said.template_name,
        version=version,
        newest=newest,
        basis=said.legal_basis,
        since=paper.since if paper and said is paper else said.valid_from,
        to_be_confirmed=said.to_be_confirmed,
    )


def _uses() -> dict[str, list[str]]:
    """Names of what modules print with each template, by its code."""
    found: dict[str, list[str]] = {}
    for one in print_uses():
        for code, names in one.uses().items():
            found.setdefault(code, []).extend(names)
    return found


def is_editable(row: PrintRow) -> bool:
    """Whether its body can be written here: a packaged file and a sample to show it with."""
    return bool(packaged_source(row.template_name)) and sample_content(row.pk) is not None


def sample_content(code: str) -> Mapping[str, Any] | None:
    """The content of a paper of this template with made-up values; None when nobody has any."""
    paper = packaged_papers().get(code)
    if paper is not None:
        return paper.sample()
    return next((said for one in print_uses() if (said := one.sample(code)) is not None), None)


def sample_context(row: PrintRow) -> dict[str, Any]:
    """What the paper is drawn with to be looked at: made-up values."""
    address = f"{settings.LIENTHONG_PUBLIC_URL}/xac-minh/{SAMPLE_CODE}"
    return {
        **BEFORE_INITIALS,
        "document": print_reference()["document"],
        **(sample_content(row.pk) or {}),
        "template_version": {"to_be_confirmed": row.to_be_confirmed},
        "code": SAMPLE_CODE,
        "verification_url": address,
        "qr": mark_safe(qr_svg(address)),  # noqa: S308  # drawn here, from our own address
    }


def sample_html(row: PrintRow, body: str) -> str:
    """The paper as it would be printed, with made-up values. Raises ``PrintFault``."""
    try:
        return drawn_html(row.template_name, body, sample_context(row))
    except Exception as broken:  # whatever an instruction in the wrong place comes to
        raise PrintFault(_("Không vẽ được mẫu này với dữ liệu mẫu.")) from broken


def checked_body(row: PrintRow, body: str) -> str:
    """The body as it is kept. Raises ``InvalidInput`` for the field ``body``."""
    kept = body.replace("\r\n", "\n").strip() + "\n"
    try:
        require_body(kept, packaged_source(row.template_name))
        require_readable(kept)
        sample_html(row, kept)
    except PrintFault as fault:
        raise InvalidInput(str(fault), fields={"body": str(fault)}) from fault
    return kept


def may_take_back(row: PrintRow) -> bool:
    """Whether what was said here last has not begun, or began today and printed nothing."""
    newest, day = row.newest, timezone.localdate()
    if newest is None or not newest.kept_here or newest.valid_from < day:
        return False
    return newest.valid_from > day or not rests_on(row.pk, newest, day)
