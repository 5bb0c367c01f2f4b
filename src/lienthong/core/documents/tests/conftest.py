# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.core.cache import caches
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from lienthong.core.access.api import Grant, Role, actor_for
from lienthong.core.accounts.api import Account, Person
from lienthong.core.documents.actions.configure import publish_print_template
from lienthong.core.documents.actions.draft import draft_document
from lienthong.core.documents.adapters.demo_ring import DemoKeyRing
from lienthong.core.documents.adapters.software_key import SoftwareKey
from lienthong.core.documents.adapters.store import _local
from lienthong.core.documents.adapters.time_stamps import HttpTimeStamps
from lienthong.core.documents.adapters.trust import read_certificate, read_list
from lienthong.core.documents.domain.signatures import Holder, KeyRing
from lienthong.core.documents.domain.verdicts import TrustSet
from lienthong.core.documents.enums import Paper
from lienthong.core.documents.models import IssuedDocument
from lienthong.core.units.api import Membership, Position, PositionVersion, Unit, UnitVersion
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor, ActorKind
from lienthong.testing.simulators import running_simulators
from lienthong.testing.snapshot import once

LONG_AGO = date(2025, 7, 1)
ALL_RIGHTS = frozenset(
    f"documents.issued.{verb}"
    for verb in ("draft", "initial", "sign", "number", "seal", "issue", "revoke")
) | {"documents.book.view", "documents.book.keep", "documents.file.release"}


@pytest.fixture(scope="session")
def partners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The simulated certification and time-stamp authorities, over real HTTP."""
    with running_simulators(tmp_path_factory.mktemp("partners")) as address:
        yield address


@dataclass(frozen=True)
class Pki:
    """Keys, clock and trust of the simulated authority."""

    ring: KeyRing
    clock: HttpTimeStamps
    trust: TrustSet
    root_pem: bytes
    address: str

    def key_of(self, name: str, **dates: str) -> SoftwareKey:
        """A person's key; ``since`` and ``until`` (days) play a certificate of the past."""
        form = {"common_name": name, "organisation": "Thử", "kind": "person", **dates}
        issued = httpx.post(f"{self.address}/ca/issue", data=form).raise_for_status().json()
        key = serialization.load_pem_private_key(issued["key"].encode(), None)
        chain = (issued["certificate"] + issued["chain"]).encode()
        return SoftwareKey(cast("Any", key), tuple(x509.load_pem_x509_certificates(chain)))

    def revoke(self, key: SoftwareKey) -> None:
        """Let the authority revoke a key."""
        form = {"serial": str(key.certificates[0].serial_number)}
        httpx.post(f"{self.address}/ca/revoke", data=form).raise_for_status()

    def lists(self) -> tuple[bytes, ...]:
        """The revocation lists of this moment."""
        return tuple(
            read_list(httpx.get(f"{self.address}/ca/{name}.crl").content).body
            for name in ("root", "issuer")
        )

    @property
    def leader(self) -> Any:
        return self.ring.signer_of(
            Holder("account", 1, "Nguyễn Thị Hạnh", "Phó Chủ tịch", "UBND phường Đồng Hới")
        )

    @property
    def agency(self) -> Any:
        return self.ring.signer_of(
            Holder("unit", 1, "UBND phường Đồng Hới", "", "UBND phường Đồng Hới")
        )


@pytest.fixture(scope="session")
def pki(partners: str, tmp_path_factory: pytest.TempPathFactory) -> Pki:
    ring = DemoKeyRing(tmp_path_factory.mktemp("keys"), f"{partners}/ca")
    root = httpx.get(f"{partners}/ca/root.pem").content
    der = read_certificate(root).body
    bare = Pki(ring, HttpTimeStamps(f"{partners}/tsa"), TrustSet((der,), (der,)), root, partners)
    return replace(bare, trust=replace(bare.trust, revocation_lists=bare.lists()))


@pytest.fixture
def own_store(tmp_path: Path, settings: Any) -> Path:
    """Bytes, keys and test templates of one test; the partners are those of the session."""
    settings.FILE_STORE = tmp_path / "files"
    settings.LIENTHONG_DATA_DIR = tmp_path
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [str(Path(__file__).parent / "templates")]}
    ]
    _local.cache_clear()
    caches["process"].clear()
    return Path(settings.FILE_STORE)


@pytest.fixture
def signing(own_store: Path, partners: str, settings: Any) -> str:
    """Signing works: keys and time-stamps come from the simulated authority."""
    settings.LIENTHONG_TSA_URL = f"{partners}/tsa"
    settings.LIENTHONG_DEMO = True
    return partners


