# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A phone as the camera of the desk: paired for a quarter of an hour, one phone, pages in order.

Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import bind_mandate_document
from lienthong.core.documents.api import (
    Kept,
    accept_quarantined,
    add_produced,
    open_file,
    version_of_receipt,
)
from lienthong.core.units.api import Unit
from lienthong.kernel import ports
from lienthong.kernel.actions import action, part_of_act
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.live import announce
from lienthong.kernel.permits import PAIRING_SECONDS, UploadReceipt
from lienthong.modules.onestop.actions.receiving_files import MANDATE_PAPER, hand_files_over
from lienthong.modules.onestop.enums import ComponentState
from lienthong.modules.onestop.models import Dossier, DossierComponent, PhoneCamera, PhonePhoto
from lienthong.modules.onestop.permissions import RECEIVE

MOST_PAGES = 30
OWNER_KIND = "onestop.camera"
CHANGED = "photos"
MANDATE = "mandate"
"""The slot of the paper on which somebody lodges for somebody else."""
BIND = "onestop.bind_photos"


@action(RECEIVE)
def pair_phone(
    unit: Unit,
    *,
    slots: Sequence[Mapping[str, str]],
    dossier: Dossier | None = None,
    actor: Actor,
) -> PhoneCamera:
    """Open a pairing for the officer's screen; an earlier one of theirs ends."""
    now, account = timezone.now(), actor.account_id or 0
    PhoneCamera.objects.filter(account_id=account, ended_at=None).update(ended_at=now)
    return PhoneCamera.objects.create(
        account_id=account,
        unit=unit,
        dossier=dossier,
        slots=[{"key": slot["key"], "name": slot["name"]} for slot in slots],
        expires_at=now + timedelta(seconds=PAIRING_SECONDS),
    )


@action(RECEIVE)
def claim_camera(camera: PhoneCamera, *, device: str, actor: Actor) -> PhoneCamera:
    """The first phone that comes becomes the camera.

    Raises ``IllegalState`` when the pairing is over or another phone came first.
    """
    locked = _lock(camera)
    if locked.device and locked.device != device:
        raise IllegalState(_("Mã này đã ghép với điện thoại khác."), code="other_phone")
    if not locked.device:
        locked.device, locked.claimed_at = device, timezone.now()
        locked.save(update_fields=["device", "claimed_at"])
        _tell(locked)
    return locked


@action(RECEIVE)
def ask_for_photos(
    camera: PhoneCamera, *, slots: Sequence[Mapping[str, str]], actor: Actor
) -> PhoneCamera:
    """Change which papers the phone offers, as the answers at the counter change."""
    locked = _lock(camera)
    locked.slots = [{"key": slot["key"], "name": slot["name"]} for slot in slots]
    locked.save(update_fields=["slots"])
    return locked


@action(RECEIVE)
def take_photo(camera: PhoneCamera, *, receipt: UploadReceipt, actor: Actor) -> PhonePhoto:
    """Keep a page that the edge received, last in its slot; the same receipt again changes nothing.

    Raises ``OutOfScope`` for a receipt of another pairing or slot, ``IllegalState`` when the
    pairing is over or full, ``InvalidInput`` when the file cannot be taken.
    """
    locked = _lock(camera)
    names = {slot["key"]: slot["name"] for slot in locked.slots}
    if receipt.draft != draft_of(locked) or receipt.slot not in names:
        raise OutOfScope
    taken = version_of_receipt(receipt.id)
    if taken is not None:
        return PhonePhoto.objects.get(file_version_id=taken.pk)
    if locked.photos.count() >= MOST_PAGES:
        raise IllegalState(_("Đã đủ 30 trang. Hãy xóa bớt rồi chụp tiếp."))
    file = open_file(
        names[receipt.slot],
        owner_kind=OWNER_KIND,
        owner_id=locked.pk,
        unit_id=locked.unit_id,
        actor=actor,
    )
    version = accept_quarantined(file, receipt=receipt, digitised=True, actor=actor)
    last = locked.photos.filter(slot=receipt.slot).aggregate(last=Max("order"))["last"] or 0
    photo: PhonePhoto = locked.photos.create(
        slot=receipt.slot, order=last + 1, file_version_id=version.pk
    )
    _tell(locked)
    return photo


@action(RECEIVE)
def drop_photo(camera: PhoneCamera, *, photo_id: int, actor: Actor) -> PhoneCamera:
    """Take a page out, to be taken again; an unknown page changes nothing."""
    locked = _lock(camera)
    locked.photos.filter(pk=photo_id).delete()
    _tell(locked)
    return locked


