# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen's messages; addresses and channels; confirming an address with a one-time code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lienthong.core.accounts.api import Person
from lienthong.core.notifications.api import (
    SETTLE,
    CodePurpose,
    ContactSetting,
    TooManyRequests,
    Wishes,
    ask_confirmation,
    code_limits,
    confirm_contact,
    contact_setting,
    mask_email,
    settle_contact,
)
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, OutOfScope
from lienthong.kernel.forms import form_key
from lienthong.kernel.permissions import PUBLIC
from lienthong.kernel.text import mask_phone
from lienthong.kernel.views import GuardedView
from lienthong.portals.citizen.notifications.panels import address_rows, contact_fields
from lienthong.portals.citizen.settings.languages import spoken_languages
from lienthong.portals.message_settings import keep_settings, settings_context, take_browser
from lienthong.portals.messages import message_list

ASKED = "citizen.contact.asked"
LONGEST = 254


class PersonalView(GuardedView):
    """A page about the citizen who is signed in; nobody keeps it."""

    abstract = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing personal stays in a shared browser or proxy."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """Draw a page with a fresh form key."""
        shown = {"form_key": form_key(), "errors": [], **context}
        return render(self.request, f"citizen/{template}.html", shown, status=status)

    @property
    def asker(self) -> Actor:
        """The actor with the network address behind the proxy."""
        address = get_adapter(self.request).get_client_ip(self.request)
        return self.actor.acting(address=str(address))

    def person(self) -> Person:
        """The person who is signed in. Raises ``OutOfScope`` without one."""
        person = Person.objects.filter(pk=self.actor.person_id or 0).first()
        if person is None:
            raise OutOfScope
        return person

    def setting(self) -> ContactSetting:
        """The person's choice. Raises ``OutOfScope`` when none was made yet."""
        setting = contact_setting(self.actor.person_id)
        if setting is None:
            raise OutOfScope
        return setting


class MessagesView(PersonalView):
    """All messages by day; what is shown counts as seen from then on."""

    permission = SETTLE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        return self.page("messages", message_list(request, self.actor))


class MessageSettingsView(PersonalView):
    """How one is told, kind by kind."""

    permission = SETTLE

    def get(self, request: HttpRequest) -> HttpResponse:
        """The table of kinds and channels, and the browsers that may be woken."""
        return self.page("message_settings", settings_context(self.actor))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Keep it."""
        keep_settings(request, self.actor)
        return redirect("citizen:message-settings")


class PushView(PersonalView):
    """A browser that may be woken."""

    permission = SETTLE
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Note it."""
        return take_browser(request, self.actor)


class PushWorkerView(GuardedView):
    """The script that shows what is pushed, under an address that never changes."""

    permission = PUBLIC

    def get(self, _request: HttpRequest) -> HttpResponse:
        """The script; browsers ask for it again to find a newer one."""
        found = finders.find("ui/js/push_worker.js")
        script = Path(str(found)).read_bytes()
        answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
        answer["Cache-Control"] = "no-cache"
        return answer


class ContactView(PersonalView):
    """Mail address, telephone, channels."""

    permission = SETTLE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is chosen; at first what VNeID and earlier dossiers said."""
        person, setting = self.person(), contact_setting(self.actor.person_id)
        wishes = Wishes(email=person.email, phone=person.phone)
        if setting is not None:
            wishes = _wishes(setting)
        return self._show(wishes, setting)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Keep the choice; say what is still to be confirmed."""
        typed = _typed(request)
        try:
            settle_contact(self.person(), wishes=typed, actor=self.actor)
        except InvalidInput as refused:
            setting = contact_setting(self.actor.person_id)
            return self._show(typed, setting, wrong=refused.fields, status=422)
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("citizen:contact")

    def _show(
        self,
        wishes: Wishes,
        setting: ContactSetting | None,
        *,
        wrong: dict[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "page_title": _("Cách nhận thông báo"),
            "fields": contact_fields(wishes, wrong or {}, spoken_languages()),
            "addresses": address_rows(setting) if setting else [],
            "errors": [
                {"target": f"id_{name}", "message": said} for name, said in (wrong or {}).items()
            ],
        }
        return self.page("contact", context, status=status)


class AskConfirmationView(PersonalView):
    """Send a code to the address that waits for confirmation."""

    permission = SETTLE
    http_method_names = ["post"]  # Django's own attribute

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send it and go on to where it is typed."""
        setting, purpose = self.setting(), _purpose(request)
        try:
            code = ask_confirmation(setting, purpose=purpose, actor=self.asker)
        except (InvalidInput, TooManyRequests) as refused:
            messages.error(request, str(refused))
            return redirect("citizen:contact")
        request.session[ASKED] = {"purpose": purpose, "token": code.token}
        return redirect("citizen:contact-confirm")


class ConfirmView(PersonalView):
    """Type the digits that arrived."""

    permission = SETTLE

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the field; back to the choice when no code was sent."""
        asked = request.session.get(ASKED)
        return self._show(asked) if asked else redirect("citizen:contact")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The address is confirmed, or the digits do not fit."""
        asked = request.session.get(ASKED)
        if not asked:
            return redirect("citizen:contact")
        typed = request.POST.get("code", "")[:LONGEST].replace(" ", "")
        done = confirm_contact(self.setting(), typed=typed, actor=self.asker, **asked)
        if done is None:
            return self._show(asked, wrong=True)
        del request.session[ASKED]
        messages.success(request, _("Đã xác nhận. Thông báo sẽ tới đây."))
        return redirect("citizen:contact")

    def _show(self, asked: dict[str, str], *, wrong: bool = False) -> HttpResponse:
        setting, limits = self.setting(), code_limits()
        by_mail = asked["purpose"] == CodePurpose.EMAIL
        context = {
            "page_title": _("Xác nhận nơi nhận thông báo"),
            "by_mail": by_mail,
            "address": mask_email(setting.email) if by_mail else mask_phone(setting.phone),
            "minutes": int(limits.valid.total_seconds() // 60),
            "tries": limits.tries,
        }
        if wrong:
            message = _("Mã chưa đúng hoặc không còn dùng được. Xem lại tin nhắn hoặc xin mã mới.")
            context["errors"] = [{"target": "id_code", "message": message}]
        return self.page("contact_confirm", context, status=422 if wrong else 200)


def _wishes(setting: ContactSetting) -> Wishes:
    return Wishes(
        setting.email, setting.phone, setting.wants_email, setting.wants_sms, setting.language
    )


def _typed(request: HttpRequest) -> Wishes:
    sent = request.POST
    language = sent.get("language", "vi")
    return Wishes(
        email=sent.get("email", "")[:LONGEST],
        phone=sent.get("phone", "")[:LONGEST],
        wants_email="email" in sent.getlist("channels"),
        wants_sms="sms" in sent.getlist("channels"),
        language=language if language in spoken_languages() else "vi",
    )


def _purpose(request: HttpRequest) -> str:
    asked = request.POST.get("purpose")
    return CodePurpose.EMAIL if asked == CodePurpose.EMAIL else CodePurpose.PHONE
