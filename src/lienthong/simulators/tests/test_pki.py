# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import NameOID

from lienthong.simulators.pki.store import Authority
from lienthong.testing.simulators import SOURCE

LEADER = {
    "common_name": "Trần Ổn Ẵm",
    "organisation": "UBND phường Đồng Hới",
    "kind": "person",
}


def issue(client: httpx.Client, **changes: str) -> dict[str, str]:
    answer = client.post("/ca/issue", json=LEADER | changes)
    assert answer.status_code == 200
    data: dict[str, str] = answer.json()
    return data


def certificates(pem: str) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(pem.encode())


def status(client: httpx.Client, issued: dict[str, str]) -> ocsp.OCSPResponse:
    leaf, issuer = certificates(issued["certificate"])[0], certificates(issued["chain"])[0]
    request = ocsp.OCSPRequestBuilder().add_certificate(leaf, issuer, hashes.SHA1()).build()
    answer = client.post("/ca/ocsp", content=request.public_bytes(Encoding.DER))
    assert answer.headers["content-type"] == "application/ocsp-response"
    return ocsp.load_der_ocsp_response(answer.content)


def test_issue_builds_a_chain_up_to_the_root(client: httpx.Client) -> None:
    issued = issue(client)
    leaf = certificates(issued["certificate"])[0]
    issuing, root = certificates(issued["chain"])
    leaf.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(root)
    assert certificates(issued["root"]) == [root]
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert [name.value for name in names] == ["Trần Ổn Ẵm"]


def test_issue_when_asked_again_hands_out_the_same(client: httpx.Client) -> None:
    assert issue(client) == issue(client)
    assert issue(client, kind="agency")["serial"] != issue(client)["serial"]


def test_certificate_does_not_name_the_status_service(client: httpx.Client) -> None:
    leaf = certificates(issue(client)["certificate"])[0]
    address = leaf.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    assert [a.access_method._name for a in address] == ["caIssuers"]


@pytest.mark.parametrize("changes", [{"kind": "king"}, {"common_name": " "}])
def test_issue_when_request_is_wrong_is_refused(
    client: httpx.Client, changes: dict[str, str]
) -> None:
    assert client.post("/ca/issue", json=LEADER | changes).status_code == 400


def test_revoked_certificate_is_on_the_list_and_in_the_status(client: httpx.Client) -> None:
    issued = issue(client, common_name="Người Bị Thu Hồi")
    assert status(client, issued).certificate_status is ocsp.OCSPCertStatus.GOOD
    assert client.post("/ca/revoke", json={"serial": issued["serial"]}).status_code == 200
    answer = status(client, issued)
    assert answer.certificate_status is ocsp.OCSPCertStatus.REVOKED
    issuer = certificates(issued["chain"])[0]
    revoked = x509.load_der_x509_crl(client.get("/ca/issuer.crl").content)
    key = issuer.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    assert revoked.is_signature_valid(key)
    assert [entry.serial_number for entry in revoked] == [int(issued["serial"])]


def test_revoke_when_serial_is_unknown_is_not_found(client: httpx.Client) -> None:
    assert client.post("/ca/revoke", json={"serial": "1"}).json() == {"error": "unknown_serial"}


def test_status_when_request_is_garbage_is_refused(client: httpx.Client) -> None:
    assert client.post("/ca/ocsp", content=b"x").status_code == 400


def test_authority_when_made_by_many_at_once_is_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        roots = list(pool.map(lambda _: Authority(tmp_path).issuing.certificate_pem(), range(4)))
    assert len(set(roots)) == 1


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    Authority(tmp_path).issue("A", "B", "person")
    keys = list(tmp_path.glob("*.key.pem"))
    assert len(keys) == 3
    assert {key.stat().st_mode & 0o777 for key in keys} == {0o600}


def test_command_prints_one_object_a_certificate(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lienthong.simulators.pki", "--dir", str(tmp_path)]
    command += ["--person", "Lê Thị Huyễn", "--agency", "UBND phường Đồng Hới"]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["kind"] for line in lines] == ["person", "agency"]
    assert lines[0]["organisation"] == "UBND phường Đồng Hới"


@pytest.mark.parametrize("mode", ["stale", "unknown", "forged"])
def test_status_service_plays_answers_that_prove_nothing(client: httpx.Client, mode: str) -> None:
    issued = issue(client, common_name=f"Hỏi Lúc {mode}", answers="yes")
    leaf, issuer = (certificates(issued[name])[0] for name in ("certificate", "chain"))
    client.post("/faults", data={"channel": "ca.ocsp", "mode": mode})
    answer = status(client, issued)
    client.post("/faults", data={"channel": "ca.ocsp", "mode": "off"})
    assert answer.next_update_utc is not None
    is_stale = answer.next_update_utc < leaf.not_valid_before_utc
    is_unknown = answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN
    key = issuer.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    try:
        key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), hashes.SHA256())
        is_forged = False
    except InvalidSignature:
        is_forged = True
    found = {"stale": is_stale, "unknown": is_unknown, "forged": is_forged}
    assert [name for name, is_so in found.items() if is_so] == [mode]
    refused = client.post("/faults", data={"channel": "tsa", "mode": mode})
    assert refused.status_code == 400
