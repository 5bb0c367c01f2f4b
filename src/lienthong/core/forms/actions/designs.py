# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Making the next version of a form: begin, change, undo, try, publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.forms.actions.publish import check_definition, joined, store_version
from lienthong.core.forms.domain.importing import read_file
from lienthong.core.forms.domain.loading import DefinitionError
from lienthong.core.forms.domain.outline import Content, Gone, field_of, find_page
from lienthong.core.forms.domain.placing import Change
from lienthong.core.forms.domain.settings import Taken
from lienthong.core.forms.models import FormDefinition, FormDesign, FormEdit, FormVersion
from lienthong.core.forms.permissions import EDIT, PUBLISH
from lienthong.core.forms.queries.designs import UNDATED, content_of, undated
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion

KEPT_EDITS = 200
LARGEST = 400_000
"""Most characters of a form as JSON."""
NEW_FORM = "new"
OPENED = "opened"
IMPORTED = "imported"
UNDONE = "undone"
REVERTED = "reverted"
PUBLISHED = "published"


@action(EDIT)
def begin_form(code: str, *, title: str, page_title: str, actor: Actor) -> FormDesign:
    """A new form with one empty page. Raises ``InvalidInput`` when the code is in use."""
    if FormDefinition.objects.filter(code=code).exists():
        raise InvalidInput(fields={"code": _("Mã này đã có biểu mẫu khác dùng.")})
    form = FormDefinition.objects.create(code=code)
    page = {"key": "page_1", "title": page_title, "fields": []}
    content = {"code": code, "title": title, "legal_basis": [], "pages": [page]}
    return _new_design(form, content, None, NEW_FORM, actor)


@action(EDIT)
def open_design(form: FormDefinition, *, actor: Actor) -> FormDesign:
    """The design of a form; begun from its newest version where there is none yet."""
    found = FormDesign.objects.filter(form=form).first()
    if found is not None:
        return found
    version = form.versions.order_by("-number").first()
    if version is None:
        raise IllegalState(_("Biểu mẫu này chưa có bản nào để soạn tiếp."))
    return _new_design(form, content_of(version), version, OPENED, actor)


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
    design = FormDesign.objects.select_for_update(of=("self",)).filter(form=form).first()
    if design is None:
        version = form.versions.order_by("-number").first()
        return _new_design(form, content, version, IMPORTED, actor)
    return _saved(design, content, actor, act=IMPORTED)


@action(EDIT)
def change_design(design: FormDesign, *, change: Change, actor: Actor) -> FormDesign:
    """Make one change. Two people may change different elements at the same time.

    Raises ``StaleVersion`` when somebody else changed the same element meanwhile, ``IllegalState``
    when it is gone, ``InvalidInput`` when the form would grow beyond ``LARGEST``.
    """
    locked = _lock(design)
    try:
        content, key = change.apply(locked.content)
    except Gone as gone:
        raise IllegalState(_gone_text()) from gone
    except Taken as taken:
        raise StaleVersion(_taken_text(locked)) from taken
    if content == locked.content:
        return locked
    _check_size(content)
    what = name_of_element(content, key) or name_of_element(locked.content, key)
    return _saved(locked, content, actor, act=change.act, key=key, what=what)


@action(EDIT)
def undo_design(
    design: FormDesign, *, revision: int, to: int | None = None, actor: Actor
) -> FormDesign:
    """Take the last change back, or all since an earlier revision, as a change of its own.

    Raises ``StaleVersion`` when the last change is no longer the one that was seen,
    ``IllegalState`` when there is nothing to take back.
    """
    locked = _lock(design)
    if locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    last = locked.edits.filter(revision=revision).first()
    earlier = locked.edits.filter(revision__lt=_origin(locked, last)).order_by("-revision")
    before = (earlier if to is None else locked.edits.filter(revision=to)).first()
    if last is None or before is None:
        raise IllegalState(_("Không còn gì để lấy lại."))
    what = f"{before.revision}"
    return _saved(locked, before.content, actor, act=UNDONE, key=last.key, what=what)


@action(EDIT)
def revert_design(design: FormDesign, *, revision: int, actor: Actor) -> FormDesign:
    """Back to the newest published version; the changes stay in the history."""
    locked = _lock(design)
    if locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    version = locked.form.versions.order_by("-number").first()
    if version is None:
        raise IllegalState(_("Biểu mẫu này chưa ban hành lần nào."))
    locked.base = version
    return _saved(locked, content_of(version), actor, act=REVERTED)


@action(EDIT)
def keep_trial(design: FormDesign, *, answers: Mapping[str, Any], actor: Actor) -> FormDesign:
    """Keep the answers typed into the preview; the form itself does not change."""
    locked = _lock(design)
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
    FormDefinition.objects.select_for_update(of=("self",)).get(pk=design.form_id)
    locked = _lock(design)
    if locked.revision != revision:
        raise StaleVersion(_taken_text(locked))
    if valid_from < timezone.localdate():
        text = _("Ngày bắt đầu không thể ở trước hôm nay.")
        raise InvalidInput(text, fields={"valid_from": text})
    numbers = locked.form.versions.order_by("-number").values_list("number", flat=True)
    number = next(iter(numbers), 0) + 1
    content = {**locked.content, "version": number, "valid_from": valid_from.isoformat()}
    version = store_version(locked.form, content, check_definition(content))
    locked.base = version
    _saved(locked, locked.content, actor, act=PUBLISHED, what=str(number))
    return version


def name_of_element(content: Content, key: str) -> str:
    """What people call a page or a question; empty when the form has none with this key."""
    for find, name in ((find_page, "title"), (field_of, "label")):
        try:
            return str(find(content, key)[name])[:300]
        except Gone:
            continue
    return ""


def _new_design(
    form: FormDefinition, content: Content, base: FormVersion | None, act: str, actor: Actor
) -> FormDesign:
    design = FormDesign(form=form, content=content, base=base, revision=0)
    return _saved(design, content, actor, act=act)


def _saved(
    design: FormDesign, content: Content, actor: Actor, *, act: str, key: str = "", what: str = ""
) -> FormDesign:
    design.content = content
    design.revision += 1
    design.changed_at = timezone.now()
    design.changed_by_text = actor.name[:200]
    design.save()
    design.edits.create(
        revision=design.revision,
        act=act,
        key=key,
        what=what,
        content=content,
        at=design.changed_at,
        by_text=design.changed_by_text,
    )
    FormEdit.objects.filter(design=design, revision__lte=design.revision - KEPT_EDITS).delete()
    return design


def _lock(design: FormDesign) -> FormDesign:
    found: FormDesign = (
        FormDesign.objects.select_for_update(of=("self",)).select_related("form").get(pk=design.pk)
    )
    return found


def _origin(design: FormDesign, last: FormEdit | None) -> int:
    """The revision whose content stands now: undoing an undo goes one further back."""
    while last is not None and last.act == UNDONE:
        last = design.edits.filter(revision=int(last.what)).first()
    return last.revision if last else 0


def _check_size(content: Content) -> None:
    if len(str(content)) > LARGEST:
        raise InvalidInput(_("Biểu mẫu này đã quá lớn. Hãy tách thành hai biểu mẫu."))


def _gone_text() -> str:
    return _("Phần này không còn trong biểu mẫu hoặc không đặt vào chỗ đó được. Hãy xem lại.")


def _taken_text(design: FormDesign) -> str:
    text = _("%(name)s vừa sửa lúc %(time)s. Những gì bạn vừa nhập còn nguyên ở trang này.")
    time = f"{timezone.localtime(design.changed_at):%H:%M}"
    return text % {"name": design.changed_by_text, "time": time}
