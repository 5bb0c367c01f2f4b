# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs around signing on the signer's own machine, and trials of means of signing."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthong.core.documents.actions.means import record_trial
from lienthong.core.documents.actions.plugin import (
    SESSION_LIFETIME,
    accept_signed_back,
    close_sessions,
    open_session,
    refuse_signed_back,
)
from lienthong.core.documents.adapters import own_machine
from lienthong.core.documents.domain.signatures import ReturnRefusedError, SigningError
from lienthong.core.documents.enums import MeansKind, SessionState
from lienthong.core.documents.models import SigningMeans, SigningSession
from lienthong.core.documents.queries.trust import trust_set
from lienthong.core.documents.tasks.trust import refresh_trust
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task


@task("documents.check_signed_back", urgent=True)
def check_signed_back(session_id: int) -> None:
    """Check a document that a plug-in sent back; record the signature, or why it is not taken."""
    session = SigningSession.objects.select_related("means").get(pk=session_id)
    if session.state != SessionState.RECEIVED:
        return
    actor = Actor.platform("kiểm tra tệp ký trên máy")
    refresh_trust()
    try:
        back = own_machine.check_signed_back(session, trust_set(), at=timezone.now())
    except ReturnRefusedError as refused:
        refuse_signed_back(session, code=refused.code, actor=actor)
        return
    accept_signed_back(session, kept=back.kept, made=back.made, actor=actor)


@task(
    "documents.close_sessions",
    every="*/10 * * * *",
    title=_("Đóng phiên ký trên máy riêng đã hết giờ"),
)
def close_old_sessions() -> int:
    """End what nobody signed on their machine for two hours; return how many."""
    before = timezone.now() - SESSION_LIFETIME
    return close_sessions(before, actor=Actor.platform("hết giờ ký trên máy"))


@task("documents.try_means", urgent=True)
def try_means(means_id: int) -> None:
    """Sign a blank page with somebody's means, or lay it ready for their machine."""
    means = SigningMeans.objects.select_related("account").get(pk=means_id)
    actor, now, name = Actor.platform("ký thử"), timezone.now(), str(means.account)
    if means.kind == MeansKind.PLUGIN:
        page = own_machine.prepare_trial(name, at=now)
        open_session(
            means,
            signature=None,
            account_id=means.account_id,
            title=gettext("Ký thử"),
            field_name="person",
            kept=page.kept,
            look=page.look,
            actor=actor,
        )
        return
    try:
        certificate = own_machine.try_signer(means, name, at=now)
    except SigningError as error:
        record_trial(means, failure=str(error), actor=actor)
        return
    record_trial(means, failure="", certificate=certificate, actor=actor)
