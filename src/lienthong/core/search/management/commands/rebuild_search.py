# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pushes everything that can be found into the search index again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lienthong.core.search.actions.rebuild import note_shape
from lienthong.kernel.registry import indexers


class Command(BaseCommand):
    """``manage.py rebuild_search``: after a restore, or when the shape of the index changed."""

    help = "Lập lại chỉ mục tìm kiếm từ dữ liệu của các mô-đun."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run every declared indexer and say how much each pushed."""
        for indexer in indexers():
            self.stdout.write(f"{indexer.__module__}.{indexer.__name__}: {indexer()}")
        with transaction.atomic():
            note_shape()
