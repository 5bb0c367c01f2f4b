# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of every kind of definition in the making have the same columns."""

from django.db import migrations, models

import lienthong.kernel.db


class Migration(migrations.Migration):
    dependencies = [("forms", "0003_designs")]

    operations = [
        migrations.RenameField(model_name="formedit", old_name="key", new_name="place"),
        migrations.AlterField(
            model_name="formedit",
            name="place",
            field=lienthong.kernel.db.CCharField(
                blank=True, db_collation="C", max_length=200, verbose_name="phần"
            ),
        ),
        migrations.AlterField(
            model_name="formedit",
            name="what",
            field=models.CharField(blank=True, max_length=300, verbose_name="tên phần"),
        ),
    ]
