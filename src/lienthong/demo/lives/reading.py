# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Turn the rows of one moment of a life on the stage into a template."""

from __future__ import annotations

from functools import partial

from lienthong.demo.lives.columns import hand_over_rule, id_key, line_of, own_rows, room_of
from lienthong.demo.lives.indexed import records_of, searches_of
from lienthong.demo.lives.names import read_names
from lienthong.demo.lives.origins import Origins
from lienthong.demo.lives.template import SHARED, Template

APART = SHARED | {"audit_auditrecord", "search_searchrow"}


def read_template(on: Origins) -> Template:
    """Read everything. Raises ``Unexplained``."""
    on.lexicon.id_key = partial(id_key, on)
    on.read_moments()
    read_names(on)
    own = own_rows(on)
    tables = {table.name: table for table in own}
    records, searches = tables["audit_auditrecord"], tables["search_searchrow"]
    return Template(
        lines={
            table: tuple(line_of(on, table, row) for row in rows)
            for table, rows in own.items()
            if table.name not in APART
        },
        records=(records, tuple(records_of(on, records))),
        searches=(searches, tuple(searches_of(on, searches, of_people=False))),
        people=tuple(searches_of(on, searches, of_people=True)),
        room=room_of(on),
        terms=tuple(on.terms),
        books=tuple(on.books),
        papers=tuple(on.papers),
        hand_over=hand_over_rule(),
        codes=tuple(on.codes),
        shared=frozenset(on.shared),
        rows=sum(len(rows) for rows in own.values()),
    )
