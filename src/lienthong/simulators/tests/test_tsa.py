# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
import hashlib
import subprocess
from pathlib import Path

import httpx
import pytest
from asn1crypto import core, tsp


def request(digest: str = "sha256", *, length: int = 32, nonce: int = 77) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": digest}, "hashed_message": b"x" * length}
    fields = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return bytes(tsp.TimeStampReq(fields).dump())


def ask(client: httpx.Client, body: bytes) -> tsp.TimeStampResp:
    answer = client.post("/tsa", content=body)
    assert answer.headers["content-type"] == "application/timestamp-reply"
    return tsp.TimeStampResp.load(answer.content, strict=True)


def test_stamp_carries_imprint_and_nonce(client: httpx.Client) -> None:
    response = ask(client, request())
    assert response["status"]["status"].native == "granted"
    content = response["time_stamp_token"]["content"]["encap_content_info"]["content"]
    info = content.parsed
    assert info["nonce"].native == 77
    assert info["message_imprint"]["hashed_message"].native == b"x" * 32


def test_stamp_is_accepted_by_openssl(client: httpx.Client, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_bytes("Giấy khai sinh".encode())
    query, reply, root = (tmp_path / name for name in ("query.tsq", "reply.tsr", "root.pem"))
    make: list[str | Path] = ["openssl", "ts", "-query", "-sha256", "-cert"]
    make += ["-data", data, "-out", query]
    subprocess.run(make, check=True, capture_output=True)
    reply.write_bytes(client.post("/tsa", content=query.read_bytes()).content)
    root.write_bytes(client.get("/ca/root.pem").content)
    check: list[str | Path] = ["openssl", "ts", "-verify", "-queryfile", query]
    check += ["-in", reply, "-CAfile", root]
    done = subprocess.run(check, check=False, capture_output=True, text=True)
    assert "Verification: OK" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"not asn.1", "bad_data_format"),
        (request("sha1", length=20), "bad_alg"),
        (request("sha512", length=32), "bad_alg"),
    ],
)
def test_stamp_when_request_is_wrong_is_rejected(
    client: httpx.Client, body: bytes, reason: str
) -> None:
    answer = core.Sequence.load(client.post("/tsa", content=body).content, strict=True)
    status = tsp.PKIStatusInfo.load(answer[0].dump())
    assert status["status"].native == "rejection"
    assert status["fail_info"].native == {reason}


def test_repeated_stamp_belongs_to_the_other_request(client: httpx.Client) -> None:
    first = client.post("/tsa", content=request(nonce=1)).content
    client.post("/faults", json={"channel": "tsa", "mode": "repeat", "count": "1"})
    second = client.post("/tsa", content=request(nonce=2)).content
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
