# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that officers attach on the case screen: the place to upload, the files kept so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lienthong.core.documents.api import FileVersion
from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.panels.citizen_drafts import MEDIA_TYPES, MEGABYTE, upload_url


@dataclass(frozen=True, slots=True)
class Attaching:
    """What may be attached where: name of the slot and draft, how much, the address that takes."""

    slot: str
    draft: str
    label: str
    most: int
    largest: int
    address: str


def attaching_context(asked: Attaching, kept: Sequence[int], actor: Actor) -> dict[str, Any]:
    """The section of the case screen where files are attached."""
    return {
        "title": asked.label,
        "slot": upload_slot(asked, kept, actor),
        "files": kept_files(kept, remove_url=asked.address),
    }


def upload_slot(asked: Attaching, kept: Sequence[int], actor: Actor) -> dict[str, Any] | None:
    """The slot for one more file; None when there are as many as there may be."""
    if len(kept) >= asked.most:
        return None
    types = tuple(MEDIA_TYPES.values())
    return {
        "id": asked.slot,
        "label": asked.label,
        "state": "empty",
        "again": bool(kept),
        "accept": ",".join(types),
        "max_mb": asked.largest // MEGABYTE,
        "return_url": asked.address,
        "upload_url": upload_url(
            draft=asked.draft,
            slot=asked.slot,
            largest=asked.largest,
            types=types,
            return_path=asked.address,
            actor=actor,
        ),
    }


def kept_files(kept: Sequence[int], *, remove_url: str = "") -> list[dict[str, Any]]:
    """Files in the order they came, with the address that takes one out."""
    rows = FileVersion.objects.in_bulk(list(kept))
    return [
        {
            "id": pk,
            "name": rows[pk].original_name,
            "pages": rows[pk].pages,
            "url": reverse("officer:file", args=[pk]),
            "remove_url": remove_url,
        }
        for pk in kept
        if pk in rows
    ]
