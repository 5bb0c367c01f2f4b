# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How somebody is told: kind by kind and channel, and which browsers may be woken."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from lienthong.core.notifications.api import (
    OFFERED,
    Browser,
    Channel,
    Keys,
    PushSubscription,
    add_browser,
    choices_of,
    drop_browser,
    is_connected,
    owner_of,
    public_text,
    reader_of,
    server_key,
    settle_choices,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput

LARGEST = 4096


def settings_context(actor: Actor) -> dict[str, Any]:
    """What the screen shows; a channel that this installation cannot send by is left out."""
    offered = [channel for channel in OFFERED[reader_of(actor)] if is_connected(channel)]
    return {
        "page_title": _("Cách nhận thông báo"),
        "channels": [(channel.value, channel.label) for channel in offered],
        "rows": [
            {
                "title": row.title,
                "cells": [
                    {
                        "name": f"{row.kind}:{channel.value}",
                        "label": f"{row.title}, {channel.label}",
                        "way": channel.label,
                        "wanted": row.wanted[channel],
                    }
                    for channel in offered
                ],
            }
            for row in choices_of(actor)
        ],
        "browsers": list(PushSubscription.objects.of(**owner_of(actor))),
        "push_worker_url": reverse("citizen:push-worker"),
        "push_key": public_text(server_key(settings.SECRET_KEY)) if _pushes(offered) else "",
    }


def _pushes(offered: list[Channel]) -> bool:
    return Channel.PUSH in offered


def keep_settings(request: HttpRequest, actor: Actor) -> None:
    """Keep what was ticked, or wake a browser no longer; says what was done."""
    browser = request.POST.get("bo", "")
    if browser.isdecimal():
        drop_browser(int(browser[:18]), actor=actor)
        messages.success(request, _("Đã tắt thông báo đẩy trên trình duyệt đó."))
        return
    wanted = {(kind, channel) for kind, _sep, channel in map(_parts, request.POST.getlist("nhan"))}
    hidden = [channel for channel in OFFERED[reader_of(actor)] if not is_connected(channel)]
    kept = {(r.kind, c) for r in choices_of(actor) for c in hidden if r.wanted[c]}
    settle_choices(wanted | kept, actor=actor)
    messages.success(request, _("Đã lưu cách nhận thông báo."))


def _parts(text: str) -> tuple[str, str, str]:
    return text.partition(":")


def take_browser(request: HttpRequest, actor: Actor) -> JsonResponse:
    """A browser's subscription, as its ``PushManager`` gave it (JSON)."""
    is_json = request.content_type == "application/json"
    try:
        given = json.loads(request.body[:LARGEST] if is_json else b"")
        keys = Keys(str(given["keys"]["p256dh"])[:120], str(given["keys"]["auth"])[:40])
        name = str(given.get("name", ""))
        browser = Browser(str(given["endpoint"]), keys, name)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("Không đọc được dữ liệu của trình duyệt.")}, status=400)
    try:
        add_browser(browser, actor=actor)
    except InvalidInput as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    messages.success(request, _("Đã bật thông báo đẩy trên trình duyệt này."))
    return JsonResponse({"done": True})
