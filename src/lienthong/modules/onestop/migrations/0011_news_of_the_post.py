# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the carrier says of an item: that it knows it, where it saw it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("onestop", "0010_signed_papers")]
    operations = [
        migrations.AddField(
            "shipment",
            "registered_at",
            models.DateTimeField(blank=True, null=True, verbose_name="bưu chính nhận tin lúc"),
        ),
        migrations.AddField(
            "shipment",
            "carrier_problem",
            models.CharField(
                blank=True, default="", max_length=300, verbose_name="bưu chính không nhận tin"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "shipment",
            "scanned_at",
            models.DateTimeField(blank=True, null=True, verbose_name="bưu chính quét lúc"),
        ),
        migrations.AddField(
            "shipment",
            "scan_text",
            models.CharField(
                blank=True, default="", max_length=200, verbose_name="bưu chính quét ở"
            ),
            preserve_default=False,
        ),
    ]
