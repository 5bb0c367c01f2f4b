# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Groups of recipients: remembered, changed, dropped by those who draft.

Legal basis: 30/2020/NĐ-CP, Phụ lục I (nơi nhận).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lienthong.core.documents.models import RecipientGroup, RecipientGroupPlace
from lienthong.core.documents.permissions import DRAFT
from lienthong.core.documents.queries.addressees import units_named
from lienthong.core.units.api import Unit, version_of
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import one_line

MOST_PLACES, MOST_GROUPS, MOST_TITLE = 300, 200, 120


@action(DRAFT)
def make_group(unit: Unit, *, title: str, names: Iterable[str], actor: Actor) -> RecipientGroup:
    """Remember places as a group of the unit's agency. Raises ``InvalidInput`` field by field."""
    agency = version_of(unit.pk).agency_id
    said, places = _checked(agency, title, names)
    if RecipientGroup.objects.filter(agency_id=agency).count() >= MOST_GROUPS:
        raise InvalidInput(_("Cơ quan đã có đủ số nhóm nơi nhận. Hãy bỏ nhóm không dùng."))
    group = RecipientGroup.objects.create(agency_id=agency, unit=unit, title=said)
    _fill(group, places)
    return group


@action(DRAFT)
def change_group(
    group: RecipientGroup, *, title: str, names: Iterable[str], actor: Actor
) -> RecipientGroup:
    """Give a group other places or another title. Raises ``InvalidInput`` field by field."""
    group = RecipientGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    said, places = _checked(group.agency_id, title, names, but=group.pk)
    group.title = said
    group.save(update_fields=["title"])
    _fill(group, places)
    return group


@action(DRAFT)
def drop_group(group: RecipientGroup, *, actor: Actor) -> None:
    """Forget a group; documents that went to its places keep them."""
    RecipientGroup.objects.select_for_update(of=("self",)).get(pk=group.pk).delete()


def _checked(
    agency_id: int, title: str, names: Iterable[str], but: int = 0
) -> tuple[str, list[str]]:
    said = one_line(title)
    places = list(dict.fromkeys(one_line(name)[:200] for name in names if one_line(name)))
    wrong: dict[str, str] = {}
    if not 1 <= len(said) <= MOST_TITLE:
        wrong["title"] = _("Ghi tên nhóm, nhiều nhất %(most)s ký tự.") % {"most": MOST_TITLE}
    elif RecipientGroup.objects.filter(agency_id=agency_id, title=said).exclude(pk=but).exists():
        wrong["title"] = _("Cơ quan đã có nhóm mang tên này.")
    if not 1 <= len(places) <= MOST_PLACES:
        wrong["names"] = _("Ghi từ 1 đến %(most)s nơi nhận, mỗi nơi một dòng.") % {
            "most": MOST_PLACES
        }
    if wrong:
        raise InvalidInput(fields=wrong)
    return said, places


@part_of_act
def _fill(group: RecipientGroup, names: list[str]) -> None:
    units = units_named(names, group.agency_id)
    group.places.all().delete()
    RecipientGroupPlace.objects.bulk_create(
        RecipientGroupPlace(group=group, name=name, unit_id=units.get(name)) for name in names
    )
