# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Delegations with reason and instrument; what is lent is held in one's own right."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LENT = """
CREATE OR REPLACE FUNCTION access_refuse_redelegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind <> 'direct' AND NEW.revoked_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM access_grant g
    LEFT JOIN units_membership m ON m.position_id = g.position_id AND m.account_id = NEW.from_account_id
    WHERE g.kind = 'direct' AND g.role_id = NEW.role_id AND g.revoked_at IS NULL
      AND (g.account_id = NEW.from_account_id OR m.id IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'delegation needs a direct grant of the same role' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION access_bump_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  r := COALESCE(NEW, OLD);
  UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id IN (
    SELECT r.account_id WHERE r.account_id IS NOT NULL
    UNION SELECT account_id FROM units_membership WHERE position_id = r.position_id
    UNION SELECT lent.account_id FROM access_grant lent
      WHERE lent.revoked_at IS NULL AND (lent.from_account_id = r.account_id
        OR lent.from_account_id IN (
          SELECT account_id FROM units_membership WHERE position_id = r.position_id)));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION units_membership_bump() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who bigint;
BEGIN
  who := COALESCE(NEW.account_id, OLD.account_id);
  UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id IN (
    SELECT who UNION SELECT account_id FROM access_grant
    WHERE from_account_id = who AND revoked_at IS NULL);
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_rules"),
        ("units", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="hiệu lực từ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "phân quyền"),
                            ("delegation", "ủy quyền, ủy nhiệm (cán bộ)"),
                            ("substitution", "trực thay"),
                        ],
                        max_length=12,
                        verbose_name="hình thức",
                    ),
                ),
                ("post_text", models.CharField(max_length=300, verbose_name="vị trí")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                (
                    "instrument_text",
                    models.CharField(blank=True, max_length=200, verbose_name="văn bản"),
                ),
                ("valid_to", models.DateField(verbose_name="hiệu lực đến trước")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="lập lúc")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người giao",
                    ),
                ),
                (
                    "to_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_received",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người được giao",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "ủy quyền, ủy nhiệm (cán bộ)",
            },
        ),
        migrations.AddField(
            model_name="grant",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="access.delegation",
                verbose_name="theo lần giao",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__gte", datetime.date(1900, 1, 1)),
                    models.Q(
                        ("valid_to__isnull", True),
                        models.Q(
                            ("valid_to__gt", models.F("valid_from")),
                            ("valid_to__lt", datetime.date(2170, 1, 1)),
                        ),
                        _connector="OR",
                    ),
                ),
                name="delegation_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "direct"), _negated=True), name="delegation_not_direct"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_account", models.F("to_account")), _negated=True),
                name="delegation_to_another",
            ),
        ),
        migrations.RunSQL(LENT, migrations.RunSQL.noop),
    ]
