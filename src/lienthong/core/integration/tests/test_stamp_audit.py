# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The daily time-stamp of the audit trail, from the simulated authority over real HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lienthong.core.audit.api import AuditSeal, verify
from lienthong.core.integration.domain.stamping import (
    StampRefusedError,
    request_for,
    token_from,
)
from lienthong.core.integration.tasks import stamp_audit
from lienthong.core.references.api import Setting
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.permissions import OFFICER_DESK
from lienthong.testing.simulators import running_simulators


@action(OFFICER_DESK)
def rename_setting(setting: Setting, *, title: str, actor: Actor) -> Setting:
    setting.title = title
    setting.save()
    return setting


def make_seal() -> AuditSeal:
    setting = Setting.objects.create(key="test.setting", title="Cũ")
    rename_setting(setting, title="Mới", actor=Actor.platform("kiểm thử"))
    return AuditSeal.objects.create(
        generation=1, from_xid=0, from_id=0, to_xid=0, to_id=0, count=0,
        root=bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        previous=b"", at="2026-11-20T00:00:00Z",
    )  # fmt: skip


def test_stamp_covers_the_newest_seal_and_verify_believes_it(
    db: None, settings: Any, tmp_path: Path
) -> None:
    with running_simulators(tmp_path) as address:
        settings.LIENTHONG_TSA_URL = f"{address}/tsa"
        seal = make_seal()
        stamp_audit()

    seal.refresh_from_db()
    assert seal.token is not None
    assert list(verify()) == []
    AuditSeal.objects.filter(pk=seal.pk).update(token=b"no token")
    assert [finding.what for finding in verify()] == ["token"]
    AuditSeal.objects.filter(pk=seal.pk).update(token=bytes(seal.token))
    AuditSeal.objects.filter(pk=seal.pk).update(count=0, previous=b"x")
    assert {"chain", "token"} <= {finding.what for finding in verify()}


def test_reply_that_is_no_stamp_is_refused() -> None:
    digest = bytes(32)
    _query, nonce = request_for(digest)

    for rubbish in (b"", b"hello", b"\x30\x03\x02\x01\x00"):
        with pytest.raises(StampRefusedError):
            token_from(rubbish, digest=digest, nonce=nonce)


def test_nothing_to_stamp_does_nothing(db: None, settings: Any) -> None:
    settings.LIENTHONG_TSA_URL = "http://127.0.0.1:9/tsa"

    stamp_audit()

    assert AuditSeal.objects.count() == 0
