# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Two SQL functions that the whole platform folds and sorts Vietnamese text with."""

from django.db import migrations

FOLD = r"""
CREATE OR REPLACE FUNCTION vn_fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(translate(regexp_replace(normalize(t, NFD), '[\u0300-\u036f]', '', 'g'), 'đĐ', 'dD'))
$$;
"""
SORT = r"""
CREATE OR REPLACE FUNCTION vn_sort(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT replace(replace(replace(replace(replace(replace(replace(
           regexp_replace(
             normalize(regexp_replace(d, '[\u0300\u0301\u0303\u0309\u0323]', '', 'g'), NFC),
             '([adeou])', E'\\1' || '0', 'g'),
           'ă', 'a1'), 'â', 'a2'), 'đ', 'd1'), 'ê', 'e1'), 'ô', 'o1'), 'ơ', 'o2'), 'ư', 'u1')
         || '  '
         || translate(regexp_replace(d, '[^\u0300\u0301\u0303\u0309\u0323 ]', '', 'g'),
                      U&'\0300\0309\0303\0301\0323', '12345')
  FROM (SELECT normalize(lower(t), NFD) AS d) x
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("references", "0001_tables")]
    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION vn_fold(text)"),
        migrations.RunSQL(SORT, "DROP FUNCTION vn_sort(text)"),
    ]
