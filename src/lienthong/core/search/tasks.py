# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs of search."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lienthong.core.search.actions.count import count_words
from lienthong.core.search.actions.rebuild import note_shape
from lienthong.core.search.queries import is_outdated
from lienthong.kernel import ports
from lienthong.kernel.registry import indexers


@ports.task(
    "search.rebuild_outdated", every="*/10 * * * *", title=_("Lập lại chỉ mục tìm sau khi nâng cấp")
)
def rebuild_outdated(**_: object) -> None:
    """After an upgrade, push every row again, once; what was not finished is begun anew."""
    if not is_outdated():
        return
    for indexer in indexers():
        indexer()
    with transaction.atomic():
        note_shape()


@ports.task("search.count_words", every="20 19 * * *", title=_("Đếm lại các chữ để tìm cho nhanh"))
def count_all_words(**_: object) -> None:
    """Every night: how often each word stands in the rows says how a search goes about it."""
    with transaction.atomic():
        count_words()
