# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of signatures, set by their holders, and of seals, set by administrators."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.domain.ink import UnusablePictureError, inked
from lienthong.core.documents.models import SignatureImage
from lienthong.core.documents.permissions import CONFIGURE, OWN_MEANS
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed

PERSON_WIDTH = 45  # millimetres
SEAL_WIDTHS = range(20, 61)
UNUSABLE = {
    "not_png": _("Tệp này không phải ảnh PNG."),
    "too_large": _("Ảnh lớn quá. Hãy cắt sát nét ký rồi lưu lại dưới 180 kB."),
    "empty": _("Ảnh này không có nét ký nào đủ đậm."),
    "no_writing": _("Ảnh này không phải nét ký hay con dấu trên nền sáng."),
}
WRONG_WIDTH = _("Con dấu rộng từ 20 đến 60 mm.")


@action(OWN_MEANS)
def set_own_picture(picture: bytes, *, actor: Actor) -> SignatureImage:
    """Sign with this picture from today on. Raises ``InvalidInput`` in words."""
    if actor.account_id is None:
        raise NotAllowed
    return _set(picture, "person", PERSON_WIDTH, account_id=actor.account_id)


@action(CONFIGURE)
def set_seal_picture(
    unit_id: int, *, picture: bytes, width_mm: int, actor: Actor
) -> SignatureImage:
    """Seal with this picture, in its real width, from today on. Raises ``InvalidInput``."""
    if width_mm not in SEAL_WIDTHS:
        raise InvalidInput(WRONG_WIDTH)
    return _set(picture, "agency", width_mm, unit_id=unit_id)


def _set(picture: bytes, ink: str, width_mm: int, **whose: Any) -> SignatureImage:
    try:
        drawn = inked(picture, ink)
    except UnusablePictureError as unusable:
        raise InvalidInput(UNUSABLE[unusable.code], code=unusable.code) from unusable
    today = timezone.localdate()
    rows = SignatureImage.objects.filter(**whose)
    rows.filter(valid_to__isnull=True, valid_from__lt=today).update(valid_to=today)
    made, _is_new = SignatureImage.objects.update_or_create(
        valid_from=today, valid_to=None, **whose, defaults={"picture": drawn, "width_mm": width_mm}
    )
    found: SignatureImage = made
    return found
