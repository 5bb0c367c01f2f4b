# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The phone that is paired: no account, only the scanned permit and the secret of this phone."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import FileVersion, file_response
from lienthong.kernel import permits, uploads
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.permits import PAIRING_SECONDS, UploadPermit
from lienthong.kernel.views import GuardedView
from lienthong.modules.onestop.actions.camera import (
    claim_camera,
    draft_of,
    drop_photo,
    take_photo,
)
from lienthong.modules.onestop.models import PhoneCamera
from lienthong.modules.onestop.permissions import CATALOGUE
from lienthong.modules.onestop.queries.cameras import (
    camera_of,
    device_hash,
    is_open,
    officer_of,
)
from lienthong.modules.onestop.views.citizen.uploads import receipt_of

COOKIE = "lt_camera"
LARGEST = 12 * 1024 * 1024
TYPES = ("image/jpeg", "image/png")


class CameraPhoneView(GuardedView):
    """The page that the scanned code opens."""

    permission = CATALOGUE

    def get(self, request: HttpRequest, permit: str) -> HttpResponseBase:
        """Ask to begin, show the papers, or say why this phone is not the camera."""
        camera = camera_of(permit)
        if is_mine(request, camera) and is_open(camera):
            return private(render(request, "onestop/phone/camera.html", page(camera, permit)))
        why = refusal(request, camera)
        context = {"page_title": _("Chụp giấy tờ cho quầy"), "refused": why, "camera": camera}
        status = 409 if why else 200
        return private(render(request, "onestop/phone/begin.html", context, status=status))

    def post(self, request: HttpRequest, permit: str) -> HttpResponseBase:
        """Become the camera: the first phone that presses."""
        camera = camera_of(permit)
        secret = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(32)
        try:
            claim_camera(camera, device=device_hash(secret), actor=officer_of(camera))
        except DomainError as refused:
            context = {"page_title": _("Chụp giấy tờ cho quầy"), "refused": str(refused)}
            return private(render(request, "onestop/phone/begin.html", context, status=409))
        answer = redirect("onestop:citizen-camera", permit=permit)
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=PAIRING_SECONDS,
            path="/chup/",
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )
        return private(answer)


class CameraPhotoView(GuardedView):
    """Pages of one pairing, from its own phone only."""

    permission = CATALOGUE

    def get(self, request: HttpRequest, permit: str) -> HttpResponseBase:
        """Keep the page whose receipt the edge sent along; the receipt is signed and single use."""
        camera = mine_or_404(request, permit)
        receipt, fault = receipt_of(request)
        if receipt is not None:
            try:
                take_photo(camera, receipt=receipt, actor=officer_of(camera))
            except OutOfScope:
                raise
            except DomainError as refused:
                fault = str(refused)
        if fault:
            messages.error(request, fault)
        return redirect("onestop:citizen-camera", permit=permit)

    def post(self, request: HttpRequest, permit: str) -> HttpResponseBase:
        """Take a page out, to be taken again."""
        camera = mine_or_404(request, permit)
        text = request.POST.get("photo", "")
        number = int(text) if text.isascii() and text.isdecimal() else 0
        drop_photo(camera, photo_id=number, actor=officer_of(camera))
        return redirect("onestop:citizen-camera", permit=permit)


class CameraPreviewView(GuardedView):
    """One page, shown to the phone that took it."""

    permission = CATALOGUE

    def get(self, request: HttpRequest, permit: str, photo: int) -> HttpResponseBase:
        """The picture."""
        found = mine_or_404(request, permit).photos.filter(pk=photo).first()
        if found is None:
            raise OutOfScope
        rows = FileVersion.objects.filter(pk=found.file_version_id)
        return private(file_response(rows[0], inline=True))


def page(camera: PhoneCamera, permit: str) -> dict[str, Any]:
    """The papers to photograph, each with its pages and its place to send to."""
    photos = list(camera.photos.all())
    here = reverse("onestop:citizen-camera-photo", args=[permit])
    slots = [
        slot
        | {
            "photos": [photo for photo in photos if photo.slot == slot["key"]],
            "upload_url": _upload_address(camera, slot["key"], here),
        }
        for slot in camera.slots
    ]
    title = _("Chụp giấy tờ cho quầy")
    return {"page_title": title, "camera": camera, "slots": slots, "permit": permit, "here": here}


def _upload_address(camera: PhoneCamera, slot: str, here: str) -> str:
    permit = UploadPermit(
        id=permits.new_id(),
        account=str(camera.account_id),
        draft=draft_of(camera),
        slot=slot,
        largest=LARGEST,
        types=TYPES,
        return_path=here,
        expires=int(max(camera.expires_at.timestamp(), time.time())),
    )
    return uploads.upload_address(permit)


def is_mine(request: HttpRequest, camera: PhoneCamera) -> bool:
    """Whether this phone is the one that was paired."""
    mine = device_hash(request.COOKIES.get(COOKIE, ""))
    return bool(mine) and secrets.compare_digest(mine, camera.device)


def mine_or_404(request: HttpRequest, permit: str) -> PhoneCamera:
    """The pairing of the permit, for its own phone. Raises ``OutOfScope``."""
    camera = camera_of(permit)
    if not is_mine(request, camera):
        raise OutOfScope
    return camera


def refusal(request: HttpRequest, camera: PhoneCamera) -> str:
    """Why this phone cannot be the camera; empty when it may begin."""
    if camera.ended_at is not None:
        return _("Quầy đã thôi ghép điện thoại này.")
    if not is_open(camera):
        return _("Mã ghép đã hết hạn. Hãy quét mã mới ở quầy.")
    if camera.device and not is_mine(request, camera):
        return _("Mã này đã ghép với điện thoại khác.")
    return ""


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Nothing of this stays in a browser, and the address goes to nobody else."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
