# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Uploads through the real edge process on loopback."""

import hashlib
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from lienthong.kernel import permits
from lienthong.kernel.permits import UPLOAD_PATH, UploadPermit, UploadReceipt
from lienthong.testing.disks import fill, small_disk
from lienthong.testing.processes import running_asgi, slow_post

SECRET = "a secret of this test"
WEB = "http://tinh.example"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"anh" * 2000
JSON = {"accept": "application/json"}


@dataclass
class Edge:
    address: str
    store: Path

    def url(self, permit: UploadPermit, secret: str = SECRET) -> str:
        return f"{self.address}{UPLOAD_PATH}?permit={permits.sign(permit, secret)}"

    def quarantined(self) -> set[str]:
        folder = permits.quarantine_folder(self.store)
        return {file.name for file in folder.iterdir()} if folder.exists() else set()


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    folder = tmp_path_factory.mktemp("edge")
    with running_edge(folder, folder / "files") as started:
        yield started


@contextmanager
def running_edge(folder: Path, store: Path) -> Iterator[Edge]:
    """An edge process that keeps its files in ``store``."""
    env = {"SECRET_KEY": SECRET, "FILE_STORE": str(store), "LIENTHONG_PUBLIC_URL": WEB}
    with running_asgi("lienthong.conf.edge.app:application", folder, env) as (address, _):
        yield Edge(address, store)


