# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Put a version of a form into use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lienthong.core.forms.adapters.reference_data import semantic_keys
from lienthong.core.forms.adapters.sources import options_of
from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.loading import DefinitionError, normalised
from lienthong.core.forms.domain.unnamed import load_named
from lienthong.core.forms.models import FormDefinition, FormDesign, FormVersion
from lienthong.core.forms.permissions import PUBLISH
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import give_way
from lienthong.kernel.errors import IllegalState, InvalidInput


@action(PUBLISH)
def publish_form(content: Mapping[str, Any], *, actor: Actor) -> FormVersion:
    """Store a form definition (see the format) as the version with its number.

    An open earlier version ends where this one begins. Publishing the same content again changes
    nothing. Raises ``InvalidInput`` for a wrong definition, ``IllegalState`` when the number is
    taken by other content or a later version exists.

    Legal basis: 45/2020/NĐ-CP, Điều 4.
    """
    plain = normalised(content)
    spec = check_definition(plain)
    form, _created = FormDefinition.objects.select_for_update(of=("self",)).get_or_create(
        code=spec.code
    )
    existing = FormVersion.objects.filter(form=form, number=spec.version).first()
    if existing is not None:
        if existing.content != plain:
            raise IllegalState(_("Lần ban hành này đã có nội dung khác. Hãy tăng số lần."))
        same: FormVersion = existing
        return same
    return store_version(form, plain, spec)


@part_of_act
def store_version(form: FormDefinition, content: Mapping[str, Any], spec: FormSpec) -> FormVersion:
    """The version of a checked definition; an open earlier one ends where it begins.

    One that begins on the same day gives way, and stays for what uses it. Raises ``IllegalState``
    when one begins later.
    """
    _end_earlier(form, spec)
    version: FormVersion = FormVersion.objects.create(
        form=form,
        number=spec.version,
        title=spec.title,
        content=content,
        legal_basis=list(spec.basis.legal_basis),
        to_be_confirmed=spec.basis.to_be_confirmed,
        valid_from=spec.valid_from,
        valid_to=spec.valid_to,
    )
    return version


def check_definition(content: Mapping[str, Any]) -> FormSpec:
    """The definition, loaded. Raises ``InvalidInput`` with one sentence a place."""
    try:
        spec = load_named(content, semantic_keys=semantic_keys())
    except DefinitionError as error:
        raise InvalidInput(_("Biểu mẫu còn chỗ sai."), fields=joined(error)) from error
    for question in spec.all_fields():
        if question.options_from:
            _check_list(question.key, question.options_from)
    return spec


def joined(error: DefinitionError) -> dict[str, str]:
    """The sentences about each place as one text."""
    return {place: "; ".join(texts) for place, texts in error.by_place().items()}


def _check_list(key: str, code_list: str) -> None:
    try:
        options_of(code_list)
    except LookupError as error:
        text = _("Chưa có danh mục %(name)s.") % {"name": code_list}
        raise InvalidInput(text, fields={key: text}) from error


def _end_earlier(form: FormDefinition, spec: FormSpec) -> None:
    later = FormVersion.objects.filter(form=form, valid_from__gte=spec.valid_from)
    last = later.order_by("-valid_from", "-number").first()
    if last is not None and not give_way(last, FormDesign, day=spec.valid_from):
        raise IllegalState(_("Đã có phiên bản bắt đầu muộn hơn ngày này."))
    reaching = Q(valid_to__isnull=True) | Q(valid_to__gt=spec.valid_from)
    FormVersion.objects.filter(reaching, form=form).update(valid_to=spec.valid_from)
