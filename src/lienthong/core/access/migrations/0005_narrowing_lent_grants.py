# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What was lent can always be shortened or taken back, also when its lender lost the role.

The rule that a delegation needs a direct grant is asked when something is lent: a new row, another
role or lender, a later end, a revocation that is undone.
"""

from django.db import migrations

CHECK = """
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
"""
HEAD = """
CREATE OR REPLACE FUNCTION access_refuse_redelegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
"""
NARROWS = """
  IF TG_OP = 'UPDATE' AND (OLD.kind, OLD.role_id, OLD.from_account_id, OLD.account_id, OLD.unit_id, OLD.scope)
      IS NOT DISTINCT FROM
      (NEW.kind, NEW.role_id, NEW.from_account_id, NEW.account_id, NEW.unit_id, NEW.scope)
    AND (OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT NULL)
    AND NEW.valid_from >= OLD.valid_from
    AND COALESCE(NEW.valid_to, 'infinity') <= COALESCE(OLD.valid_to, 'infinity')
  THEN
    RETURN NEW;
  END IF;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_lender_switched_off")]
    operations = [migrations.RunSQL(HEAD + NARROWS + CHECK, HEAD + CHECK)]
