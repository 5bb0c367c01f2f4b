# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whom we believe is read once in a process, and never older than what is stored."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lienthong.core.documents.actions.configure import (
    end_trust_anchor,
    import_revocation_list,
    import_trust_anchor,
)
from lienthong.core.documents.domain.verdicts import Ended
from lienthong.core.documents.enums import AnchorUse
from lienthong.core.documents.models import RevocationList, TrustAnchor
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.tests.conftest import Pki
from lienthong.kernel.actor import Actor
from lienthong.kernel.clock import midnight
from lienthong.kernel.errors import IllegalState

ADMINISTRATOR = Actor.platform("quản trị")


@pytest.mark.django_db
def test_trust_is_read_once_and_again_when_a_row_or_the_day_changes(pki: Pki) -> None:
    assert trust_set().roots == ()
    anchor = import_trust_anchor(
        pki.root_pem, use=AnchorUse.SIGNATURE, source="Thử", actor=ADMINISTRATOR
    )
    assert trust_set().roots == pki.trust.roots
    for body in pki.lists():
        import_revocation_list(body, actor=ADMINISTRATOR)
    known = trust_set()
    assert known.revocation_lists == tuple(bytes(row.body) for row in _lists())
    with CaptureQueriesContext(connection) as asked:
        assert trust_set() is known
    assert len(asked) == 2
    assert not any("body" in one["sql"] or "certificate" in one["sql"] for one in asked)
    RevocationList.objects.filter(pk=_lists()[0].pk).update(body=b"another")
    assert trust_set().revocation_lists[0] == b"another"
    today = timezone.localdate()
    TrustAnchor.objects.update(valid_from=today)
    end_trust_anchor(anchor, actor=ADMINISTRATOR)
    assert trust_set().roots == pki.trust.roots, "its first day is today"
    assert trust_set(on=today + timedelta(days=1)).roots == ()
    TrustAnchor.objects.update(valid_from=today - timedelta(days=9), valid_to=None)
    assert trust_set().roots == pki.trust.roots
    ended = end_trust_anchor(anchor, actor=ADMINISTRATOR)
    assert (ended.valid_to, trust_set().roots) == (today, ())
    with pytest.raises(IllegalState):
        end_trust_anchor(anchor, actor=ADMINISTRATOR)


def _lists() -> list[RevocationList]:
    return list(RevocationList.objects.order_by("pk"))


@pytest.mark.django_db
def test_certificate_of_today_that_was_ended_cannot_be_ended_again(pki: Pki) -> None:
    today = timezone.localdate()
    anchor = import_trust_anchor(
        pki.root_pem, use=AnchorUse.SIGNATURE, source="Thử", valid_from=today, actor=ADMINISTRATOR
    )
    assert anchor.may_end(today)

    ended = end_trust_anchor(anchor, actor=ADMINISTRATOR)

    assert ended.valid_to == today + timedelta(days=1)
    assert not ended.may_end(today), "it lasts until midnight and cannot be ended sooner"
    assert ended.ended_at == midnight(ended.valid_to), "signatures are judged anew after it"
    TrustAnchor.objects.update(valid_from=today - timedelta(days=1))
    ended.refresh_from_db()
    assert ended.may_end(today), "one that was believed yesterday ends at once"


@pytest.mark.django_db
def test_anchors_ended_by_hand_long_ago_are_told_from_those_that_ran_out(pki: Pki) -> None:
    migration = import_module("lienthong.core.documents.migrations.0024_anchors_that_ran_out")
    today = timezone.localdate()
    by_hand = import_trust_anchor(
        pki.root_pem, use=AnchorUse.SIGNATURE, source="Thử", actor=ADMINISTRATOR
    )
    TrustAnchor.objects.update(valid_from=today - timedelta(days=9), valid_to=today)
    assert trust_set().ended == (Ended(midnight(today), pki.trust.roots),)
    migration.tell_apart(apps, None)
    by_hand.refresh_from_db()
    assert (by_hand.ended_at, trust_set().ended) == (midnight(today), ())
