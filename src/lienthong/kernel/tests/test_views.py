# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Views deny by default; refusals become answers a person can read."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from lienthong.kernel import errors
from lienthong.kernel.actor import Actor, ActorKind, Holding
from lienthong.kernel.errors import DomainError, OutOfScope
from lienthong.kernel.permissions import (
    OFFICER_DESK,
    PUBLIC,
    SIGNED_IN,
    Audience,
    Permission,
    Scope,
)
from lienthong.kernel.views import GuardedView, UnguardedView, actor_of, get_or_404, may_hold

EXAMINE = Permission("kernel.thing.examine", "Xem xét", "Chỉ để thử.")
FILE = Permission("kernel.thing.file", "Nộp", "Chỉ để thử.", audience=Audience.CITIZEN)
CITIZEN = Actor(kind=ActorKind.CITIZEN, account_id=1, person_id=1)
OFFICER = Actor(kind=ActorKind.OFFICER, account_id=2, unit_id=3)
EXAMINER = OFFICER.acting(
    holdings=(Holding("examiner", frozenset({EXAMINE.code}), Scope.UNIT, unit_id=3),)
)


class ExamineView(GuardedView):
    permission = EXAMINE
    refusal: DomainError | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.refusal is not None:
            raise self.refusal
        return HttpResponse(self.actor.kind)


class FileView(GuardedView):
    permission = FILE

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")


def ask(view: type[GuardedView], actor: Actor | None, **initial: Any) -> Any:
    request = RequestFactory().get("/can-bo/xem/?trang=2")
    if actor is not None:
        request.actor = actor  # type: ignore[attr-defined]
    return view.as_view(**initial)(request)


@pytest.mark.covers("5")
def test_view_when_it_has_no_permission_then_cannot_be_defined() -> None:
    with pytest.raises(UnguardedView, match="Open"):

        class Open(GuardedView):
            pass

    with pytest.raises(UnguardedView):

        class Wrong(GuardedView):
            permission = "public"  # type: ignore[assignment]


def test_view_when_a_base_is_abstract_then_only_the_last_needs_a_permission() -> None:
    class Base(GuardedView):
        abstract = True

    class Concrete(Base):
        permission = PUBLIC

    assert Concrete.permission is PUBLIC
    with pytest.raises(UnguardedView):

        class Forgotten(Base):
            pass


def test_view_when_nobody_is_signed_in_then_leads_to_the_right_sign_in_page(db: None) -> None:
    from django.urls import reverse

    officers, citizens = ask(ExamineView, None), ask(FileView, Actor.anonymous())

    assert (officers.status_code, citizens.status_code) == (302, 302)
    assert officers.url.startswith(reverse("accounts:officer-sign-in"))
    assert citizens.url.startswith(reverse("accounts:citizen-sign-in"))
    assert "next=/can-bo/xem/%3Ftrang%3D2" in officers.url


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "status"), [(CITIZEN, 403), (OFFICER, 403), (EXAMINER, 200)])
def test_view_when_permission_is_not_held_then_answers_403(actor: Actor, status: int) -> None:
    assert ask(ExamineView, actor).status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.NotAllowed(), 403),
        (errors.IllegalState(), 409),
        (errors.StaleVersion(), 409),
        (errors.KeyReused(), 409),
        (errors.InvalidInput(), 422),
        (DomainError("Không được."), 422),
    ],
)
def test_view_when_the_act_is_refused_then_says_why(refusal: DomainError, status: int) -> None:
    response = ask(ExamineView, EXAMINER, refusal=refusal)

    assert response.status_code == status
    assert str(refusal) in response.content.decode()


def test_view_when_out_of_scope_then_the_page_does_not_exist() -> None:
    with pytest.raises(Http404):
        ask(ExamineView, EXAMINER, refusal=OutOfScope())


@pytest.mark.parametrize(
    ("permission", "who"),
    [
        (PUBLIC, {"anonymous", "citizen", "officer", "examiner"}),
        (SIGNED_IN, {"citizen", "officer", "examiner"}),
        (FILE, {"citizen"}),
        (OFFICER_DESK, {"officer", "examiner"}),
        (EXAMINE, {"examiner"}),
    ],
)
def test_may_hold_follows_the_audience(permission: Permission, who: set[str]) -> None:
    actors = {
        "anonymous": Actor.anonymous(),
        "citizen": CITIZEN,
        "officer": OFFICER,
        "examiner": EXAMINER,
    }

    assert {name for name, actor in actors.items() if may_hold(actor, permission)} == who


def test_actor_of_when_the_request_has_none_then_is_anonymous() -> None:
    assert actor_of(RequestFactory().get("/")).kind is ActorKind.ANONYMOUS


@pytest.mark.django_db
def test_get_or_404_when_it_is_somebody_elses_then_does_not_exist() -> None:
    model: Any = apps.get_model("accounts", "Person")
    own, other = (model.objects.create(full_name=name) for name in ("Hà", "Mai"))
    actor = CITIZEN.acting(person_id=own.pk)

    assert get_or_404(actor, FILE, model.objects.all(), pk=own.pk) == own
    for missing in (other.pk, own.pk + 10_000, "not a number"):
        with pytest.raises(OutOfScope):
            get_or_404(actor, FILE, model.objects.all(), pk=missing)
