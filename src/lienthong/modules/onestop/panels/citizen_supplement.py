# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the citizen is asked to supplement, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.kernel.actor import Actor
from lienthong.modules.onestop.actions.receiving_files import answer_draft
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Defect, Dossier, SupplementNotice
from lienthong.modules.onestop.panels.citizen_drafts import MEDIA_TYPES, MEGABYTE, upload_url
from lienthong.modules.onestop.queries.turns import answer_files


def supplement_page(
    dossier: Dossier,
    notice: SupplementNotice,
    typed: Mapping[int, str],
    wrong: Mapping[str, str],
    actor: Actor,
) -> dict[str, Any]:
    """The page with every item; ``typed`` and ``wrong`` are what was sent and refused."""
    items = [_item(dossier, defect, typed, wrong, actor) for defect in notice.defects.all()]
    return {
        "page_title": _("Bổ sung giấy tờ"),
        "title": dossier.case.title,
        "code": dossier.code,
        "reason": notice.reason,
        "asked_by": notice.asked_by_text,
        "sent_at": notice.sent_at,
        "effect": waiting_words(dossier.state),
        "items": items,
        "errors": [
            {"target": f"muc-{item['id']}", "message": item["error"]}
            for item in items
            if item["error"]
        ],
        "dossier_url": reverse("onestop:citizen-dossier", args=[dossier.code]),
    }


def waiting_words(state: str) -> str:
    """What waiting means for the promised date: before acceptance there is none yet.

    Legal basis: 61/2018/NĐ-CP, Điều 17 and 19.
    """
    if state == DossierState.INTAKE_SUPPLEMENT:
        return _("Quầy nhận hồ sơ và hẹn ngày trả khi bạn bổ sung đủ.")
    return _("Thời hạn giải quyết tạm dừng tới khi bạn bổ sung đủ.")


def _item(
    dossier: Dossier,
    defect: Defect,
    typed: Mapping[int, str],
    wrong: Mapping[str, str],
    actor: Actor,
) -> dict[str, Any]:
    files = _files(dossier, defect)
    return {
        "id": defect.pk,
        "name": defect.name,
        "what": defect.what,
        "text": typed.get(defect.pk, defect.answer_text),
        "error": str(wrong.get(f"defect_{defect.pk}", "")),
        "files": files,
        "slot": _slot(dossier, defect, actor) | {"again": bool(files)},
    }


def _slot(dossier: Dossier, defect: Defect, actor: Actor) -> dict[str, Any]:
    """The place for a file of one item, as ``file_slot`` draws it."""
    here = reverse("onestop:citizen-defect", args=[dossier.code, defect.pk])
    size = dossier.procedure_version.spec.largest_mb(defect.component_key)
    return {
        "id": f"tep-{defect.pk}",
        "label": defect.name,
        "accept": ",".join(MEDIA_TYPES.values()),
        "max_mb": size,
        "return_url": here,
        "upload_url": upload_url(
            draft=answer_draft(dossier),
            slot=str(defect.pk),
            largest=size * MEGABYTE,
            types=tuple(MEDIA_TYPES.values()),
            return_path=here,
            actor=actor,
        ),
    }


def _files(dossier: Dossier, defect: Defect) -> list[dict[str, Any]]:
    return [
        {
            "id": version.pk,
            "name": version.original_name,
            "pages": version.pages,
            "url": reverse("onestop:citizen-file", args=[dossier.code, version.pk]),
        }
        for version in answer_files(defect, of_desk=False)
    ]
