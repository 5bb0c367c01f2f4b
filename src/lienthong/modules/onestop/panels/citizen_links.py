# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the citizens' portal leads to in this module, by the place that shows the link."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def links() -> dict[str, list[dict[str, Any]]]:
    """Tiles of the home page, buttons of the account, all services, what is public."""
    lookup = {
        "title": _("Tra cứu hồ sơ"),
        "text": _("Đang ở bước nào"),
        "url": reverse("onestop:citizen-lookup"),
        "icon": "file-search",
    }
    own, drafts = _own()
    return {
        "home": [lookup, own, drafts],
        "account": [own, drafts | {"title": _("Bản nháp của tôi")}, *_of_a_person()],
        "services": [{"url": reverse("onestop:citizen-services")}],
        "kept": [
            {"title": _("Hồ sơ đang trễ hạn"), "url": reverse("onestop:citizen-late")},
            {"title": _("Số liệu giải quyết hồ sơ"), "url": reverse("onestop:citizen-figures")},
        ],
    }


def _own() -> tuple[dict[str, Any], dict[str, Any]]:
    """Dossiers and drafts."""
    own = {
        "title": _("Hồ sơ của tôi"),
        "text": _("Ngày hẹn, kết quả"),
        "url": reverse("onestop:citizen-dossiers"),
        "icon": "folder",
    }
    drafts = {
        "title": _("Bản nháp"),
        "text": _("Làm tiếp chỗ đang dở"),
        "url": reverse("onestop:citizen-drafts"),
        "icon": "notes",
    }
    return own, drafts


def _of_a_person() -> list[dict[str, Any]]:
    """Children, people acted for, who read what."""
    places = (
        (_("Con của tôi"), "onestop:citizen-children", "baby-carriage"),
        (_("Người tôi được làm thay"), "onestop:citizen-mandates", "users"),
        (_("Ai đã xem dữ liệu của tôi"), "onestop:citizen-reads", "eye"),
    )
    return [{"title": title, "url": reverse(name), "icon": icon} for title, name, icon in places]
