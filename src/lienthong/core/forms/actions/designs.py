# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a form: begin, change, undo, try, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthong.core.forms.actions.publish import check_definition, joined, store_version
from lienthong.core.forms.domain.importing import read_file
from lienthong.core.forms.domain.loading import DefinitionError
from lienthong.core.forms.domain.outline import field_of, find_page
from lienthong.core.forms.models import FormDefinition, FormDesign, FormVersion
from lienthong.core.forms.permissions import EDIT, PUBLISH
from lienthong.core.forms.queries.designs import UNDATED, content_of, newest_version, undated
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import Change, Content, Gone, Making, begin_coded
from lienthong.kernel.errors import InvalidInput


def name_of_element(content: Content, key: str) -> str:
    """What people call a page or a question; empty when the form has none with this key."""
    for find, name in ((find_page, "title"), (field_of, "label")):
        try:
            return str(find(content, key)[name])
        except Gone:
            continue
    return ""


FORMS = Making(
    FormDesign,
    newest=newest_version,
    content_of=content_of,
    name=name_of_element,
    most=400_000,
    gone=gettext_lazy(
        "Phần này không còn trong biểu mẫu hoặc không đặt vào chỗ đó được. Hãy xem lại."
    ),
    unopened=gettext_lazy("Biểu mẫu này chưa có bản nào để soạn tiếp."),
    too_large=gettext_lazy("Biểu mẫu này đã quá lớn. Hãy tách thành hai biểu mẫu."),
)


@action(EDIT)
def begin_form(
    code: str, *, title: str, page_title: str, copied: Content | None = None, actor: Actor
) -> FormDesign:
    """A new form with one empty page, or with every page of another one.

    Raises ``InvalidInput`` when the code is in use.
    """
    page = {"key": "page_1", "title": page_title, "fields": []}
    empty = {"legal_basis": [], "pages": [page]}
    taken = _("Mã này đã có biểu mẫu khác dùng.")
    return begin_coded(
        FORMS, empty, code=code, title=title, copied=copied, taken=taken, actor=actor
    )


@action(EDIT)
def open_design(form: FormDefinition, *, actor: Actor) -> FormDesign:
    """The design of a form; begun from its newest version where there is none yet."""
    return FORMS.open(form, actor=actor)


@action(EDIT)
def import_design(text: str, *, actor: Actor) -> FormDesign:
    """A whole form from JSON or YAML text, as the design of the form with its code.

    Raises ``InvalidInput`` with one sentence a place; then nothing of it is kept.
    """
    try:
        data = read_file(text)
    except DefinitionError as error:
        raise InvalidInput(_("Biểu mẫu còn chỗ sai."), fields=joined(error)) from error
    check_definition({**data, **UNDATED})
    content = undated(data)
    form, _made = FormDefinition.objects.get_or_create(code=content["code"])
    return FORMS.take(form, content, actor=actor)


@action(EDIT)
def change_design(design: FormDesign, *, change: Change, actor: Actor) -> FormDesign:
    """Make one change; raises what ``Making.change`` raises."""
    return FORMS.change(design, change, actor=actor)


@action(EDIT)
def undo_design(
    design: FormDesign, *, revision: int, to: int | None = None, actor: Actor
) -> FormDesign:
    """Take the last change back, or all since an earlier revision; see ``Making.undo``."""
    return FORMS.undo(design, revision=revision, to=to, actor=actor)


@action(EDIT)
def revert_design(design: FormDesign, *, revision: int, actor: Actor) -> FormDesign:
    """Back to the newest published version; the changes stay in the history."""
    return FORMS.revert(design, revision=revision, actor=actor)


@action(EDIT)
def keep_trial(design: FormDesign, *, answers: Mapping[str, Any], actor: Actor) -> FormDesign:
    """Keep the answers typed into the preview; the form itself does not change."""
    locked = FORMS.lock(design)
    locked.trial = dict(answers)
    locked.save(update_fields=["trial"])
    return locked


@action(PUBLISH)
def publish_design(
    design: FormDesign, *, valid_from: date, revision: int, actor: Actor
) -> FormVersion:
    """Put the design into use from a day on as the next version; versions never change.

    Raises ``StaleVersion`` when somebody changed or published it meanwhile, ``InvalidInput`` with
    one sentence a place for what is wrong, ``IllegalState`` for a day that is taken.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    locked = FORMS.lock_to_publish(design, revision=revision, valid_from=valid_from)
    newest = newest_version(locked.form)
    number = newest.number + 1 if newest else 1
    content = {**locked.content, "version": number, "valid_from": valid_from.isoformat()}
    version = store_version(locked.form, content, check_definition(content))
    FORMS.published(locked, version, actor=actor)
    return version
