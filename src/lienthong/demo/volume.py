# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the heavy pieces of work cost at the size there is: figures, board, public pages, lists.

Every piece is done as the platform does it, for an account that sees the whole province, and
leaves nothing behind. Processor time is that of this process and of the database's process that
serves it; memory is the most that this process had, start of the platform included.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import GrantScope, actor_for
from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import begin_export, discard_export
from lienthong.core.indicators.api import fold_anew, sources
from lienthong.demo.spent import database_seconds
from lienthong.kernel.ports import tasks
from lienthong.modules.onestop.exports.resolving import resolving_workbook
from lienthong.modules.onestop.forms.figures import asked_for
from lienthong.modules.onestop.models import DossierFact
from lienthong.modules.onestop.queries.figures import numbers
from lienthong.modules.onestop.reports.resolving import resolving_report

DAYS = 366
BOARD = "/can-bo/so-lieu/"
HOME = "/"
PROMISES = "/dung-hen/"
OPENINGS = 20
"""So often a page is opened; what is told is one opening."""
MEBIBYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Weight:
    """What a piece of work cost."""

    part: str
    rows: int
    cpu_seconds: float
    seconds: float
    memory_mb: float
    file_mb: float


@dataclass(frozen=True, slots=True)
class Done:
    """Rows that went through, bytes of the file that came out, how often it was done."""

    rows: int
    size: int = 0
    times: int = 1


def weigh(part: str) -> Weight:
    """Do one piece of work. Raises ``KeyError`` for one that there is not."""
    work, account = PARTS[part], _observer()
    if part in PAGES:
        work(account)  # what is read once and kept is not the page's
    cpu, started = _spent(), time.monotonic()
    done = work(account)
    cpu, seconds = _spent() - cpu, time.monotonic() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Weight(
        part,
        done.rows,
        round(cpu / done.times, 4),
        round(seconds / done.times, 4),
        round(most, 1),
        round(done.size / MEBIBYTE, 2),
    )


def _observer() -> Account:
    """Whoever sees everything of the sample province. Raises ``DoesNotExist`` without it."""
    found = Account.objects.filter(grants__role__code="observer", grants__scope=GrantScope.ALL)
    return found.order_by("pk")[:1].get()


def _spent() -> float:
    """Seconds of processor time of this process and of the database's process that serves it."""
    return time.process_time() + database_seconds()


def _figures(_account: Account) -> Done:
    """Count everything anew from the first event."""
    for source in sources():
        fold_anew(source)
    return Done(DossierFact.objects.count())


def _board(account: Account) -> Done:
    """Open the board of the province."""
    client = Client()
    client.force_login(account)
    return _opened(client, BOARD, _span())


def _counted(address: str, _account: Account) -> Done:
    """Open a public page as a visitor, its figures counted anew each time."""
    return _opened(Client(), address, {}, forget=caches["process"].clear)


def _opened(
    client: Client,
    address: str,
    query: Mapping[str, str],
    *,
    forget: Callable[[], None] = lambda: None,
) -> Done:
    """A page opened often. Raises ``ValueError`` with the status of one that does not come."""
    for _each in range(OPENINGS):
        forget()
        page = client.get(address, query)
        if page.status_code != 200:
            raise ValueError(page.status_code)
    return Done(DossierFact.objects.count(), len(page.content), OPENINGS)


def _report(account: Account) -> Done:
    """Write the report II.06a."""
    actor = actor_for(account)
    asked = asked_for(actor, _span())
    content = resolving_workbook(resolving_report(asked, actor))
    return Done(numbers(asked).received, len(content))


def _taken(list_code: str, kind: str, account: Account) -> Done:
    """Take a list away as the worker does; the file and its run are gone afterwards."""
    actor = actor_for(account)
    with transaction.atomic():
        run = begin_export(list_code, asked={**_span(), "so": "tong-so"}, kind=kind, actor=actor)
        tasks()["documents.export_list"](run_id=run.pk)
        run.refresh_from_db()
        done = Done(run.written, run.size)
        discard_export(run, actor=actor)
        transaction.set_rollback(True)
    return done


def _span() -> Mapping[str, str]:
    today = timezone.localdate()
    return {"tu": (today - timedelta(days=DAYS)).isoformat(), "den": today.isoformat()}


PAGES: Mapping[str, Callable[[Account], Done]] = {
    "board": _board,
    "home": partial(_counted, HOME),
    "promises": partial(_counted, PROMISES),
}
PARTS: Mapping[str, Callable[[Account], Done]] = {
    "figures": _figures,
    **PAGES,
    "report": _report,
    "register-xlsx": partial(_taken, "onestop.register", "xlsx"),
    "register-csv": partial(_taken, "onestop.register", "csv"),
    "list-xlsx": partial(_taken, "onestop.figures", "xlsx"),
    "list-csv": partial(_taken, "onestop.figures", "csv"),
}
"""Pieces of work by name, in the order in which they are told."""
