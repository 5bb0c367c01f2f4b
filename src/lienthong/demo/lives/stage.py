# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""An office whose every id and name is unmistakable, inside a transaction that is rolled back.

Lives that are led there leave rows in which each value shows where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection, transaction

from lienthong.core.accounts.api import Account, Person
from lienthong.core.units.api import UnitCode, UnitVersion
from lienthong.demo.lives.life import Citizen, Office, Officer, UnitText

WIDE, NARROW = 7_000_000_000_000, 1_900_000_000
"""Where the ids of marked rows begin: sequences of eight bytes, of four bytes."""
WIDE_ROOM, NARROW_ROOM = 10_000_000, 100_000
MARKED_ID = re.compile(r"(?<!\d)(?:7\d{12}|19\d{8})(?!\d)")
FIRST_NUMBER = 8_000_000
_SEQUENCES = """
SELECT s.seqrelid::regclass::text, s.seqtypid = 'bigint'::regtype,
       COALESCE(d.refobjid::regclass::text, replace(s.seqrelid::regclass::text, '_id_seq', ''))
FROM pg_sequence s
LEFT JOIN pg_depend d ON d.objid = s.seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
WHERE s.seqrelid::regclass::text !~ '^(procrastinate|django|auth)_'
  AND s.seqtypid <> 'smallint'::regtype ORDER BY 1
"""
_KEYS = """
SELECT conrelid::regclass::text, a.attname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.confrelid = %s::regclass AND c.conparentid = 0
  AND conrelid::regclass::text ~ '^(units|access|accounts|deadlines_calendarassignment)'
"""
_SET = "UPDATE {table} SET {column} = %s WHERE {column} = %s"
_MARK_NUMBERS = """
CREATE FUNCTION pg_temp.mark_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NEW.last := %s + 1000 * (NEW.id %% 1000) + 1; RETURN NEW; END $$
"""


class _Ended(Exception):
    """Ends the transaction of the stage."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The marked office, and where the ids of each table begin."""

    office: Office
    bases: dict[str, int]

    def origin_of(self, marked: int) -> tuple[str, int] | None:
        """The table whose sequence gave an id, and how far it is from its first."""
        for table, base in self.bases.items():
            room = WIDE_ROOM if base >= WIDE else NARROW_ROOM
            if base <= marked < base + room:
                return table, marked - base
        return None


@contextmanager
def marked_ids() -> Iterator[dict[str, int]]:
    """All new rows get marked ids until the block ends; then nothing has happened.

    Answers where the ids of each table begin.
    """
    try:
        with transaction.atomic():
            yield _restart_sequences()
            raise _Ended
    except _Ended:
        return


@contextmanager
def stage(office: Office) -> Iterator[Stage]:
    """Mark the office and all new rows until the block ends; then nothing has happened."""
    with marked_ids() as bases:
        _mark_numbers()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        marked = _marked(office)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = origin")
        yield Stage(marked, bases)


def marked_citizen(number: int, *, gender: str, born: Citizen) -> Citizen:
    """A citizen whose every fact is found again in any row."""
    return replace(
        born,
        name=marker(number),
        number=f"0441{number:02d}9{number * 7919 % 100_000:05d}",
        gender=gender,
        phone=f"0987{number * 53 % 100:02d}{number * 379 % 10_000:04d}",
        detail=marker(number + 100),
        residence=marker(number + 200),
    )


def marker(number: int) -> str:
    """Two words that occur nowhere else and show what was done to them."""
    return f"Ạxq{number}a Ộxq{number}b"


def sequences() -> list[tuple[str, bool, str]]:
    """Each sequence with whether it has eight bytes and the table that it gives ids to."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        return [
            (str(name), bool(is_wide), str(table)) for name, is_wide, table in cursor.fetchall()
        ]


def _restart_sequences() -> dict[str, int]:
    bases: dict[str, int] = {}
    with connection.cursor() as cursor:
        for order, (sequence, is_wide, table) in enumerate(sequences()):
            base = WIDE + order * WIDE_ROOM if is_wide else NARROW + order * NARROW_ROOM
            cursor.execute(f"ALTER SEQUENCE {sequence} RESTART WITH {base}")
            bases[table] = base
    return bases


def _mark_numbers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK_NUMBERS, [FIRST_NUMBER])
        cursor.execute(
            "CREATE TRIGGER mark_book BEFORE INSERT ON numbering_book"
            " FOR EACH ROW EXECUTE FUNCTION pg_temp.mark_book()"
        )


def _marked(office: Office) -> Office:
    """The office under new ids and names; officers of the province stay who they are."""
    units = {
        name: _marked_unit(unit, order) if unit.is_own else unit
        for order, (name, unit) in enumerate(office.units.items())
    }
    moved = {old.id: new for old, new in zip(office.units.values(), units.values(), strict=True)}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_queue WHERE unit_id = ANY(%s)", [list(moved)])
        cursor.execute("DELETE FROM numbering_book")
    firsts = {post: some[0] for post, some in office.officers.items()}
    accounts: dict[int, Officer] = {}
    for order, one in enumerate(firsts.values()):
        if one.is_own and one.account_id not in accounts:
            accounts[one.account_id] = _marked_officer(one, moved, order)
    officers = {post: (accounts.get(one.account_id, one),) for post, one in firsts.items()}
    return replace(office, units=units, officers=officers)


def _marked_unit(unit: UnitText, order: int) -> UnitText:
    new = _new_id("units_unit", unit.id)
    number = 300 + 10 * order
    prefix = f"H50.{700 + order}" if unit.prefix else ""
    said = UnitText(new, marker(number), marker(number + 1), marker(number + 2), prefix)
    version = UnitVersion.objects.filter(unit_id=new)
    version.update(name=said.name, short_name=said.short_name)
    for row in version:
        row.details = row.details | {"place": said.place}
        row.save(update_fields=["details"])
    UnitCode.objects.filter(unit_id=new, scheme="dossier_prefix").update(code=prefix)
    return said


def _marked_officer(one: Officer, moved: dict[int, UnitText], order: int) -> Officer:
    new, name = _new_id("accounts_account", one.account_id), marker(500 + order)
    Account.objects.filter(pk=new).update(display_name=name)
    Person.objects.filter(account__pk=new).update(full_name=name)
    unit = moved.get(one.unit_id)
    return replace(
        one,
        account_id=new,
        name=name,
        unit_id=unit.id if unit else one.unit_id,
        unit_name=unit.short_name if unit else one.unit_name,
    )


def _new_id(table: str, old: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        (new,) = cursor.fetchone()
        cursor.execute(_KEYS, [table])
        for child, column in cursor.fetchall():
            cursor.execute(_SET.format(table=child, column=column), [new, old])
        cursor.execute(_SET.format(table=table, column="id"), [new, old])
    return int(new)
