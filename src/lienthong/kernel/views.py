# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Views deny by default: one without a permission cannot be defined."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.generic import View

from lienthong.kernel import ports
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.kernel.errors import (
    DomainError,
    IllegalState,
    KeyReused,
    NotAllowed,
    OutOfScope,
    StaleVersion,
)
from lienthong.kernel.permissions import Audience, Permission

M = TypeVar("M", bound=models.Model)
STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (OutOfScope, 404),
    (NotAllowed, 403),
    (IllegalState, 409),
    (StaleVersion, 409),
    (KeyReused, 409),
    (DomainError, 422),
)


class UnguardedView(TypeError):
    """A view class was defined without a permission."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, read once for a request as the middleware says; anonymous where it says nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        read = getattr(request, "load_actor", Actor.anonymous)
        actor = request.actor = read()  # type: ignore[attr-defined]
    return actor


class GuardedView(View):
    """Base of all views; without ``permission`` the class cannot be defined."""

    permission: ClassVar[Permission]
    abstract: ClassVar[bool] = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "abstract" not in cls.__dict__:
            cls.abstract = False
        if not cls.abstract and not isinstance(getattr(cls, "permission", None), Permission):
            raise UnguardedView(cls.__qualname__)

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check the permission, run the view, turn refusals into pages that a person can read."""
        if self.permission.audience is not Audience.PUBLIC and not self.actor.is_signed_in:
            return self.sign_in_first(request)
        try:
            if not self.holds_permission():
                raise NotAllowed
            return super().dispatch(request, *args, **kwargs)
        except OutOfScope as refused:
            raise Http404(refused.code) from refused
        except DomainError as refused:
            return self.refuse(request, refused)

    def holds_permission(self) -> bool:
        """Whether the actor holds the permission anywhere; the subject is asked for later."""
        return may_hold(self.actor, self.permission)

    def sign_in_first(self, request: HttpRequest) -> HttpResponseBase:
        """Send somebody who is not signed in to the right sign-in page, and back afterwards."""
        from django.contrib.auth.views import redirect_to_login  # needs the app registry
        from django.urls import reverse  # the URLconf loads views

        officers = self.permission.audience in {Audience.OFFICER, Audience.STAFF}
        page = "accounts:officer-sign-in" if officers else "accounts:citizen-sign-in"
        return redirect_to_login(request.get_full_path(), reverse(page))

    def refuse(self, request: HttpRequest, refused: DomainError) -> HttpResponse:
        """The page for a refusal: what happened, what was kept, what to do."""
        status = next(code for kind, code in STATUS if isinstance(refused, kind))
        return render(
            request, "ui/refused.html", {"refused": refused, "status": status}, status=status
        )


def may_hold(actor: Actor, permission: Permission) -> bool:
    """Whether the actor is of the permission's audience and, where granted, holds it somewhere."""
    audience = permission.audience
    if audience is Audience.OFFICER:
        return actor.holds(permission.code)
    if audience is Audience.STAFF:
        return actor.is_officer
    if audience is Audience.CITIZEN:
        return actor.kind is ActorKind.CITIZEN
    return audience is Audience.PUBLIC or actor.is_signed_in


def get_or_404(
    actor: Actor, permission: Permission, queryset: models.QuerySet[M], **lookup: Any
) -> M:
    """The one object, if the actor may; ``OutOfScope`` when it does not exist for this actor."""
    try:
        found = queryset.get(**lookup)
    except (ObjectDoesNotExist, ValueError) as missing:
        raise OutOfScope from missing
    return open_or_404(actor, permission, found)


def open_or_404(actor: Actor, permission: Permission, found: M | None) -> M:
    """What was read, if the actor may; ``OutOfScope`` for nothing, ``NotAllowed``."""
    if found is None:
        raise OutOfScope
    ports.authoriser().authorise(actor, permission, found)
    return found
