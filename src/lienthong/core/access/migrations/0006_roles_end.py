# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A role may end from a day on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0005_narrowing_lent_grants")]
    operations = [
        migrations.AddField(
            model_name="role",
            name="valid_to",
            field=models.DateField(blank=True, null=True, verbose_name="kết thúc từ ngày"),
        ),
    ]
