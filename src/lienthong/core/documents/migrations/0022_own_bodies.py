# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0021_begun_anchors")]

    operations = [
        migrations.AddField(
            model_name="printtemplateversion",
            name="body",
            field=models.TextField(blank=True, default="", verbose_name="nội dung sửa tại đây"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="printtemplateversion",
            name="kept_here",
            field=models.BooleanField(default=False, verbose_name="lập tại đây"),
        ),
    ]
