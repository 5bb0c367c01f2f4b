# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody brings to the desk after Mẫu 02, item by item: words, and scans or files.

Legal basis: 61/2018/NĐ-CP, Điều 17; 45/2020/NĐ-CP, Điều 25 (papers are scanned when received).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.receiving_files import MOST_ANSWER_FILES, answer_draft
from lienthong.modules.onestop.models import Defect, Dossier, SupplementNotice
from lienthong.modules.onestop.panels.citizen_drafts import MEGABYTE
from lienthong.modules.onestop.panels.work_files import Attaching, kept_files, upload_slot
from lienthong.modules.onestop.queries.turns import answer_files


def brought_items(
    dossier: Dossier,
    notice: SupplementNotice,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    actor: Actor,
) -> list[dict[str, Any]]:
    """The items of a notice; ``typed`` and ``wrong`` are what was sent and refused."""
    return [_item(dossier, item, typed, wrong, actor) for item in notice.defects.all()]


def _item(
    dossier: Dossier,
    item: Defect,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    actor: Actor,
) -> dict[str, Any]:
    field = f"answer_{item.pk}"
    place = _place(dossier, item)
    here = [version.pk for version in answer_files(item, of_desk=True)]
    online = [version.original_name for version in answer_files(item, of_desk=False)]
    most = MOST_ANSWER_FILES - len(online)
    return {
        "field": field,
        "item": item,
        "text": typed.get(field, ""),
        "error": wrong.get(f"defect_{item.pk}", ""),
        "files": kept_files(here, remove_url=place.address),
        "slot": upload_slot(place, here, actor) if len(here) < most else None,
        "online": ", ".join(online),
    }


def _place(dossier: Dossier, item: Defect) -> Attaching:
    megabytes = dossier.procedure_version.spec.largest_mb(item.component_key)
    return Attaching(
        slot=str(item.pk),
        draft=answer_draft(dossier),
        label=item.name,
        most=MOST_ANSWER_FILES,
        largest=megabytes * MEGABYTE,
        address=reverse("onestop:officer-brought-file", args=[dossier.pk, item.pk]),
    )
