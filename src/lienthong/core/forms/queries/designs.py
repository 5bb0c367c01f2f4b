# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Forms that administrators make: the list, one design, what is wrong with it, its trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from lienthong.core.forms.adapters.reference_data import code_list_titles, semantic_keys
from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.loading import DefinitionError, read_definition
from lienthong.core.forms.domain.outline import distinct
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.review import review, settle
from lienthong.core.forms.domain.summary import SummaryGroup, summary
from lienthong.core.forms.domain.trial import Trial
from lienthong.core.forms.domain.unnamed import load_named
from lienthong.core.forms.models import FormDefinition, FormDesign, FormVersion
from lienthong.core.forms.queries.filling import context_on
from lienthong.kernel.designs import Content, of_day
from lienthong.kernel.errors import OutOfScope

UNDATED_NAMES = frozenset({"version", "valid_from", "valid_to"})
UNDATED = {"version": 1, "valid_from": "2000-01-01"}
"""What a design lacks until it is published."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form in the list: the version in force, the next one, and the design."""

    code: str
    title: str
    current: FormVersion | None
    coming: FormVersion | None
    design: FormDesign | None

    @property
    def is_changed(self) -> bool:
        """Whether the design holds what no version has."""
        return self.design is not None and not is_published(self.design)


def form_rows(*, wanted: str = "", day: date | None = None) -> list[FormRow]:
    """All forms by title, or those whose title or code contains what is wanted."""
    versions = FormVersion.objects.order_by("-valid_from", "-number")
    forms = FormDefinition.objects.select_related("design__base").prefetch_related(
        Prefetch("versions", versions)
    )
    rows = [_row(form, day or timezone.localdate()) for form in forms.order_by("code")]
    needle = wanted.casefold()
    found = (row for row in rows if needle in f"{row.title} {row.code}".casefold())
    return sorted(found, key=lambda row: row.title.casefold())


def form_by_code(code: str) -> FormDefinition:
    """The form with this code. Raises ``OutOfScope``."""
    found = FormDefinition.objects.filter(code=code).first()
    if found is None:
        raise OutOfScope
    return found


def design_of(code: str) -> FormDesign | None:
    """The design of a form, None before anybody began one. Raises ``OutOfScope``: no such form."""
    return FormDesign.objects.select_related("form", "base").filter(form=form_by_code(code)).first()


def shown_design(code: str) -> FormDesign:
    """The design, or what one would begin with (not saved). Raises ``OutOfScope``."""
    found = design_of(code)
    if found is not None:
        return found
    form = form_by_code(code)
    base = newest_version(form)
    if base is None:
        raise OutOfScope
    return FormDesign(form=form, base=base, content=content_of(base), revision=0)


def content_of(version: FormVersion) -> Content:
    """The content of a version as a design holds it: without number and dates."""
    return undated(version.content)


def undated(content: Mapping[str, Any]) -> Content:
    """Content without number and dates, every element under a key of its own."""
    return distinct({name: v for name, v in content.items() if name not in UNDATED_NAMES})


def newest_version(form: FormDefinition) -> FormVersion | None:
    """The last published version, in force or coming."""
    found: FormVersion | None = form.versions.order_by("-number").first()
    return found


def versions_of(form: FormDefinition) -> list[FormVersion]:
    """Every published version, the newest first."""
    return list(form.versions.order_by("-number"))


def is_published(design: FormDesign) -> bool:
    """Whether the newest version says the same as the design."""
    if design.base is None:
        return False
    return bool(content_of(design.base) == design.content)


def design_problems(design: FormDesign) -> dict[str, list[str]]:
    """What stops publishing: sentences by the key of the element, "form" for the whole."""
    try:
        load_named({**design.content, **UNDATED}, semantic_keys=semantic_keys())
    except DefinitionError as error:
        return error.by_place()
    return {}


def design_spec(design: FormDesign) -> FormSpec | None:
    """The design as a form that can be shown; None while it is malformed."""
    return spec_of_content(design.content)


def spec_of_content(content: Content) -> FormSpec | None:
    """The same for content that is not saved."""
    try:
        return read_definition({**content, **UNDATED})
    except DefinitionError:
        return None


def trial_of(design: FormDesign) -> Trial:
    """Answers typed into the preview, as something that pages can be drawn for."""
    return Trial(
        answers=design.trial.get("answers", {}),
        origins={},
        attachments={slot: [{"id": 0}] * n for slot, n in design.trial.get("files", {}).items()},
        revision=design.revision,
        saved_at=design.changed_at,
    )


def trial_summary(design: FormDesign, spec: FormSpec) -> tuple[list[SummaryGroup], list[Problem]]:
    """Check-your-answers of the trial, and what would stop sending it."""
    answers, files = design.trial.get("answers", {}), design.trial.get("files", {})
    context = context_on()
    settled = settle(spec, answers, context)
    groups = summary(spec, settled, context, files=files)
    return groups, review(spec, settled, context, files=files)


def code_list_choices() -> Sequence[tuple[str, str]]:
    """Packaged code lists: name and title."""
    return code_list_titles()


def _row(form: FormDefinition, day: date) -> FormRow:
    current, coming = of_day(form.versions.all(), day)
    design = getattr(form, "design", None)
    shown = current or coming
    title = design.content.get("title", "") if design else ""
    return FormRow(
        form.code, title or (shown.title if shown else form.code), current, coming, design
    )
