# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What every page needs around its content: the frame, the menu, who is here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lienthong.core.cases.api import InboxFilter, count_of_parts
from lienthong.core.documents.api import initials
from lienthong.core.notifications.api import count_of_unseen
from lienthong.core.ui.api import Frame
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.counts import count_together
from lienthong.kernel.directories import Directory, directories
from lienthong.kernel.module import ADMINISTRATION, CITIZEN, GROUPS, OFFICER, MenuItem
from lienthong.kernel.registry import modules
from lienthong.kernel.views import actor_of, may_hold
from lienthong.portals.administration.menu import CORE_ENTRIES, GROUP_TITLES
from lienthong.portals.citizen.settings.languages import next_language
from lienthong.portals.help.topics import topic_of
from lienthong.portals.live import stream_address
from lienthong.portals.officer.menu import desk_entries

OFFICER_PATH = "/can-bo/"
ADMINISTRATION_PATH = "/quan-tri/"
COUNTED = 100
_TOLD, _MENUS = "waiting", "menus"
"""Names on the request under which what was read once for it is kept."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Frame and menu of the portal in which the request stands."""
    portal = portal_of(request.path)
    actor = actor_of(request)
    return {
        "frame": _frame(request, actor, portal),
        "actor": actor,
        "menu": menu_of(request, actor, portal),
        "posts": [] if portal == CITIZEN else _posts(actor),
    }


def portal_of(path: str) -> str:
    """The portal in which an address stands."""
    if path.startswith(ADMINISTRATION_PATH):
        return ADMINISTRATION
    return OFFICER if path.startswith(OFFICER_PATH) else CITIZEN


def _frame(request: HttpRequest, actor: Actor, portal: str) -> Frame:
    other = next_language()
    own = _address("accounts:security") if actor.is_officer else _address("citizen:account")
    help_url, help_title = _help(request, actor, portal)
    keeps = portal == ADMINISTRATION
    found = _address("administration:search" if keeps else "officer:search")
    return Frame(
        is_officer=actor.is_officer,
        help_url=help_url,
        help_title=help_title,
        refusal_base=_refusal_base(actor, portal),
        help_links=_help_links(help_url),
        about_links=_about_links(),
        account_url=own,
        sign_in_url=_address("accounts:citizen-sign-in"),
        sign_out_url=_address("accounts:sign-out"),
        post_switch_url=_address("officer:post"),
        stand_in_url=_address("officer:delegations") if actor.is_officer else "",
        search_url=_address("officer:search") if actor.is_officer else _address("citizen:search"),
        display_url=_address("citizen:display"),
        language_url=f"{_address('citizen:language')}?chon={other}" if other else "",
        language_code=other,
        language_name=dict(settings.LANGUAGES).get(other, ""),
        officer_search_url=found,
        palette_url=found,
        search_hint=_("Tìm trong quản trị: đơn vị, người, sổ, văn bản…") if keeps else "",
        shortcuts_url=_address("officer:shortcuts") if actor.is_officer else "",
        notifications_url=_messages_url(actor),
        notifications_panel_url=_address("officer:messages-panel") if actor.is_officer else "",
        unread=cast("int", SimpleLazyObject(lambda: _waiting(request, actor).messages)),
        live_url=_address("officer:live") if actor.is_officer else "",
        live_stream=stream_address(request, actor) if actor.is_officer else "",
        live_name=f"account-{actor.account_id}" if actor.is_officer else "",
    )


def _refusal_base(actor: Actor, portal: str) -> str:
    """The frame of a page that says no: an officer at work stays in the frame of work."""
    at_work = actor.is_officer and portal != CITIZEN
    return "ui/officer_base.html" if at_work else "ui/citizen_form_base.html"


@cache
def _address(name: str, *args: str) -> str:
    """An address of the frame: the same as long as the process lives."""
    return reverse(name, args=args)


def _help_links(help_url: str) -> tuple[tuple[str, str, str], ...]:
    desks = (_("Tìm bộ phận một cửa"), _address("citizen:desks"), "map-pin")
    return ((_("Trợ giúp trang này"), help_url, "help-circle"), desks) if help_url else (desks,)


def _about_links() -> tuple[tuple[str, str], ...]:
    about = _address("citizen:about")
    return (
        (_("Quyền riêng tư"), f"{about}#rieng-tu"),
        (_("Ai cũng dùng được"), f"{about}#tro-nang"),
        (_("Số liệu mở"), f"{about}#du-lieu-mo"),
        (_("Mã nguồn"), f"{about}#ma-nguon"),
    )


def _messages_url(actor: Actor) -> str:
    if actor.is_officer:
        return _address("officer:messages")
    return _address("citizen:messages") if actor.kind is ActorKind.CITIZEN else ""


def _help(request: HttpRequest, actor: Actor, portal: str) -> tuple[str, str]:
    """Address and title of the help of this screen; the list of topics where there is none."""
    if portal != CITIZEN and not actor.is_officer:
        return "", ""
    told_in = CITIZEN if portal == CITIZEN else OFFICER
    match = request.resolver_match
    of = next(iter(match.kwargs.values()), "") if match else ""
    topic = topic_of(match.view_name, str(of)) if match else None
    if topic is None or topic.portal != told_in:
        return _address(f"{told_in}:help"), _("Trợ giúp")
    return _address(f"{told_in}:help-topic", topic.key), topic.said.title


