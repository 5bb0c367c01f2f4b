# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0022_own_bodies")]

    operations = [
        migrations.AddField(
            model_name="signature",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hỏi lại lúc"),
        ),
    ]
