# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The inverted index may be asked for less than must hold; the rest is looked for in the rows."""

from django.db import migrations

GATHERED = """
CREATE FUNCTION search_gathered(asked tsquery, whole tsquery, most bigint)
RETURNS TABLE (kind_id smallint, subject_id bigint, title text, line text,
               sort_at timestamptz, id bigint, holds boolean)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$
  SELECT r.kind_id, r.subject_id, r.title, r.line, r.sort_at, r.id, ts_match_vq(r.ts, whole)
  FROM search_searchrow r WHERE r.ts @@ asked LIMIT most
$$;
COMMENT ON FUNCTION search_gathered(tsquery, tsquery, bigint) IS
  'At most so many rows, always by the inverted index; whether all of what was asked holds in each';
"""


FEW = """
CREATE FUNCTION search_few(asked tsquery, most bigint)
RETURNS TABLE (kind_id smallint, subject_id bigint, title text, line text,
               sort_at timestamptz, id bigint)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$
  SELECT r.kind_id, r.subject_id, r.title, r.line, r.sort_at, r.id
  FROM search_searchrow r WHERE r.ts @@ asked LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_papers_of_cases"),
    ]

    operations = [
        migrations.RunSQL(GATHERED, "DROP FUNCTION search_gathered(tsquery, tsquery, bigint)"),
        migrations.RunSQL("DROP FUNCTION search_few(tsquery, bigint)", FEW),
    ]
