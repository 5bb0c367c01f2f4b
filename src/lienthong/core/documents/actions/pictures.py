# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of signatures, set by their holders alone, and of seals, set by who keeps the seal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.models import SignatureImage
from lienthong.core.documents.permissions import KEEP_SEAL, OWN_MEANS
from lienthong.core.documents.queries.sent import drawn_picture
from lienthong.core.units.api import Unit
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed, OutOfScope

PERSON_WIDTH = 45  # millimetres
SEAL_WIDTHS = range(20, 61)
WRONG_WIDTH = _("Con dấu rộng từ 20 đến 60 mm.")
IN_THE_PAST = _("Chọn hôm nay hoặc một ngày sau hôm nay.")
PLANNED = _("Đã có hình hẹn dùng từ ngày %(day)s. Hãy bỏ hình đó trước.")
ENDED = _("Hình này đã ngừng dùng.")


@action(OWN_MEANS)
def set_own_picture(picture: bytes, *, actor: Actor) -> SignatureImage:
    """Sign with this picture from today on. Raises ``InvalidInput`` in words."""
    if actor.account_id is None:
        raise NotAllowed
    return _set(
        picture,
        "person",
        since=timezone.localdate(),
        whose={"account_id": actor.account_id},
        said={"width_mm": PERSON_WIDTH, "set_by_id": actor.account_id},
    )


@action(KEEP_SEAL)
def set_seal_picture(
    unit: Unit,
    *,
    picture: bytes,
    width_mm: int,
    since: date | None = None,
    basis: str = "",
    actor: Actor,
) -> SignatureImage:
    """Seal with this picture, in its real width, from a day on (today); the one before ends then.

    ``basis`` names the paper that registered the seal's pattern. Raises ``InvalidInput``.
    Legal basis: 30/2020/NĐ-CP, Điều 32 (who keeps the seal) and Phụ lục I.
    """
    if width_mm not in SEAL_WIDTHS:
        raise InvalidInput(fields={"width_mm": str(WRONG_WIDTH)})
    said = {"width_mm": width_mm, "set_by_id": actor.account_id, "basis": basis[:300]}
    day = since or timezone.localdate()
    return _set(picture, "agency", since=day, whose={"unit_id": unit.pk}, said=said)


@action(OWN_MEANS)
def drop_own_picture(picture: SignatureImage, *, actor: Actor) -> None:
    """Sign with name and time in words from now on. Raises ``OutOfScope`` for somebody else's."""
    if actor.account_id is None or picture.account_id != actor.account_id:
        raise OutOfScope
    _drop(picture)


@action(KEEP_SEAL)
def drop_seal_picture(unit: Unit, *, picture: SignatureImage, actor: Actor) -> Unit:
    """Seal without this picture from now on: lost, damaged, or planned and not wanted any more.

    What was sealed keeps its picture. Raises ``IllegalState`` when it has ended already.
    """
    if picture.unit_id != unit.pk:
        raise OutOfScope
    _drop(picture)
    return unit


def _drop(picture: SignatureImage) -> None:
    """End it today; one that began today or later was as good as never in use and goes."""
    today = timezone.localdate()
    found: SignatureImage = SignatureImage.objects.select_for_update().get(pk=picture.pk)
    if found.valid_to is not None and found.valid_to <= today:
        raise IllegalState(ENDED)
    if found.valid_from >= today:
        found.delete()
        return
    found.valid_to = today
    found.save(update_fields=["valid_to"])


def _set(
    picture: bytes, ink: str, *, since: date, whose: dict[str, Any], said: dict[str, Any]
) -> SignatureImage:
    drawn = drawn_picture(picture, ink)
    if since < timezone.localdate():
        raise InvalidInput(fields={"since": str(IN_THE_PAST)})
    rows = SignatureImage.objects.select_for_update().filter(**whose)
    planned = rows.filter(valid_from__gt=since).order_by("valid_from").first()
    if planned is not None:
        words = str(PLANNED) % {"day": f"{planned.valid_from:%d/%m/%Y}"}
        raise InvalidInput(fields={"since": words})
    rows.filter(valid_to__isnull=True, valid_from__lt=since).update(valid_to=since)
    made, _is_new = SignatureImage.objects.update_or_create(
        valid_from=since, valid_to=None, **whose, defaults={"picture": drawn, **said}
    )
    found: SignatureImage = made
    return found