@dataclass(frozen=True)
class Office:
    """A ward with a chairwoman, a deputy, a clerk, and a stranger in another ward."""

    unit: Unit
    head: Actor
    deputy: Actor
    clerk: Actor
    stranger: Actor
    deputy_position: Position


def make_unit(code: str, name: str) -> Unit:
    unit = Unit.objects.create(code=code)
    UnitVersion.objects.create(
        unit=unit, agency=unit, kind="commune", level="commune", name=name, short_name=name,
        symbol="UBND", valid_from=LONG_AGO,
    )  # fmt: skip
    return unit


def make_position(code: str, title: str) -> Position:
    position = Position.objects.create(code=code)
    PositionVersion.objects.create(position=position, title=title, valid_from=LONG_AGO)
    return position


def make_officer(name: str, unit: Unit, position: Position, role: Role) -> Actor:
    account = Account.objects.create_user(
        f"{name}-{unit.code}".lower().replace(" ", "."), kind="officer", display_name=name
    )
    Membership.objects.create(
        account=account, unit=unit, position=position, valid_from=LONG_AGO, is_main=True
    )
    Grant.objects.create(account=account, role=role, unit=unit, scope=1, valid_from=LONG_AGO)
    return actor_for(account)


@pytest.fixture
def office(db: None) -> Office:
    return once("office of documents", _office)


def _office() -> Office:
    role = Role.objects.create(code="all", title="Mọi quyền", permissions=sorted(ALL_RIGHTS))
    unit, other = make_unit("dh", "UBND phường Đồng Hới"), make_unit("dt", "UBND phường Đồng Thuận")
    head, deputy = make_position("ct", "Chủ tịch"), make_position("pct", "Phó Chủ tịch")
    desk = make_position("vt", "Văn thư")
    return Office(
        unit,
        make_officer("Lê Thị Hà", unit, head, role),
        make_officer("Nguyễn Thị Hạnh", unit, deputy, role),
        make_officer("Trần Văn Ổn", unit, desk, role),
        make_officer("Mai Xuân Lạ", other, head, role),
        deputy,
    )


@pytest.fixture
def citizen(db: None) -> Actor:
    person = Person.objects.create(full_name="Hoàng Thị Duyên")
    account = Account.objects.create_user("duyen", kind="citizen", person=person)
    return Actor(
        kind=ActorKind.CITIZEN, account_id=account.pk, person_id=person.pk, name="Hoàng Thị Duyên"
    )


@pytest.fixture
def run_jobs(db: None) -> Callable[[], list[str]]:
    """Do what the worker would: every queued job once, in order, also those they queue."""
    done: set[int] = set()

    def run() -> list[str]:
        names = []
        while jobs := list(ProcrastinateJob.objects.exclude(pk__in=done).order_by("pk")):
            for job in jobs:
                done.add(job.pk)
                if job.task_name in ports.tasks():
                    ports.tasks()[job.task_name].function(**job.args)
                    names.append(job.task_name)
        with connection.cursor() as cursor:  # done: a scheduled one may be queued again
            cursor.execute(
                "UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = ANY(%s)",
                [sorted(done)],
            )
        return names

    return run


@pytest.fixture
def draft(office: Office, own_store: Path) -> Callable[..., IssuedDocument]:
    """Drafts a result from the test template."""
    once("template of the birth extract", _publish_template)

    def make(**changes: Any) -> IssuedDocument:
        values: dict[str, Any] = {
            "template": "birth_extract",
            "owner_kind": "dossier",
            "owner_id": 7,
            "abstract": "Trích lục khai sinh của Nguyễn Văn Ước",
            "content": {"title": "TRÍCH LỤC KHAI SINH", "child": "Nguyễn Văn Ước"},
            "series": "birth",
            "place": "Đồng Hới",
            "actor": office.clerk,
        }
        return draft_document(office.unit, **{**values, **changes})

    return make


def _publish_template() -> None:
    publish_print_template(
        "birth_extract",
        title="Trích lục khai sinh",
        template_name="tests/result.html",
        paper=Paper.A4,
        valid_from=LONG_AGO,
        legal_basis="04/2020/TT-BTP",
        number_pattern="{value:02}/{year}/TLKS-{symbol}",
        symbol="ĐH",
        actor=Actor.platform("nạp dữ liệu"),
    )


NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
