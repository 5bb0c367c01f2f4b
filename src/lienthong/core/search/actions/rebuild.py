# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Note in which shape the rows of the index are."""

from __future__ import annotations

from lienthong.core.search.models import SearchShape
from lienthong.core.search.queries import SHAPE
from lienthong.kernel.actions import part_of_act


@part_of_act
def note_shape() -> None:
    """The rows are in the shape of now."""
    SearchShape.objects.exclude(shape=SHAPE).delete()
    SearchShape.objects.get_or_create(shape=SHAPE)
