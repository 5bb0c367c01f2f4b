# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of forms."""

from __future__ import annotations

from lienthong.core.forms.actions.designs import (
    begin_form,
    change_design,
    import_design,
    keep_trial,
    open_design,
    publish_design,
    revert_design,
    undo_design,
)
from lienthong.core.forms.actions.drafts import (
    begin_form_draft,
    close_draft,
    discard_draft,
    expire_drafts,
    keep_file,
    move_draft,
    remove_file,
    restore_draft,
    start_draft,
)
from lienthong.core.forms.actions.pages import PageRefused, prefill_draft, save_page
from lienthong.core.forms.actions.publish import publish_form
from lienthong.core.forms.adapters.national import identity_offers
from lienthong.core.forms.adapters.prefill import (
    PrefillProvider,
    PrefillUnavailable,
    register_prefill_provider,
)
from lienthong.core.forms.adapters.reference_data import semantic_keys, semantic_titles
from lienthong.core.forms.adapters.sources import bind_divisions, bind_options, options_of
from lienthong.core.forms.domain.amounts import read_number, write_number
from lienthong.core.forms.domain.conditions import evaluate, holds
from lienthong.core.forms.domain.context import Division, FormContext
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import (
    COMPOSITE_PARTS,
    DEFAULT_PARTS,
    FIELDS_PER_PAGE,
    KINDS,
    MOST_ITEMS,
    RESULTS,
    UNASKED,
    FieldSpec,
    FormSpec,
    Option,
    PageSpec,
)
from lienthong.core.forms.domain.difference import difference
from lienthong.core.forms.domain.display import date_in_words
from lienthong.core.forms.domain.editing import (
    GROUPS,
    AddField,
    Duplicate,
    Group,
    MoveField,
    Remove,
    StepField,
)
from lienthong.core.forms.domain.expressions import problems_in as expression_problems
from lienthong.core.forms.domain.importing import write_file
from lienthong.core.forms.domain.items import change_items
from lienthong.core.forms.domain.loading import DefinitionError, load_form
from lienthong.core.forms.domain.outline import (
    field_of,
    fields_of,
    find_page,
    fingerprint,
    key_from,
    page_of,
)
from lienthong.core.forms.domain.pages import PageInput, read_page
from lienthong.core.forms.domain.paging import (
    AddPage,
    DuplicatePage,
    JoinPage,
    MovePage,
    RemovePage,
    SplitPage,
    StepPage,
)
from lienthong.core.forms.domain.people import spoken_phone
from lienthong.core.forms.domain.placing import NO_COLUMN
from lienthong.core.forms.domain.prefill import Offer
from lienthong.core.forms.domain.problems import Problem, WrongAnswer
from lienthong.core.forms.domain.review import asked_pages, settle
from lienthong.core.forms.domain.settings import EditField, EditForm, EditPage
from lienthong.core.forms.domain.summary import SummaryGroup, SummaryRow
from lienthong.core.forms.domain.trial import Trial
from lienthong.core.forms.domain.unnamed import is_placeholder
from lienthong.core.forms.domain.wording import in_words
from lienthong.core.forms.models import FormDefinition, FormDesign, FormDraft, FormVersion
from lienthong.core.forms.models.draft import BEGUN
from lienthong.core.forms.panels.builder import Node
from lienthong.core.forms.panels.builder import draw as draw_rule
from lienthong.core.forms.panels.builder import read as read_rule
from lienthong.core.forms.panels.builder import unseen as unseen_values
from lienthong.core.forms.panels.operators import OPERATORS, PARTS, Reach, first_children
from lienthong.core.forms.panels.pages import OPENED, draw_page, page_view, slot_view
from lienthong.core.forms.panels.sent import (
    changed_items,
    checked_page,
    opened_page,
    unsaved_page,
)
from lienthong.core.forms.panels.shapes import PageView, QuestionView
from lienthong.core.forms.permissions import EDIT, FILL, PUBLISH
from lienthong.core.forms.queries import (
    answers_by_meaning,
    code_list_choices,
    context_on,
    design_of,
    design_problems,
    design_spec,
    discarded_drafts_of,
    draft_of,
    drafts_of,
    filled_form,
    form_by_code,
    form_on,
    form_rows,
    is_published,
    page_after,
    page_before,
    pages_of,
    printed_form,
    problems_of,
    shown_design,
    spec_of,
    spec_of_content,
    summary_of,
    summary_rows,
    told_form,
    trial_of,
    trial_summary,
    versions_of,
    waiting_drafts,
)
from lienthong.core.forms.queries.designs import content_of
from lienthong.core.forms.queries.meanings import Meaning, meanings_for

__all__ = [
    "BEGUN",
    "COMPOSITE_PARTS",
    "DEFAULT_PARTS",
    "EDIT",
    "FIELDS_PER_PAGE",
    "FILL",
    "GROUPS",
    "KINDS",
    "MOST_ITEMS",
    "NO_COLUMN",
    "OPENED",
    "OPERATORS",
    "PARTS",
    "PUBLISH",
    "RESULTS",
    "UNASKED",
    "AddField",
    "AddPage",
    "DefinitionError",
    "Division",
    "Duplicate",
    "DuplicatePage",
    "EditField",
    "EditForm",
    "EditPage",
    "FieldSpec",
    "FormContext",
    "FormDefinition",
    "FormDesign",
    "FormDraft",
    "FormSpec",
    "FormVersion",
    "Group",
    "JoinPage",
    "Meaning",
    "MoveField",
    "MovePage",
    "Node",
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
    "Reach",
    "Remove",
    "RemovePage",
    "SplitPage",
    "StepField",
    "StepPage",
    "SummaryGroup",
    "SummaryRow",
    "Trial",
    "WrongAnswer",
    "answers_by_meaning",
    "as_date",
    "asked_pages",
    "begin_form",
    "begin_form_draft",
    "bind_divisions",
    "bind_options",
    "change_design",
    "change_items",
    "changed_items",
    "checked_page",
    "close_draft",
    "code_list_choices",
    "content_of",
    "context_on",
    "date_in_words",
    "design_of",
    "design_problems",
    "design_spec",
    "difference",
    "discard_draft",
    "discarded_drafts_of",
    "draft_of",
    "drafts_of",
    "draw_page",
    "draw_rule",
    "evaluate",
    "expire_drafts",
    "expression_problems",
    "field_of",
    "fields_of",
    "filled_form",
    "find_page",
    "fingerprint",
    "first_children",
    "form_by_code",
    "form_on",
    "form_rows",
    "holds",
    "identity_offers",
    "import_design",
    "in_words",
    "is_placeholder",
    "is_published",
    "keep_file",
    "keep_trial",
    "key_from",
    "load_form",
    "meanings_for",
    "move_draft",
    "open_design",
    "opened_page",
    "options_of",
    "page_after",
    "page_before",
    "page_of",
    "page_view",
    "pages_of",
    "prefill_draft",
    "printed_form",
    "problems_of",
    "publish_design",
    "publish_form",
    "read_number",
    "read_page",
    "read_rule",
    "register_prefill_provider",
    "remove_file",
    "restore_draft",
    "revert_design",
    "save_page",
    "semantic_keys",
    "semantic_titles",
    "settle",
    "shown_design",
    "slot_view",
    "spec_of",
    "spec_of_content",
    "spoken_phone",
    "start_draft",
    "summary_of",
    "summary_rows",
    "told_form",
    "trial_of",
    "trial_summary",
    "undo_design",
    "unsaved_page",
    "unseen_values",
    "versions_of",
    "waiting_drafts",
    "write_file",
    "write_number",
]
