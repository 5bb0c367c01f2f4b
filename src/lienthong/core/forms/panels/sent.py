# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A page as it was sent, for showing it again without saving."""

from __future__ import annotations

from lienthong.core.forms.domain.context import Submitted
from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.items import change_items
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.models import FormDraft
from lienthong.core.forms.queries import context_on, spec_of


def changed_items(draft: FormDraft, page: str, submitted: Submitted) -> PageInput | None:
    """The page with one item more or less when such a button was pressed; nothing is saved."""
    current = spec_of(draft.form_version_id).page(page)
    changed = change_items(current, submitted)
    return None if changed is None else PageInput(submitted=changed)


def unsaved_page(submitted: Submitted, message: str) -> PageInput:
    """The page as it was sent, with one sentence above it (as when another tab saved meanwhile).

    Shown with the draft's new revision, so that saving once more keeps what was typed.
    """
    return PageInput(submitted=submitted, errors=[Problem("", message)])


def opened_page(draft: FormDraft, page: str, submitted: Submitted) -> PageInput:
    """The page as it was sent, without its faults: one wants to correct what was filled in."""
    found = checked_page(draft, page, submitted)
    return PageInput(found.answers, submitted=submitted)


def checked_page(draft: FormDraft, page: str, submitted: Submitted) -> PageInput:
    """The page as ``save_page`` would read it, without saving."""
    spec: FormSpec = spec_of(draft.form_version_id)
    return read_page(spec.page(page), submitted, draft.answers, context_on())
