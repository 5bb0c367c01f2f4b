# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A delegation is never made from a delegation; any change of rights raises the access epoch."""

from django.db import migrations

DELEGATION = """
CREATE FUNCTION access_refuse_redelegation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'delegation' AND NOT EXISTS (
    SELECT 1 FROM access_grant g
    LEFT JOIN units_membership m ON m.position_id = g.position_id AND m.account_id = NEW.from_account_id
    WHERE g.kind = 'direct' AND g.role_id = NEW.role_id AND g.revoked_at IS NULL
      AND (g.account_id = NEW.from_account_id OR m.id IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'delegation needs a direct grant of the same role' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER access_refuse_redelegation BEFORE INSERT OR UPDATE ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_refuse_redelegation();
"""
EPOCH = """
CREATE FUNCTION access_bump_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  r := COALESCE(NEW, OLD);
  IF r.account_id IS NOT NULL THEN
    UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id = r.account_id;
  ELSE
    UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id IN (
      SELECT account_id FROM units_membership WHERE position_id = r.position_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER access_grant_epoch AFTER INSERT OR UPDATE OR DELETE ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_bump_epoch();

CREATE FUNCTION units_membership_bump() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts_account SET access_epoch = access_epoch + 1
  WHERE id = COALESCE(NEW.account_id, OLD.account_id);
  RETURN NULL;
END $$;
CREATE TRIGGER units_membership_epoch AFTER INSERT OR UPDATE OR DELETE ON units_membership
  FOR EACH ROW EXECUTE FUNCTION units_membership_bump();

CREATE FUNCTION access_role_bump() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id IN (
    SELECT g.account_id FROM access_grant g WHERE g.role_id = NEW.id AND g.account_id IS NOT NULL
    UNION SELECT m.account_id FROM access_grant g JOIN units_membership m ON m.position_id = g.position_id
    WHERE g.role_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER access_role_epoch AFTER UPDATE ON access_role
  FOR EACH ROW EXECUTE FUNCTION access_role_bump();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_tables")]
    operations = [
        migrations.RunSQL(
            DELEGATION,
            "DROP TRIGGER access_refuse_redelegation ON access_grant;"
            " DROP FUNCTION access_refuse_redelegation()",
        ),
        migrations.RunSQL(
            EPOCH,
            "DROP TRIGGER access_grant_epoch ON access_grant; DROP FUNCTION access_bump_epoch();"
            " DROP TRIGGER units_membership_epoch ON units_membership;"
            " DROP FUNCTION units_membership_bump();"
            " DROP TRIGGER access_role_epoch ON access_role; DROP FUNCTION access_role_bump()",
        ),
    ]
