# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which shape the rows of the index have; an empty index is in the shape of now."""

from typing import Any

from django.db import migrations, models

SHAPE = 3


def note_shape(apps: Any, _editor: Any) -> None:
    if not apps.get_model("search", "SearchRow").objects.exists():
        apps.get_model("search", "SearchShape").objects.create(shape=SHAPE)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_files_are_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchShape",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shape", models.SmallIntegerField(verbose_name="kiểu dòng")),
                ("made_at", models.DateTimeField(auto_now=True, verbose_name="lập lại lúc")),
            ],
            options={
                "verbose_name": "kiểu chỉ mục tìm kiếm",
            },
        ),
        migrations.RunPython(note_shape, migrations.RunPython.noop),
    ]
