# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Questions of several parts (a person, an organisation): each part is a question of its own."""

from collections.abc import Mapping
from typing import Any

from lienthong.core.forms.domain.definitions import (
    COMPOSITE_PARTS,
    FieldSpec,
    Option,
    chosen_parts,
)
from lienthong.core.forms.domain.messages import sentence

_KINDS: Mapping[str, str] = {
    "full_name": "person_name",
    "date_of_birth": "date",
    "sex": "choice",
    "personal_id": "personal_id",
    "phone": "phone",
    "name": "text",
    "tax_code": "tax_code",
    "representative": "person_name",
}
_CONSTRAINTS: Mapping[str, Mapping[str, Any]] = {
    "date_of_birth": {"not_future": True},
    "personal_id": {"date_of_birth": "date_of_birth", "sex": "sex"},
}


def parts_of(question: FieldSpec) -> tuple[FieldSpec, ...]:
    """The questions a composite question consists of; none for any other kind."""
    if question.kind not in COMPOSITE_PARTS:
        return ()
    optional = question.attributes.get("optional_parts", ())
    return tuple(_part(question, key, key not in optional) for key in chosen_parts(question))


def _part(question: FieldSpec, key: str, required: bool) -> FieldSpec:
    label = sentence(f"part_{key}")
    options: tuple[Option, ...] = ()
    if key == "sex":
        options = tuple(Option(sex, sentence(f"option_{sex}")) for sex in ("female", "male"))
    return FieldSpec(
        key=key,
        kind=_KINDS[key],
        label=label,
        ask=sentence("ask_part", part=label[:1].lower() + label[1:], name=question.noun),
        required=required,
        constraints=_CONSTRAINTS.get(key, {}),
        options=options,
    )
