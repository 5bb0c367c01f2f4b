# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every page needs around its content: the frame, the menu, who is here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lienthong.core.cases.api import count_inbox
from lienthong.core.ui.api import Frame
from lienthong.kernel.actor import Actor
from lienthong.kernel.module import CITIZEN, OFFICER
from lienthong.kernel.registry import modules
from lienthong.kernel.views import actor_of, may_hold

OFFICER_PATH = "/can-bo/"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Frame and menu of the portal in which the request stands."""
    portal = OFFICER if request.path.startswith(OFFICER_PATH) else CITIZEN
    actor = actor_of(request)
    return {
        "frame": _frame(actor),
        "actor": actor,
        "menu": menu_of(request, actor, portal),
        "posts": _posts(actor) if portal == OFFICER else [],
    }


def _frame(actor: Actor) -> Frame:
    own = reverse("accounts:security") if actor.is_officer else reverse("citizen:account")
    return Frame(
        account_url=own,
        sign_in_url=reverse("accounts:citizen-sign-in"),
        sign_out_url=reverse("accounts:sign-out"),
        post_switch_url=reverse("officer:post"),
        search_url=reverse("officer:search") if actor.is_officer else reverse("citizen:search"),
        display_url=reverse("citizen:display"),
        language_url=reverse("citizen:language"),
    )


def menu_of(request: HttpRequest, actor: Actor, portal: str) -> list[dict[str, Any]]:
    """Entries of the portal's menu that the actor may use, in order; the inbox with its count."""
    items = [item for module in modules() for item in module.menu if item.portal == portal]
    entries = []
    for item in sorted(items, key=lambda entry: entry.order):
        if not may_hold(actor, item.permission):
            continue
        url = reverse(item.url_name)
        entries.append(_entry(str(item.title), url, item.icon, request.path))
    if portal == OFFICER and actor.is_officer:
        inbox = _entry("Việc của tôi", reverse("officer:inbox"), "inbox", request.path)
        inbox["current"] = request.path == inbox["url"]
        inbox["count"] = count_inbox(actor)
        entries.insert(0, inbox)
    return entries


def _entry(title: str, url: str, icon: str, path: str) -> dict[str, Any]:
    return {
        "title": title,
        "url": url,
        "icon": icon,
        "count": None,
        "current": path == url or (url not in {"/", OFFICER_PATH} and path.startswith(url)),
    }


def _posts(actor: Actor) -> list[dict[str, Any]]:
    ids = [key for key in actor.extra.get("post_ids", "").split(",") if key]
    return [
        {
            "unit": post.unit_name,
            "role": post.position,
            "value": key,
            "current": post.unit_id == actor.unit_id,
        }
        for key, post in zip(ids, actor.posts, strict=True)
    ]
