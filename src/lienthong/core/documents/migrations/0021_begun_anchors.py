# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0020_ended_anchors")]

    operations = [
        migrations.AddField(
            model_name="trustanchor",
            name="begun_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="bắt đầu tin cậy lúc"),
        ),
    ]