@action(RECEIVE)
def put_photo_forward(camera: PhoneCamera, *, photo_id: int, actor: Actor) -> PhoneCamera:
    """Put a page one place forward among those of its paper."""
    locked = _lock(camera)
    moved = locked.photos.filter(pk=photo_id).first()
    if moved is None:
        raise OutOfScope
    before = locked.photos.filter(slot=moved.slot, order__lt=moved.order).last()
    if before is not None:
        before.order, moved.order = moved.order, before.order
        PhonePhoto.objects.bulk_update([before, moved], ["order"])
    _tell(locked)
    return locked


@action(RECEIVE)
def unpair_phone(camera: PhoneCamera, *, actor: Actor) -> PhoneCamera:
    """End a pairing; what was photographed stays on the officer's screen."""
    if camera.ended_at is None:
        camera.ended_at = timezone.now()
        camera.save(update_fields=["ended_at"])
        _tell(camera)
    return camera


@action(RECEIVE)
def add_photos(dossier: Dossier, *, camera: PhoneCamera, actor: Actor) -> Dossier:
    """Put the pages photographed at the check of a dossier with its components.

    Raises ``OutOfScope`` for a pairing of another dossier or officer.
    """
    if camera.dossier_id != dossier.pk or camera.account_id != actor.account_id:
        raise OutOfScope
    found = photos_by_slot(camera)
    for component in dossier.components.filter(key__in=found):
        component.files = [*component.files, *found[component.key]]
        if component.state == ComponentState.MISSING:
            component.state, component.source = ComponentState.GIVEN, "upload"
        component.save(update_fields=["files", "state", "source"])
    hand_photos_over(camera, dossier, actor=actor)
    return dossier


@part_of_act
def hand_photos_over(camera: PhoneCamera, dossier: Dossier, *, actor: Actor) -> None:
    """The pages belong to the dossier now; the worker binds those of one paper into one PDF."""
    found = photos_by_slot(camera)
    numbers = [number for pages in found.values() for number in pages]
    hand_files_over(dossier, numbers)
    camera.photos.all().delete()
    unpair_phone(camera, actor=actor)
    for key, pages in found.items():
        if len(pages) > 1 or key == MANDATE:
            ports.defer(BIND, dossier_id=dossier.pk, key=key, pages=pages)


@action(RECEIVE)
def record_bound(
    dossier: Dossier, *, key: str, pages: Sequence[int], kept: Kept, actor: Actor
) -> None:
    """Put one bound PDF in the place of its pages; once, however often the job runs."""
    if key == MANDATE:
        _record_mandate(dossier, pages, kept, actor)
        return
    component = DossierComponent.objects.select_for_update().get(dossier=dossier, key=key)
    if not set(pages) <= set(component.files):
        return
    file = open_file(component.name, owner_kind="onestop.dossier", owner_id=dossier.pk, actor=actor)
    version = add_produced(
        file,
        kept=kept,
        name=f"{component.key}.pdf",
        content_type="application/pdf",
        pages=len(pages),
        actor=actor,
    )
    others = [number for number in component.files if number not in pages]
    component.files = [*others, version.pk]
    component.save(update_fields=["files"])


@part_of_act
def _record_mandate(dossier: Dossier, pages: Sequence[int], kept: Kept, actor: Actor) -> None:
    """All pages of the ground of lodging for somebody else, open to both sides of the mandate."""
    mandate = dossier.mandate
    if mandate is None or mandate.document_id not in pages:
        return
    title = str(mandate.get_basis_display())
    file = open_file(title, owner_kind=MANDATE_PAPER, owner_id=mandate.pk, actor=actor)
    version = add_produced(
        file,
        kept=kept,
        name=f"{MANDATE}.pdf",
        content_type="application/pdf",
        pages=len(pages),
        actor=actor,
    )
    bind_mandate_document(mandate, file_version_id=version.pk, actor=actor)


def photos_by_slot(camera: PhoneCamera) -> dict[str, list[int]]:
    """File version ids of the pages of each paper, in order."""
    found: dict[str, list[int]] = {}
    for photo in camera.photos.all():
        found.setdefault(photo.slot, []).append(photo.file_version_id)
    return found


def draft_of(camera: PhoneCamera) -> str:
    """How permits and receipts name a pairing."""
    return f"camera:{camera.pk}"


def _lock(camera: PhoneCamera) -> PhoneCamera:
    locked = PhoneCamera.objects.select_for_update(of=("self",)).get(pk=camera.pk)
    if locked.ended_at is not None:
        raise IllegalState(_("Quầy đã thôi ghép điện thoại này."), code="unpaired")
    if locked.expires_at < timezone.now():
        raise IllegalState(_("Mã ghép đã hết hạn. Hãy quét mã mới ở quầy."), code="expired")
    return locked


def _tell(camera: PhoneCamera) -> None:
    announce(f"account:{camera.account_id}", CHANGED)
