# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Definitions in the making: the next version as one row, every change of it as another.

An app that has definitions with versions makes two tables from ``Design`` and ``DesignEdit`` and
says in a ``Making`` what its definitions are; beginning, changing, taking back and publishing are
then the same everywhere. Who may do what stays with the app's actions.
"""

from lienthong.kernel.designs.content import Change, Content, Full, Gone, Taken, Unfit
from lienthong.kernel.designs.making import Making, begin_coded
from lienthong.kernel.designs.reading import edits_of, last_edit, of_day
from lienthong.kernel.designs.replacing import VersionUse, first_day, give_way
from lienthong.kernel.designs.stored import Design, DesignEdit

__all__ = [
    "Change",
    "Content",
    "Design",
    "DesignEdit",
    "Full",
    "Gone",
    "Making",
    "Taken",
    "Unfit",
    "VersionUse",
    "begin_coded",
    "edits_of",
    "first_day",
    "give_way",
    "last_edit",
    "of_day",
]
