# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What administrators keep, kind by kind: declared once, in the app that owns it.

An app's ``tables.py`` lists ``DIRECTORIES``. From a declaration come the list with search, filters
and a day to look at, the page of a row with its history, the forms of its acts, Excel both ways
and the exchange of configuration between installations. State changes stay in the app's actions.
"""

from lienthong.kernel.directories.alone import at_work, be_alone, no_twin
from lienthong.kernel.directories.bring import (
    Brought,
    Fate,
    Verdict,
    bring,
    bring_one,
    current_values,
    import_permissions,
)
from lienthong.kernel.directories.declare import (
    Act,
    Column,
    Directory,
    Exchange,
    Field,
    FieldKind,
    Filter,
    PageOf,
    Part,
    Preview,
    Shown,
    Told,
)
from lienthong.kernel.directories.fields import INSTRUMENT, WHY, for_reason, since, today
from lienthong.kernel.directories.foreseen import CHANGING, Consequence, Foresight, Heads
from lienthong.kernel.directories.found import consequences, directories, directory, foresights
from lienthong.kernel.directories.grounds import (
    Ground,
    Resting,
    defined_rows,
    grounds,
    linked_rows,
    resting_on,
)
from lienthong.kernel.directories.known import row_by_key
from lienthong.kernel.directories.lasting import (
    LAST_DAY,
    ended_after,
    ending,
    is_over,
    withdrawing,
    withdrawn_ahead,
)
from lienthong.kernel.directories.marks import (
    hold,
    mark_of,
    mark_of_rows,
    mark_of_values,
    reopened,
)
from lienthong.kernel.directories.rows import (
    Asked,
    Page,
    find_row,
    key_of,
    label_of,
    listed,
    name_of_subject,
    row_of,
    rows_within,
)
from lienthong.kernel.directories.shown import shown_value, text_of
from lienthong.kernel.directories.titled import Titled, ended, newest_said, retitled
from lienthong.kernel.directories.values import plain_value, read_values

__all__ = [
    "CHANGING",
    "INSTRUMENT",
    "LAST_DAY",
    "WHY",
    "Act",
    "Asked",
    "Brought",
    "Column",
    "Consequence",
    "Directory",
    "Exchange",
    "Fate",
    "Field",
    "FieldKind",
    "Filter",
    "Foresight",
    "Ground",
    "Heads",
    "Page",
    "PageOf",
    "Part",
    "Preview",
    "Resting",
    "Shown",
    "Titled",
    "Told",
    "Verdict",
    "at_work",
    "be_alone",
    "bring",
    "bring_one",
    "consequences",
    "current_values",
    "defined_rows",
    "directories",
    "directory",
    "ended",
    "ended_after",
    "ending",
    "find_row",
    "for_reason",
    "foresights",
    "grounds",
    "hold",
    "import_permissions",
    "is_over",
    "key_of",
    "label_of",
    "linked_rows",
    "listed",
    "mark_of",
    "mark_of_rows",
    "mark_of_values",
    "name_of_subject",
    "newest_said",
    "no_twin",
    "plain_value",
    "read_values",
    "reopened",
    "resting_on",
    "retitled",
    "row_by_key",
    "row_of",
    "rows_within",
    "shown_value",
    "since",
    "text_of",
    "today",
    "withdrawing",
    "withdrawn_ahead",
]
