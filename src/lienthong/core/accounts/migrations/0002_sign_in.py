# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Counted attempts, last use, who must be a person; the cache that processes share, unlogged."""

from django.db import migrations, models

import lienthong.kernel.db

CACHE = """
CREATE UNLOGGED TABLE IF NOT EXISTS shared_cache (
  cache_key varchar(255) COLLATE "C" PRIMARY KEY,
  value text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS shared_cache_expires ON shared_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInAttempts",
            fields=[
                (
                    "key",
                    lienthong.kernel.db.CCharField(
                        db_collation="C",
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        verbose_name="tên đã băm",
                    ),
                ),
                ("failures", models.IntegerField(verbose_name="số lần sai")),
                ("began_at", models.DateTimeField(verbose_name="sai từ lúc")),
                ("locked_until", models.DateTimeField(null=True, verbose_name="khóa đến")),
            ],
            options={
                "verbose_name": "số lần đăng nhập sai",
            },
        ),
        migrations.AddField(
            model_name="account",
            name="last_seen",
            field=models.DateTimeField(blank=True, null=True, verbose_name="dùng lần cuối"),
        ),
        migrations.AlterField(
            model_name="account",
            name="must_use_second_factor",
            field=models.BooleanField(default=False, verbose_name="phải dùng lớp xác thực thứ hai"),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "citizen"), _negated=True),
                    ("person__isnull", False),
                    _connector="OR",
                ),
                name="account_citizen_is_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "citizen")),
                fields=("person",),
                name="account_one_per_citizen",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("personal_id__isnull", True),
                    ("personal_id__regex", "^[0-9]{12}$"),
                    _connector="OR",
                ),
                name="person_personal_id_digits",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("legacy_id", ""), ("legacy_id__regex", "^[0-9]{9}$"), _connector="OR"
                ),
                name="person_legacy_id_digits",
            ),
        ),
        migrations.AddIndex(
            model_name="signinattempts",
            index=models.Index(fields=["began_at"], name="sign_in_attempts_began"),
        ),
        migrations.RunSQL(CACHE, "DROP TABLE IF EXISTS shared_cache"),
    ]
