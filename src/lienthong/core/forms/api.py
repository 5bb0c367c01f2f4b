# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of forms."""

from __future__ import annotations

from lienthong.core.forms.actions.drafts import (
    PageRefused,
    attach_file,
    complete_draft,
    discard_draft,
    expire_drafts,
    prefill_draft,
    remove_file,
    restore_draft,
    save_page,
    start_draft,
)
from lienthong.core.forms.actions.publish import publish_form
from lienthong.core.forms.adapters.national import identity_offers
from lienthong.core.forms.adapters.prefill import (
    PrefillProvider,
    PrefillUnavailable,
    register_prefill_provider,
)
from lienthong.core.forms.adapters.reference_data import semantic_keys
from lienthong.core.forms.adapters.sources import bind_divisions, bind_options
from lienthong.core.forms.domain.conditions import holds
from lienthong.core.forms.domain.context import Division, FormContext
from lienthong.core.forms.domain.definitions import FieldSpec, FormSpec, Option, PageSpec
from lienthong.core.forms.domain.loading import DefinitionError, load_form
from lienthong.core.forms.domain.pages import PageInput
from lienthong.core.forms.domain.people import spoken_phone
from lienthong.core.forms.domain.prefill import Offer
from lienthong.core.forms.domain.problems import Problem
from lienthong.core.forms.domain.summary import SummaryGroup, SummaryRow
from lienthong.core.forms.models import FormDefinition, FormDraft, FormVersion
from lienthong.core.forms.models.draft import BEGUN
from lienthong.core.forms.panels.pages import changed_items, checked_page, page_view, unsaved_page
from lienthong.core.forms.panels.shapes import PageView, QuestionView
from lienthong.core.forms.permissions import FILL, PUBLISH
from lienthong.core.forms.queries import (
    FilledForm,
    answers_by_meaning,
    context_on,
    discarded_drafts_of,
    draft_of,
    drafts_of,
    filled_form,
    form_on,
    page_after,
    page_before,
    pages_of,
    printed_form,
    problems_of,
    spec_of,
    summary_of,
    summary_rows,
)

__all__ = [
    "BEGUN",
    "FILL",
    "PUBLISH",
    "DefinitionError",
    "Division",
    "FieldSpec",
    "FilledForm",
    "FormContext",
    "FormDefinition",
    "FormDraft",
    "FormSpec",
    "FormVersion",
    "Offer",
    "Option",
    "PageInput",
    "PageRefused",
    "PageSpec",
    "PageView",
    "PrefillProvider",
    "PrefillUnavailable",
    "Problem",
    "QuestionView",
    "SummaryGroup",
    "SummaryRow",
    "answers_by_meaning",
    "attach_file",
    "bind_divisions",
    "bind_options",
    "changed_items",
    "checked_page",
    "complete_draft",
    "context_on",
    "discard_draft",
    "discarded_drafts_of",
    "draft_of",
    "drafts_of",
    "expire_drafts",
    "filled_form",
    "form_on",
    "holds",
    "identity_offers",
    "load_form",
    "page_after",
    "page_before",
    "page_view",
    "pages_of",
    "prefill_draft",
    "printed_form",
    "problems_of",
    "publish_form",
    "register_prefill_provider",
    "remove_file",
    "restore_draft",
    "save_page",
    "semantic_keys",
    "spec_of",
    "spoken_phone",
    "start_draft",
    "summary_of",
    "summary_rows",
    "unsaved_page",
]
