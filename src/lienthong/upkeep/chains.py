# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which base and which runs after it lead to a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lienthong.upkeep.errors import UpkeepError
from lienthong.upkeep.records import Record
from lienthong.upkeep.recovery import Target
from lienthong.upkeep.vault import Stored

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Chain:
    """A base with the runs whose log continues it, and the moment to go to."""

    runs: tuple[Record, ...]
    earlier: tuple[Record, ...]
    target: Target
    small: Record
    """The run whose keys and notes are not younger than the moment."""

    @property
    def base_record(self) -> Record:
        """The run with the base."""
        return self.runs[0]

    @property
    def tar(self) -> Stored:
        """The copy of the database."""
        if self.runs[0].base is None:
            raise AssertionError("a chain begins with a base")
        return self.runs[0].base.tar

    @property
    def segments(self) -> dict[str, Stored]:
        """The log by the names of its files; a whole file replaces its unfinished form."""
        found: dict[str, Stored] = {}
        whole: set[str] = set()
        for run in self.runs:
            for stored in run.segments:
                name = stored.name.rpartition("/")[2].removesuffix(".sealed").removesuffix(".gz")
                plain = name.removesuffix(".partial")
                if name == plain:
                    whole.add(name)
                if name == plain or plain not in whole:
                    found[plain] = stored
        return found

    @property
    def files(self) -> dict[str, Stored]:
        """Every file that any run up to the end of the chain has kept."""
        return {key: one for run in (*self.earlier, *self.runs) for key, one in run.files.items()}

    @property
    def rest(self) -> dict[str, Stored]:
        """Keys, secrets and notes."""
        return self.small.rest


def newest(records: list[Record]) -> Chain:
    """To the last thing that is known. Raises ``UpkeepError`` without a base."""
    chain = _chain(records, [at for at, one in enumerate(records) if one.base])
    return _with(chain, Target(), chain[1][-1])


def until(records: list[Record], moment: datetime) -> Chain:
    """To a time. Raises ``UpkeepError`` when no base is early enough, or the log ends before."""
    bases = [n for n, one in enumerate(records) if one.base and one.base.usable_from <= moment]
    chain = _chain(records, bases, f" sớm hơn {in_words(moment)}")
    last = chain[1][-1].known_until
    if moment > last:
        raise UpkeepError(
            "time_unknown",
            f"Bản sao lưu chỉ biết tới {in_words(last)}. Nếu máy cũ còn chạy, chạy "
            "./lienthong backup … --log trước, rồi khôi phục lại.",
        )
    older = [run for run in chain[1] if run.known_until <= moment]
    return _with(chain, Target("recovery_target_time", moment.isoformat()), (older or chain[1])[-1])


def before_place(records: list[Record], lsn: str) -> Chain:
    """To just before a place in the log, which the last runs contain."""
    chain = _chain(records, [at for at, one in enumerate(records) if one.base])
    older = [run for run in chain[1] if _number(run.lsn) <= _number(lsn)]
    return _with(chain, Target("recovery_target_lsn", lsn), older[-1])


def in_words(moment: datetime) -> str:
    """A moment as people in Việt Nam write it."""
    return f"{moment.astimezone(VIETNAM):%H:%M:%S ngày %d/%m/%Y}"


Cut = tuple[tuple[Record, ...], tuple[Record, ...]]


def _chain(records: list[Record], bases: list[int], what: str = "") -> Cut:
    """The runs before the last of these bases, and those from it on without a gap."""
    if not bases:
        raise UpkeepError("no_base", f"Không có bản sao lưu đầy đủ nào{what}.")
    start, first = bases[-1], records[bases[-1]]
    runs = [first]
    for run in records[start + 1 :]:
        if run.fresh or run.system != first.system:
            break
        runs.append(run)
    return tuple(records[:start]), tuple(runs)


def _with(cut: Cut, target: Target, small: Record) -> Chain:
    return Chain(cut[1], cut[0], target, small)


def _number(lsn: str) -> int:
    high, _, low = lsn.partition("/")
    return (int(high, 16) << 32) + int(low, 16)
