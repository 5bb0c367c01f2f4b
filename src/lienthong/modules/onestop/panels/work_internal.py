# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The internal files of a dossier as a list, and the place for one more."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.documents.api import WORK_LIMITS, WORK_TYPES, File, place_beside, work_beside
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_drafts import MEGABYTE, upload_url
from lienthong.modules.onestop.panels.work_sheets import marks_of
from lienthong.modules.onestop.queries.dossiers import OWNER_KIND

SLOT = "internal"
LEAST_BOUND = 2


def file_rows(dossier: Dossier) -> list[dict[str, Any]]:
    """The internal files, the newest first."""
    rows = [one for one in work_beside(OWNER_KIND, dossier.pk) if one.file.internal]
    return [
        {
            "title": one.file.title,
            "version": one.version,
            "failed": bool(one.file.problem),
            "marks": marks_of(one),
            "url": reverse("officer:file-desk", args=[one.file.pk]),
            "drop_url": reverse("officer:file-drop", args=[one.file.pk]),
        }
        for one in reversed(rows)
    ]


def slot_beside(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """The place for one more file, as ``file_slot`` draws it."""
    here = reverse("onestop:officer-internal", args=[dossier.pk])
    return {
        "id": SLOT,
        "label": _("Tài liệu nội bộ"),
        "state": "empty",
        "again": True,
        "accept": ",".join(sorted(WORK_LIMITS.media_types)),
        "max_mb": WORK_LIMITS.max_bytes // MEGABYTE,
        "return_url": here,
        "upload_url": upload_url(
            draft=place_beside(OWNER_KIND, dossier.pk),
            slot=SLOT,
            largest=WORK_LIMITS.max_bytes,
            types=WORK_TYPES,
            return_path=here,
            actor=actor,
        ),
    }


def bind_url(dossier: Dossier) -> str:
    """Where several files of the dossier are bound into one; empty with fewer than two."""
    own = File.objects.filter(owner_kind=OWNER_KIND, owner_id=dossier.pk).order_by("pk")
    numbers = list(own.values_list("pk", flat=True)[:LEAST_BOUND])
    enough = len(numbers) == LEAST_BOUND
    return reverse("officer:file-bind", args=[numbers[0]]) if enough else ""
