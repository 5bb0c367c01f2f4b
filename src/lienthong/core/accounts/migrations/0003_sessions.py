# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Sessions know whose they are, on what device and from where."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sign_in")]
    operations = [
        migrations.CreateModel(
            name="SignInSession",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("account_id", models.BigIntegerField(null=True, verbose_name="tài khoản")),
                (
                    "device",
                    models.CharField(blank=True, max_length=120, verbose_name="thiết bị"),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=45, verbose_name="địa chỉ mạng"),
                ),
                ("opened_at", models.DateTimeField(null=True, verbose_name="đăng nhập lúc")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="dùng lần cuối")),
            ],
            options={
                "verbose_name": "phiên đăng nhập",
                "indexes": [
                    models.Index(
                        condition=models.Q(("account_id__isnull", False)),
                        fields=["account_id"],
                        name="sign_in_session_account",
                    )
                ],
            },
        ),
    ]
