# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The officer's side of a paired phone: the code to scan, the pages as they come, their order."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import qr_svg
from lienthong.core.units.api import Unit
from lienthong.kernel.errors import IllegalState, OutOfScope
from lienthong.kernel.views import GuardedView, get_or_404
from lienthong.modules.onestop.actions.camera import (
    add_photos,
    drop_photo,
    pair_phone,
    put_photo_forward,
    unpair_phone,
)
from lienthong.modules.onestop.models import PhoneCamera
from lienthong.modules.onestop.permissions import RECEIVE
from lienthong.modules.onestop.queries.cameras import is_open, own_camera, pairing_text
from lienthong.modules.onestop.queries.dossiers import dossiers

TEMPLATE = "onestop/desk/camera.html"
MOST_SLOTS = 40


class CameraStartView(GuardedView):
    """Opens a pairing for the counter or for the check of a dossier."""

    permission = RECEIVE

    def post(self, request: HttpRequest) -> HttpResponse:
        """Pair; the answer is the panel with the code."""
        unit = Unit.objects.get(pk=self.actor.unit_id or 0)
        number = request.POST.get("dossier", "")
        dossier = None
        slots = slots_in(request.POST)
        if number:
            key = int(number) if number.isascii() and number.isdecimal() else 0
            dossier = get_or_404(self.actor, RECEIVE, dossiers(), pk=key)
            slots = [{"key": row.key, "name": row.name} for row in dossier.components.all()]
        camera = pair_phone(unit, slots=slots, dossier=dossier, actor=self.actor)
        return render(request, TEMPLATE, panel(camera))


class CameraView(GuardedView):
    """One pairing of the officer's own."""

    permission = RECEIVE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The panel as it stands."""
        return render(request, TEMPLATE, panel(own_camera(self.actor, pk)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a page out, put one forward, end the pairing, put the pages with the dossier."""
        camera = own_camera(self.actor, pk)
        act = request.POST.get("camera_act", "")
        text = request.POST.get("photo", "")
        photo = int(text) if text.isascii() and text.isdecimal() else 0
        if act == "drop":
            drop_photo(camera, photo_id=photo, actor=self.actor)
        elif act == "forward":
            put_photo_forward(camera, photo_id=photo, actor=self.actor)
        elif act == "unpair":
            unpair_phone(camera, actor=self.actor)
        elif act == "add" and camera.dossier_id:
            dossier = get_or_404(self.actor, RECEIVE, dossiers(), pk=camera.dossier_id)
            add_photos(dossier, camera=camera, actor=self.actor)
        else:
            raise IllegalState
        return render(request, TEMPLATE, panel(own_camera(self.actor, pk)))


def panel(camera: PhoneCamera) -> dict[str, Any]:
    """What the panel draws."""
    address = settings.LIENTHONG_PUBLIC_URL + reverse(
        "onestop:citizen-camera", args=[pairing_text(camera)]
    )
    photos = list(camera.photos.all())
    slots = [
        slot | {"photos": [photo for photo in photos if photo.slot == slot["key"]]}
        for slot in camera.slots
    ]
    return {
        "camera": camera,
        "is_open": is_open(camera),
        "camera_qr": qr_svg(address, title=_("Mã ghép điện thoại")),
        "address": address,
        "photo_slots": [slot for slot in slots if slot["photos"]],
        "count": len(photos),
    }


def slots_in(data: QueryDict) -> list[dict[str, str]]:
    """The papers that the counter shows: keys and names in pairs."""
    pairs = zip(data.getlist("slot_key"), data.getlist("slot_name"), strict=False)
    return [{"key": key[:60], "name": name[:300]} for key, name in pairs if key][:MOST_SLOTS]


def camera_in(data: QueryDict, actor: Any) -> PhoneCamera | None:
    """The pairing that the counter's form names; None without one of the officer's own."""
    number = data.get("camera", "")
    if not number.isascii() or not number.isdecimal():
        return None
    try:
        return own_camera(actor, int(number))
    except OutOfScope:
        return None
