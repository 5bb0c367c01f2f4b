# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Papers of cases are found by whoever finds the case; an empty index is in this shape already."""

from typing import Any

from django.db import migrations

SHAPE = 4


def note_shape(apps: Any, _editor: Any) -> None:
    if not apps.get_model("search", "SearchRow").objects.exists():
        apps.get_model("search", "SearchShape").objects.update(shape=SHAPE)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_shape"),
    ]

    operations = [
        migrations.RunPython(note_shape, migrations.RunPython.noop),
    ]
