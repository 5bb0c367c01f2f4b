# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of help topics and one topic, for citizens and for officers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lienthong.kernel.module import CITIZEN, OFFICER
from lienthong.kernel.permissions import OFFICER_DESK, PUBLIC, Permission
from lienthong.kernel.views import GuardedView
from lienthong.portals.help.topics import topic_by_key, topics


class HelpView(GuardedView):
    """Every topic of the citizens' pages, or one of them."""

    permission: ClassVar[Permission] = PUBLIC
    portal = CITIZEN
    template = "help/citizen.html"

    def get(self, request: HttpRequest, key: str = "") -> HttpResponse:
        """Show the topic, or the list; a topic that is asked for in a dialog comes bare."""
        context: dict[str, Any] = {"page_title": _("Trợ giúp"), "portal": self.portal}
        context["topics"] = [topic for topic in topics() if topic.portal == self.portal]
        if key:
            topic = topic_by_key(self.portal, key)
            if topic is None:
                raise Http404
            context |= {"topic": topic, "page_title": topic.said.title}
        bare = bool(key) and request.headers.get("X-Fragment") == "help"
        return render(request, "help/topic.html" if bare else self.template, context)


class OfficerHelpView(HelpView):
    """The same for officers."""

    permission: ClassVar[Permission] = OFFICER_DESK
    portal = OFFICER
    template = "help/officer.html"
