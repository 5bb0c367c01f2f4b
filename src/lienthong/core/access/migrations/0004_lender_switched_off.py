# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Switching an account off (or on) is felt at once by those who act for its holder."""

from django.db import migrations

BUMP = """
CREATE FUNCTION access_lender_bump() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE accounts_account SET access_epoch = access_epoch + 1 WHERE id IN (
    SELECT account_id FROM access_grant
    WHERE from_account_id = NEW.id AND revoked_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER access_lender_epoch AFTER UPDATE OF is_active ON accounts_account
  FOR EACH ROW WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
  EXECUTE FUNCTION access_lender_bump();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_delegations"), ("accounts", "0002_sign_in")]
    operations = [
        migrations.RunSQL(
            BUMP,
            "DROP TRIGGER access_lender_epoch ON accounts_account;"
            " DROP FUNCTION access_lender_bump()",
        ),
    ]
