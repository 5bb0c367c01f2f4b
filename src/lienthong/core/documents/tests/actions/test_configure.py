# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from lienthong.core.documents.actions.configure import (
    grant_mandate,
    import_revocation_list,
    import_trust_anchor,
    publish_print_template,
)
from lienthong.core.documents.enums import AnchorUse, Paper, SigningAuthority
from lienthong.core.documents.models import PrintTemplateVersion, RevocationList, TrustAnchor
from lienthong.core.documents.queries import template_in_force, trust_set
from lienthong.core.documents.tests.conftest import LONG_AGO, Office, Pki
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput, NotAllowed

PLATFORM = Actor.platform("nạp dữ liệu")


def publish(day: date, **changes: Any) -> PrintTemplateVersion:
    values: dict[str, Any] = {
        "title": "Giấy tiếp nhận", "template_name": "a.html", "paper": Paper.A5,
        "legal_basis": "03/2025/TT-VPCP", "actor": PLATFORM,
    }  # fmt: skip
    return publish_print_template("slip", valid_from=day, **{**values, **changes})


def test_new_template_version_ends_the_one_before(db: None) -> None:
    publish(date(2025, 7, 1))
    publish(date(2026, 1, 1), template_name="b.html")
    assert template_in_force("slip", on=date(2025, 12, 31)).template_name == "a.html"
    assert template_in_force("slip", on=date(2026, 1, 1)).template_name == "b.html"
    with pytest.raises(LookupError):
        template_in_force("slip", on=date(2025, 6, 30))


def test_loading_the_same_version_again_changes_nothing(db: None) -> None:
    assert publish(date(2025, 7, 1)) == publish(date(2025, 7, 1))
    assert PrintTemplateVersion.objects.count() == 1


def test_officer_without_the_right_cannot_configure(office: Office) -> None:
    with pytest.raises(NotAllowed):
        publish(date(2026, 1, 1), actor=office.head)


def test_mandate_is_made_once_and_delegation_must_end(office: Office) -> None:
    values: dict[str, Any] = {
        "legal_basis": "30/2020/NĐ-CP, Điều 13", "valid_from": LONG_AGO, "actor": PLATFORM,
    }  # fmt: skip
    first = grant_mandate(SigningAuthority.KT, position_id=office.deputy_position.pk, **values)
    again = grant_mandate(SigningAuthority.KT, position_id=office.deputy_position.pk, **values)
    assert first == again
    with pytest.raises(IntegrityError):
        grant_mandate(SigningAuthority.TUQ, account_id=office.clerk.account_id, **values)


def test_trust_is_dated(db: None, pki: Pki) -> None:
    for use in AnchorUse:
        import_trust_anchor(
            pki.root_pem, use=use, source="thử", valid_from=date(2026, 1, 1), actor=PLATFORM
        )
    assert trust_set(on=date(2025, 12, 31)).roots == ()
    found = trust_set(on=date(2026, 6, 1))
    assert (found.roots, found.time_roots) == (pki.trust.roots, pki.trust.time_roots)
    assert TrustAnchor.objects.filter(subject__contains="Liên Thông").count() == len(AnchorUse)


def test_newest_list_of_an_issuer_is_kept(db: None, pki: Pki) -> None:
    body = pki.trust.revocation_lists[1]
    first = import_revocation_list(body, actor=PLATFORM)
    assert import_revocation_list(body, actor=PLATFORM) == first
    assert RevocationList.objects.count() == 1
    assert trust_set().revocation_lists == (body,)


def test_other_files_are_refused(db: None) -> None:
    with pytest.raises(InvalidInput):
        import_trust_anchor(b"xin chao", use=AnchorUse.SIGNATURE, source="x", actor=PLATFORM)
    with pytest.raises(InvalidInput):
        import_revocation_list(b"-----BEGIN X509 CRL-----\nx", actor=PLATFORM)
