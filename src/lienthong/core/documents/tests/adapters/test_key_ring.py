# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from lienthong.core.documents.adapters.demo_ring import DemoKeyRing
from lienthong.core.documents.adapters.key_ring import SoftwareKeyRing, time_stamps, unassigned_keys
from lienthong.core.documents.domain.signatures import Holder, SigningError
from lienthong.core.documents.tests.conftest import Pki

DEPUTY = Holder("account", 5, "Đỗ Thị Ổn", "Phó Chủ tịch", "UBND phường Đồng Hới")


class NoKeys:
    """A ring as an installation would name it in its settings."""

    def signer_of(self, holder: Holder) -> Any:
        raise SigningError(holder.name)


def test_demo_key_is_issued_once_and_kept_secret(pki: Pki, tmp_path: Path) -> None:
    ring = DemoKeyRing(tmp_path, f"{pki.address}/ca")
    first, again = ring.signer_of(DEPUTY), ring.signer_of(DEPUTY)
    assert first.certificate == again.certificate
    assert "Đỗ Thị Ổn" in x509.load_der_x509_certificate(first.certificate).subject.rfc4514_string()
    assert len(first.chain) == 2
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_keys_of_an_administrator_are_read_from_a_folder(pki: Pki, tmp_path: Path) -> None:
    issued = DemoKeyRing(tmp_path, f"{pki.address}/ca").signer_of(DEPUTY)
    assert SoftwareKeyRing(tmp_path).signer_of(DEPUTY).certificate == issued.certificate
    with pytest.raises(SigningError):
        SoftwareKeyRing(tmp_path).signer_of(Holder("account", 6, "Không ai"))


def test_silent_authority_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SigningError):
        DemoKeyRing(tmp_path, "http://127.0.0.1:9/ca").signer_of(DEPUTY)
    assert list(tmp_path.iterdir()) == []


def test_production_has_no_software_keys(settings: Any) -> None:
    settings.LIENTHONG_DEMO = False
    with pytest.raises(SigningError):
        unassigned_keys()
    settings.SIGNING_KEY_RING = f"{__name__}.NoKeys"
    assert isinstance(unassigned_keys(), NoKeys)


@pytest.mark.django_db
def test_signing_without_a_time_stamp_authority_is_refused(settings: Any) -> None:
    settings.LIENTHONG_TSA_URL = ""
    with pytest.raises(SigningError):
        time_stamps()
