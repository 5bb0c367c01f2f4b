# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of every kind of definition in the making have the same columns."""

from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [("process", "0003_designs")]

    operations = [
        migrations.RenameField(model_name="processedit", old_name="node", new_name="place"),
        migrations.AlterField(
            model_name="processedit",
            name="place",
            field=lienthong.kernel.db.CCharField(
                blank=True, db_collation="C", max_length=200, verbose_name="phần"
            ),
        ),
        migrations.AlterField(
            model_name="processedit",
            name="what",
            field=models.CharField(blank=True, max_length=300, verbose_name="tên phần"),
        ),
        migrations.AlterField(
            model_name="processedit",
            name="content",
            field=models.JSONField(verbose_name="nội dung"),
        ),
        migrations.AlterField(
            model_name="processdesign",
            name="content",
            field=models.JSONField(verbose_name="nội dung"),
        ),
    ]
