# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The test authority on disk: made on first use, shared by processes under a file lock."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lienthong.simulators import clock
from lienthong.simulators.pki.certificates import (
    Kind,
    Pair,
    Period,
    load_pair,
    make_issuing,
    make_leaf,
    make_root,
)
from lienthong.simulators.settings import read_settings

DEFAULT_URL = "http://127.0.0.1:8003"
TSA_NAME = "Cấp dấu thời gian thử nghiệm"


class Issued(NamedTuple):
    """PEM texts; the chain is the issuing authority followed by the root."""

    key_pem: bytes
    cert_pem: bytes
    chain_pem: bytes


class Record(NamedTuple):
    """One certificate in the register; times are ISO 8601 in UTC."""

    serial: int
    common_name: str
    organisation: str
    kind: str
    issued_at: str
    revoked_at: str


class Authority:
    """Root, issuing authority and everything they issued, in one folder of PEM files.

    The names ``root.key.pem``, ``root.cert.pem``, ``issuer.key.pem`` and ``issuer.cert.pem`` are
    shared with other makers of test certificates: whoever comes first makes the authority.
    """

    def __init__(self, directory: Path, base_url: str = "") -> None:
        self.directory = directory
        self.base_url = base_url or DEFAULT_URL

    @property
    def root(self) -> Pair:
        """The root, made on first use."""
        return self._authority("root")

    @property
    def issuing(self) -> Pair:
        """The issuing authority, made on first use."""
        return self._authority("issuer")

    def issue(
        self,
        common_name: str,
        organisation: str,
        kind: str,
        base_url: str = "",
        period: Period | None = None,
        *,
        answers: bool = False,
    ) -> Issued:
        """Issue a certificate, or hand out the one that this subject already has.

        ``answers``: one that names the status service. Raises ValueError for an unknown kind or
        an empty name.
        """
        wanted = Kind(kind)
        if not common_name.strip():
            raise ValueError("A certificate needs a name")
        stem = f"{_stem(common_name, organisation, wanted)}{'-ocsp' if answers else ''}"
        issuing, root = self.issuing, self.root
        with self._locked():
            pair = self._read(stem)
            if pair is None:
                address = base_url or self.base_url
                pair = make_leaf(
                    issuing, common_name, organisation, wanted, address, period, answers=answers
                )
                self._write(stem, pair)
                self._register(pair, common_name, organisation, wanted)
        chain = issuing.certificate_pem() + root.certificate_pem()
        return Issued(pair.key_pem(), pair.certificate_pem(), chain)

    def time_stamp_pair(self) -> Pair:
        """The key and certificate of the time-stamp authority."""
        issued = self.issue(TSA_NAME, "Mô phỏng Liên Thông", Kind.TSA, answers=True)
        return load_pair(issued.key_pem, issued.cert_pem)

    def records(self) -> list[Record]:
        """Everything issued, oldest first."""
        path = self.directory / "index.json"
        if not path.exists():
            return []
        return [Record(**row) for row in json.loads(path.read_text(encoding="utf-8"))]

    def revoke(self, serial: int) -> Record:
        """Revoke a certificate. Raises KeyError when the serial number is unknown."""
        with self._locked():
            records = self.records()
            for place, record in enumerate(records):
                if record.serial == serial:
                    revoked_at = record.revoked_at or _now()
                    records[place] = record._replace(revoked_at=revoked_at)
                    self._save(records)
                    return records[place]
        raise KeyError(serial)

    def _authority(self, name: str) -> Pair:
        pair = self._read(name)
        if pair is not None:
            return pair
        with self._locked():
            root = self._read("root")
            if root is None:
                root = make_root()
                self._write("root", root)
            if self._read("issuer") is None:
                self._write("issuer", make_issuing(root, self.base_url))
        made = self._read(name)
        if made is None:
            raise FileNotFoundError(self.directory / f"{name}.cert.pem")
        return made

    def _register(self, pair: Pair, common_name: str, organisation: str, kind: Kind) -> None:
        serial = pair.certificate.serial_number
        record = Record(serial, common_name, organisation, kind, _now(), "")
        self._save([*self.records(), record])

    def _save(self, records: list[Record]) -> None:
        rows = [record._asdict() for record in records]
        _write(
            self.directory / "index.json", json.dumps(rows, ensure_ascii=False, indent=1).encode()
        )

    def _read(self, stem: str) -> Pair | None:
        key, certificate = self.directory / f"{stem}.key.pem", self.directory / f"{stem}.cert.pem"
        if not certificate.exists():
            return None
        return load_pair(key.read_bytes(), certificate.read_bytes())

    def _write(self, stem: str, pair: Pair) -> None:
        _write(self.directory / f"{stem}.key.pem", pair.key_pem())
        _write(self.directory / f"{stem}.cert.pem", pair.certificate_pem())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.directory.mkdir(parents=True, exist_ok=True)
        with (self.directory / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def issue(common_name: str, organisation: str, kind: str) -> Issued:
    """Issue from the authority in the data folder named by the environment."""
    settings = read_settings()
    return Authority(settings.pki_dir, settings.public_url).issue(common_name, organisation, kind)


def _stem(common_name: str, organisation: str, kind: Kind) -> str:
    if kind is Kind.TSA:
        return "tsa"
    digest = hashlib.sha256(f"{kind}\n{organisation}\n{common_name}".encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def _now() -> str:
    return clock.now().isoformat()


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    temporary.replace(path)