def menu_of(request: HttpRequest, actor: Actor, portal: str) -> list[dict[str, Any]]:
    """Entries of the portal's menu that the actor may use, in order; the inbox with its count.

    Made once for a request and a portal.
    """
    kept: dict[str, list[dict[str, Any]]] = request.__dict__.setdefault(_MENUS, {})
    if portal not in kept:
        kept[portal] = _entries(request, actor, portal)
        _keep_nearest(kept[portal])
    return kept[portal]


def _keep_nearest(entries: list[dict[str, Any]]) -> None:
    """Of entries whose addresses begin alike only the longest is where the reader stands."""
    here = [entry for entry in entries if entry["current"]]
    longest = max((len(entry["url"]) for entry in here), default=0)
    for entry in here:
        entry["current"] = len(entry["url"]) == longest


def _entries(request: HttpRequest, actor: Actor, portal: str) -> list[dict[str, Any]]:
    if portal == ADMINISTRATION:
        return administration_menu(request, actor)
    entries = [
        _entry(str(item.title), _address(item.url_name), item.icon, request.path)
        for item in held_items(actor, portal)
    ]
    if portal == OFFICER and actor.is_officer:
        entries.insert(0, _inbox_entry(request, actor))
        entries += [
            _entry(title, _address(name), icon, request.path)
            for permission, title, name, icon in desk_entries()
            if permission is None or may_hold(actor, permission)
        ]
        papers = next(entry for entry in entries if entry["url"] == _address("officer:drafts"))
        papers["count"] = _bounded(_waiting(request, actor).papers) or None
        if administers(actor):
            entries.append(_entry(_("Quản trị"), ADMINISTRATION_PATH, "settings", request.path))
    return entries


def administers(actor: Actor) -> bool:
    """Whether there is anything in the administration portal for the actor."""
    kept = any(may_hold(actor, each.permission) for each in directories())
    return actor.is_officer and (kept or bool(held_items(actor, ADMINISTRATION)))


def administration_menu(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """Directories and entries of the administration portal by group; the first has its heading."""
    if not actor.is_officer:
        return []
    found = [
        (GROUPS.index(each.group), each.place, _directory_entry(each, request.path))
        for each in directories()
        if may_hold(actor, each.permission)
    ]
    found += [
        (GROUPS.index(item.group), item.order, _item_entry(item, request.path))
        for item in held_items(actor, ADMINISTRATION)
    ]
    entries = [entry for _group, _order, entry in sorted(found, key=lambda each: each[:2])]
    for before, entry in zip([None, *entries], entries, strict=False):
        if before is None or before["group"] != entry["group"]:
            entry["heading"] = str(GROUP_TITLES[entry["group"]])
    back = _entry(_("Về bàn làm việc"), OFFICER_PATH, "arrow-left", request.path)
    return [*entries, back | {"leads_away": True}]


def _directory_entry(each: Directory, path: str) -> dict[str, Any]:
    url = _address("administration:directory", each.slug)
    told = {"group": each.group, "explanation": str(each.explanation)}
    return _entry(str(each.title), url, each.icon, path) | told


def _item_entry(item: MenuItem, path: str) -> dict[str, Any]:
    told = {"group": item.group, "explanation": str(item.explanation)}
    return _entry(str(item.title), _address(item.url_name), item.icon, path) | told


def held_items(actor: Actor, portal: str) -> list[MenuItem]:
    """What modules, and in the administration portal core apps too, offer the actor, in order."""
    items = [item for module in modules() for item in module.menu if item.portal == portal]
    items += CORE_ENTRIES if portal == ADMINISTRATION else ()
    return [i for i in sorted(items, key=lambda item: item.order) if may_hold(actor, i.permission)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the reader, counted no further than a hundred."""

    work: int
    messages: int
    papers: int = 0


def tell_counts(request: HttpRequest, counts: Waiting) -> None:
    """A view that has counted what waits spares the frame the same statement."""
    setattr(request, _TOLD, counts)


def _waiting(request: HttpRequest, actor: Actor) -> Waiting:
    """What waits, in one statement for a request; work is counted for officers."""
    found: Waiting | None = getattr(request, _TOLD, None)
    if found is None and not actor.is_signed_in:
        found = Waiting(0, 0)
    elif found is None:
        asked = [count_of_unseen(actor, limit=COUNTED)]
        if actor.is_officer:
            asked.append(count_of_parts(actor, [InboxFilter()], limit=COUNTED))
            asked.append(initials.count_of_laid(actor, limit=COUNTED))
        (unseen,), *more = count_together(*asked)
        work, papers = (sum(numbers) for numbers in more) if more else (0, 0)
        found = Waiting(work, unseen, papers)
        tell_counts(request, found)
    return found


def _inbox_entry(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The inbox with its count, counted no further than a hundred."""
    entry = _entry(_("Việc của tôi"), _address("officer:inbox"), "inbox", request.path)
    entry["current"] = request.path == entry["url"]
    return entry | {"count": _bounded(_waiting(request, actor).work)}


def _bounded(count: int) -> int | str:
    return f"{COUNTED}+" if count >= COUNTED else count


def _entry(title: str, url: str, icon: str, path: str) -> dict[str, Any]:
    return {
        "title": title,
        "url": url,
        "icon": icon,
        "count": None,
        "leads_away": False,
        "heading": "",
        "current": path == url or (url not in {"/", OFFICER_PATH} and path.startswith(url)),
    }


def _posts(actor: Actor) -> list[dict[str, Any]]:
    ids = [key for key in actor.extra.get("post_ids", "").split(",") if key]
    return [
        {
            "unit": post.unit_name,
            "role": post.position,
            "value": key,
            "current": (post.unit_id, post.position) == (actor.unit_id, actor.position),
        }
        for key, post in zip(ids, actor.posts, strict=True)
    ]
