# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What somebody without an account sees of a dossier after a right code: to read, not to act."""

from __future__ import annotations

from typing import Any

from lienthong.kernel.text import mask_name
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.panels.citizen_tracking import tracking_page

SHOWN = ("title", "code", "accepted", "state", "deadline", "answer", "notice")


def lookup_page(dossier: Dossier) -> dict[str, Any]:
    """The owner's tracking page without files, acts and what names other people."""
    page = tracking_page(dossier)
    shown = {name: page[name] for name in SHOWN}
    shown["timeline"] = [
        {name: value for name, value in step.items() if name not in {"url", "url_label"}}
        for step in page["timeline"]
    ]
    owner = dossier.submitter.full_name
    shown["facts"] = [
        fact | {"value": mask_name(owner)} if fact["value"] == owner else fact
        for fact in page["facts"]
    ]
    shown["needs_account"] = page["notice"] is not None or page["acts"]["result"]
    return shown