def new_permit(**changes: object) -> UploadPermit:
    made = permits.new_upload_permit(
        account="17",
        draft="9",
        slot="giay-chung-sinh",
        largest=1_000_000,
        types=("image/jpeg", "application/pdf"),
        return_path="/nop-ho-so/9/?buoc=3",
        now=time.time(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def jpeg(content: bytes = JPEG, name: str = "Ảnh.jpg") -> dict[str, tuple[str, bytes, str]]:
    return {"file": (name, content, "image/jpeg")}


def test_upload_when_permitted_then_file_is_kept_and_receipt_says_so(edge: Edge) -> None:
    answer = httpx.post(edge.url(new_permit()), files=jpeg(), headers=JSON)

    receipt = permits.read(UploadReceipt, answer.json()["receipt"], SECRET, now=time.time())
    stored = permits.quarantined_file(edge.store, receipt).read_bytes()
    assert (answer.status_code, stored) == (200, JPEG)
    assert receipt.sha256 == hashlib.sha256(JPEG).hexdigest()
    assert (receipt.account, receipt.draft, receipt.slot) == ("17", "9", "giay-chung-sinh")
    assert (receipt.name, receipt.media_type, receipt.size) == ("Ảnh.jpg", "image/jpeg", len(JPEG))
    assert answer.headers["access-control-allow-origin"] == WEB


def test_browser_when_it_asks_before_sending_then_only_our_site_may(edge: Edge) -> None:
    answer = httpx.options(edge.address + UPLOAD_PATH, headers={"Origin": "http://la.example"})

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == WEB
    assert answer.headers["access-control-allow-methods"] == "POST"


def test_upload_when_without_javascript_then_goes_back_with_receipt(edge: Edge) -> None:
    answer = httpx.post(edge.url(new_permit()), files=jpeg())

    target = httpx.URL(answer.headers["location"])
    receipt = permits.read(UploadReceipt, target.params["receipt"], SECRET, now=time.time())
    assert answer.status_code == 303
    assert str(target).startswith(f"{WEB}/nop-ho-so/9/?buoc=3&receipt=")
    assert receipt.size == len(JPEG)


def test_upload_when_permit_is_forged_then_nothing_is_kept(edge: Edge) -> None:
    before = edge.quarantined()

    answer = httpx.post(edge.url(new_permit(), "another secret"), files=jpeg(), headers=JSON)

    assert (answer.status_code, answer.json()["error"]) == (403, "forged")
    assert edge.quarantined() == before


def test_upload_when_permit_is_old_then_goes_back_with_the_reason(edge: Edge) -> None:
    before = edge.quarantined()

    answer = httpx.post(edge.url(new_permit(expires=int(time.time()) - 1)), files=jpeg())

    assert answer.headers["location"] == f"{WEB}/nop-ho-so/9/?buoc=3&upload_error=expired"
    assert edge.quarantined() == before


@pytest.mark.covers("20")
@pytest.mark.parametrize("declared", [True, False])
def test_upload_when_huge_then_is_cut_off_and_leaves_nothing(edge: Edge, declared: bool) -> None:
    before = edge.quarantined()
    url = edge.url(new_permit(largest=100_000))
    request = httpx.Request("POST", url, files=jpeg(JPEG * 60), headers=JSON)
    body = request.read()
    pieces = (body[start : start + 16_384] for start in range(0, len(body), 16_384))
    headers = JSON | {"content-type": request.headers["content-type"]}

    answer = httpx.post(url, content=body if declared else pieces, headers=headers)

    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert edge.quarantined() == before


@pytest.mark.covers("20")
def test_upload_when_disguised_then_is_told_from_its_content(edge: Edge) -> None:
    before = edge.quarantined()
    page = b"<html><script>alert(1)</script></html>"

    answer = httpx.post(edge.url(new_permit()), files=jpeg(page), headers=JSON)

    assert (answer.status_code, answer.json()["error"]) == (415, "wrong_type")
    assert edge.quarantined() == before

    drawing = httpx.post(
        edge.url(new_permit(types=("application/pdf",))), files=jpeg(), headers=JSON
    )

    assert (drawing.status_code, drawing.json()["error"]) == (415, "only_pdf")
    assert drawing.json()["message"] == "Ô này chỉ nhận tệp PDF. Hãy chọn tệp PDF."
    assert edge.quarantined() == before


@pytest.mark.covers("3.6")
def test_upload_when_the_disk_is_full_then_says_so_leaves_nothing_and_works_again(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk, running_edge(tmp_path, disk) as edge:
        ballast = fill(disk)
        full = httpx.post(edge.url(new_permit()), files=jpeg(), headers=JSON)
        page = httpx.post(edge.url(new_permit()), files=jpeg())
        ballast.write_bytes(b"a" * 1_900_000)
        middle = httpx.post(edge.url(new_permit()), files=jpeg(JPEG * 100), headers=JSON)
        left = edge.quarantined()
        ballast.unlink()
        again = httpx.post(edge.url(new_permit()), files=jpeg(JPEG * 100), headers=JSON)

        assert [(one.status_code, one.json()["error"]) for one in (full, middle)] == [
            (503, "full")
        ] * 2
        assert full.json()["message"].startswith("Hệ thống tạm thời không nhận thêm tệp.")
        assert page.headers["location"].endswith("&upload_error=full")
        assert left == set()
        assert (again.status_code, again.json()["size"]) == (200, len(JPEG) * 100)
        assert len(edge.quarantined()) == 1


def test_upload_when_empty_then_says_so(edge: Edge) -> None:
    answer = httpx.post(edge.url(new_permit()), files=jpeg(b"", ""), headers=JSON)

    assert (answer.status_code, answer.json()["error"]) == (422, "empty")


def test_upload_when_client_leaves_then_nothing_is_kept(edge: Edge) -> None:
    before = edge.quarantined()
    path = edge.url(new_permit()).removeprefix(edge.address)
    with slow_post(edge.address, path, upload_headers(500_000)) as connection:
        connection.sendall(form_start() + JPEG)

    httpx.post(edge.url(new_permit()), files=jpeg(), headers=JSON)

    assert not {name for name in edge.quarantined() - before if name.endswith(".part")}


@pytest.mark.covers("20")
def test_twenty_slow_uploads_when_hanging_then_leave_others_as_fast(edge: Edge) -> None:
    alone = p95(edge)
    paths = [edge.url(new_permit()).removeprefix(edge.address) for _ in range(20)]
    slow = [slow_post(edge.address, path, upload_headers(900_000)) for path in paths]
    try:
        for connection in slow:
            connection.sendall(form_start() + JPEG)
        beside = p95(edge)
    finally:
        for connection in slow:
            connection.close()

    assert beside < alone * 2 + 0.05


@pytest.mark.parametrize("path", ["/", "/tai-len", "/su-kien/x", "/tinh/x.css"])
def test_other_addresses_when_asked_then_are_not_found(edge: Edge, path: str) -> None:
    assert httpx.get(edge.address + path).status_code == 404


def upload_headers(length: int) -> dict[str, str]:
    return {
        "Content-Type": "multipart/form-data; boundary=b0undary",
        "Content-Length": str(length),
    }


def form_start() -> bytes:
    return b'--b0undary\r\nContent-Disposition: form-data; name="f"; filename="a.jpg"\r\n\r\n'


def p95(edge: Edge) -> float:
    """Seconds within which 95 of 100 small uploads are answered."""
    taken = []
    for _ in range(40):
        url = edge.url(new_permit())
        began = time.perf_counter()
        httpx.post(url, files=jpeg(), headers=JSON)
        taken.append(time.perf_counter() - began)
    return statistics.quantiles(taken, n=20)[-1]
