# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure that was never filed here begins in the editor: from nothing, a source, another one.

Legal basis: 63/2010/NĐ-CP, Điều 8, Điều 13.
"""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.references.api import law
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.designs import Content
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.language import of_record
from lienthong.kernel.text import slug
from lienthong.modules.onestop.actions.designs import PROCEDURES
from lienthong.modules.onestop.domain.catalogue.limits import CODE_PATTERN
from lienthong.modules.onestop.domain.design.beginning import (
    Identity,
    from_copy,
    from_nothing,
    from_source,
)
from lienthong.modules.onestop.models import Procedure, ProcedureDesign
from lienthong.modules.onestop.permissions import EDIT
from lienthong.modules.onestop.queries.beginning import Origin, skeleton

BEGUN = "begun"
ADDRESS = 70


@action(EDIT)
def begin_procedure(
    identity: Identity, *, origin: Origin | None = None, actor: Actor
) -> ProcedureDesign:
    """The first design of a procedure; ``origin`` is a source record or a version to copy.

    A procedure that is so far only a page to read keeps its address. Raises ``InvalidInput`` for
    a code that is no code, or is filed or being made here already.
    """
    if not re.fullmatch(CODE_PATTERN, identity.code):
        raise InvalidInput(
            fields={"code": _("Mã viết như 1.004873, 2.000815.H50, hoặc mã của tỉnh như QLCHO001.")}
        )
    procedure, made = Procedure.objects.get_or_create(
        code=identity.code, defaults={"slug": _free_address(identity.address)}
    )
    locked = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    designed = ProcedureDesign.objects.filter(procedure=locked).exists()
    if not made and (designed or locked.versions.electronic().exists()):
        raise InvalidInput(fields={"code": _("Thủ tục mã này đã có ở đây.")})
    with of_record():
        content = _content(replace(identity, address=locked.slug), origin)
    return PROCEDURES.begin(locked, content, act=BEGUN, actor=actor)


def _content(identity: Identity, origin: Origin | None) -> Content:
    if origin is None:
        return from_nothing(skeleton(), identity)
    if origin.version is not None:
        return from_copy(origin.version.data, identity)
    day = timezone.localdate()
    return from_source(skeleton(), identity, origin.reading, law=frozenset(law()), on=day)


def _free_address(wish: str) -> str:
    """The wish as an address, with a number behind it when another procedure has it."""
    address = slug(wish)[:ADDRESS].strip("-") or "thu-tuc"
    taken = set(Procedure.objects.filter(slug__startswith=address).values_list("slug", flat=True))
    found = (address, *(f"{address}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in found if one not in taken)
