# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The inverted index knows the days of its rows, a vocabulary how often each word stands in them.

Both let a search ask for the rarest words and for the newest rows alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

ERAS = r"""
CREATE OR REPLACE FUNCTION search_eras(at timestamptz) RETURNS integer[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY[d, 10000000 + (d >> 2), 20000000 + (d >> 4), 30000000 + (d >> 6)]
  FROM (
    SELECT floor(extract(epoch FROM at - timestamptz '2000-01-01 00:00:00+00') / 86400)::int
  ) days(d)
$$;
COMMENT ON FUNCTION search_eras(timestamptz) IS
  'The day, and the spans of 4, 16 and 64 days in which it lies; spans of a length are in a row';
"""

GATHERED = r"""
CREATE OR REPLACE FUNCTION search_gathered(
  keys tsquery, eras integer[], whole tsquery, most bigint)
RETURNS TABLE (family smallint, id bigint, sort_at timestamptz, holds boolean)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  IF eras IS NULL THEN
    RETURN QUERY
      SELECT r.family, r.id, r.sort_at, ts_match_vq(r.ts, whole) FROM search_searchrow r
      WHERE r.ts @@ keys LIMIT most;
  ELSE
    RETURN QUERY
      SELECT r.family, r.id, r.sort_at, ts_match_vq(r.ts, whole) FROM search_searchrow r
      WHERE search_eras(r.sort_at) && eras AND r.ts @@ keys LIMIT most;
  END IF;
END $$;
COMMENT ON FUNCTION search_gathered(tsquery, integer[], tsquery, bigint) IS
  'At most so many rows, always by the inverted index; whether all of what was asked holds in each';
"""

TERMS = r"""
CREATE OR REPLACE FUNCTION search_terms(
  asked jsonb, every double precision, OUT query tsquery, OUT size double precision,
  OUT is_known boolean)
RETURNS SETOF record
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  term jsonb; said text; words text[];
BEGIN
  FOR term IN SELECT * FROM jsonb_array_elements(asked) LOOP
    query := (term ->> 'query')::tsquery;
    said := term ->> 'begins';
    IF said IS NULL THEN
      SELECT coalesce(sum(w.rows), 0) INTO size FROM search_searchword w
      WHERE w.word = ANY(ARRAY(SELECT jsonb_array_elements_text(term -> 'words')));
      IF jsonb_array_length(term -> 'words') = 0 THEN
        size := NULL;
      END IF;
    ELSE
      SELECT array_agg(DISTINCT w.word), coalesce(sum(w.rows), 0) INTO words, size FROM (
        SELECT word, rows FROM search_searchword
        WHERE word >= said AND word < said || U&'\+10FFFF' LIMIT 201) w;
      IF cardinality(words) > 200 THEN
        size := every;
      ELSIF words IS NOT NULL THEN
        query := (SELECT string_agg('''' || word || '''', ' | ') FROM unnest(words) word)::tsquery;
      END IF;
    END IF;
    is_known := size IS NOT NULL;
    size := CASE WHEN is_known THEN least(greatest(size, 1), every) ELSE every / 100 END;
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION search_terms IS
  'Terms with how many rows have them; the beginning of a word becomes the words that are known';
"""

PART = r"""
CREATE OR REPLACE FUNCTION search_part(
  wanted smallint, asked jsonb, since timestamptz, until timestamptz,
  after_at timestamptz, after_id bigint, most integer, bounds integer[])
RETURNS bigint[]
LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  origin CONSTANT timestamptz := timestamptz '2000-01-01 00:00:00+00';
  walk integer := bounds[1];
  few CONSTANT integer := bounds[2];
  read CONSTANT integer := bounds[3];
  levels CONSTANT integer := bounds[4];
  whole CONSTANT tsquery := (asked ->> 'whole')::tsquery;
  every double precision; terms tsquery[]; sizes double precision[]; keys tsquery;
  candidates double precision; hits double precision; hopeful double precision;
  share double precision;
  is_sure boolean; near integer; page bigint[]; gathered integer;
  limited integer := few + 1; top timestamptz; bottom timestamptz; reaches timestamptz;
  day integer; era integer; eras integer[];
BEGIN
  SELECT r.sort_at INTO top FROM search_searchrow r
  WHERE r.family = wanted AND r.sort_at >= since AND r.sort_at < until
    AND (r.sort_at, r.id) < (after_at, after_id)
  ORDER BY r.sort_at DESC, r.id DESC LIMIT 1;
  IF top IS NULL THEN
    RETURN '{}';
  END IF;
  every := greatest((SELECT reltuples FROM pg_class WHERE oid = 'search_searchrow'::regclass), 1);
  walk := least(walk, greatest(walk / 5, every / 1500));
  near := walk;
  SELECT array_agg(t.query ORDER BY t.size), array_agg(t.size ORDER BY t.size), bool_and(t.is_known)
  INTO terms, sizes, is_sure FROM search_terms(asked -> 'terms', every) t;
  keys := terms[1];
  candidates := sizes[1];
  hits := candidates;
  FOR n IN 2 .. cardinality(terms) LOOP
    IF n <= 4 AND candidates * (1 - sizes[n] / every) * read > sizes[n] THEN
      keys := keys && terms[n];
      candidates := candidates * sizes[n] / every;
    END IF;
    hits := hits * sizes[n] / every;
  END LOOP;
  hopeful := CASE WHEN is_sure THEN sizes[1] * coalesce(sizes[2], every) / every ELSE every END;
  WHILE near > 0 AND (NOT is_sure OR hits * walk >= most * every) LOOP
    page := ARRAY(
      SELECT newest.id FROM (
        SELECT r.id, r.ts FROM search_searchrow r
        WHERE r.family = wanted AND r.sort_at >= since AND r.sort_at < until
          AND (r.sort_at, r.id) < (after_at, after_id)
        ORDER BY r.sort_at DESC, r.id DESC LIMIT near) newest
      WHERE ts_match_vq(newest.ts, whole) LIMIT most);
    IF cardinality(page) >= most THEN
      RETURN page;
    END IF;
    EXIT WHEN is_sure OR near > walk OR cardinality(page) < 3;
    near := least(10 * walk, 2 * most * walk / cardinality(page));
  END LOOP;
  SELECT r.sort_at INTO bottom FROM search_searchrow r
  WHERE r.family = wanted ORDER BY r.sort_at, r.id LIMIT 1;
  day := floor(extract(epoch FROM top - origin) / 86400);
  FOR level IN 0 .. levels LOOP
    eras := NULL;
    IF level < levels THEN
      reaches := origin + ((day >> 2 * level) - 1) * interval '1 day' * (1 << 2 * level);
      share := extract(epoch FROM top - reaches) / greatest(extract(epoch FROM top - bottom), 1);
      CONTINUE WHEN NOT is_sure OR share > 0.4 OR hopeful * share < most;
      era := level * 10000000 + (day >> 2 * level);
      eras := ARRAY[era, era - 1];
    END IF;
    LOOP
      SELECT count(*), (array_agg(g.id ORDER BY g.sort_at DESC, g.id DESC)
        FILTER (WHERE g.holds AND g.family = wanted AND g.sort_at >= since AND g.sort_at < until
                AND (g.sort_at, g.id) < (after_at, after_id)))[:most]
      INTO gathered, page FROM search_gathered(keys, eras, whole, limited) g;
      EXIT WHEN gathered <= few OR limited IS NULL;
      keys := (asked ->> 'all')::tsquery;
      limited := NULL;
    END LOOP;
    EXIT WHEN cardinality(page) >= most OR eras IS NULL OR reaches <= since;
    hopeful := (coalesce(cardinality(page), 0) + 2) / share;
  END LOOP;
  RETURN coalesce(page, '{}');
END $$;
COMMENT ON FUNCTION search_part IS
  'Rows of a page, newest first: among the newest, in windows that grow, or everywhere';
"""

PAGE = r"""
CREATE OR REPLACE FUNCTION search_page(
  wanted smallint, parts jsonb, begun integer, since timestamptz, until timestamptz,
  after_at timestamptz, after_id bigint, most integer, bounds integer[])
RETURNS TABLE (part integer, kind_id smallint, subject_id bigint, title text, line text,
               sort_at timestamptz, id bigint)
LANGUAGE plpgsql STABLE
AS $$
#variable_conflict use_column
DECLARE
  page bigint[]; missing integer := most;
BEGIN
  FOR n IN begun .. jsonb_array_length(parts) - 1 LOOP
    page := search_part(wanted, parts -> n, since, until,
      CASE WHEN n = begun THEN after_at ELSE 'infinity' END,
      CASE WHEN n = begun THEN after_id ELSE 0 END, missing, bounds);
    RETURN QUERY
      SELECT n, r.kind_id, r.subject_id, r.title, r.line, r.sort_at, r.id
      FROM search_searchrow r WHERE r.id = ANY(page) ORDER BY r.sort_at DESC, r.id DESC;
    missing := missing - cardinality(page);
    EXIT WHEN missing <= 0;
  END LOOP;
END $$;
COMMENT ON FUNCTION search_page IS
  'A page of what several queries find, those of the first query first';
"""

WORDS = """
INSERT INTO search_searchword (word, rows)
SELECT lexeme, count(*) FROM search_searchrow, unnest(ts)
WHERE ascii(lexeme) NOT BETWEEN 48 AND 57 AND left(lexeme, 1) <> '#'
  AND left(lexeme, 2) COLLATE "C" NOT BETWEEN '=0' AND '=9'
  AND left(lexeme, 3) NOT IN ('zzp', 'zzo', 'zzt')
GROUP BY 1
"""

OLD = """
CREATE FUNCTION search_gathered(asked tsquery, whole tsquery, most bigint)
RETURNS TABLE (kind_id smallint, subject_id bigint, title text, line text,
               sort_at timestamptz, id bigint, holds boolean)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$
  SELECT r.kind_id, r.subject_id, r.title, r.line, r.sort_at, r.id, ts_match_vq(r.ts, whole)
  FROM search_searchrow r WHERE r.ts @@ asked LIMIT most
$$;
"""


class Migration(migrations.Migration):
    atomic = False  # the index of a large table is made while it is used

    dependencies = [
        ("search", "0006_gathered"),
    ]

    operations = [
        migrations.RunSQL(ERAS, "DROP FUNCTION search_eras"),
        AddIndexConcurrently(
            "searchrow",
            GinIndex(
                models.F("ts"),
                models.Func(
                    models.F("sort_at"),
                    function="search_eras",
                    output_field=ArrayField(models.IntegerField()),
                ),
                name="searchrow_found",
                fastupdate=False,
            ),
        ),
        RemoveIndexConcurrently("searchrow", "searchrow_ts"),
        migrations.CreateModel(
            "SearchWord",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.TextField(db_collation="C", verbose_name="chữ")),
                ("rows", models.IntegerField(verbose_name="số dòng")),
            ],
            options={
                "verbose_name": "chữ đã gặp",
                "indexes": [models.Index(fields=["word"], name="searchword_word")],
            },
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(
            GATHERED, "DROP FUNCTION search_gathered(tsquery, integer[], tsquery, bigint)"
        ),
        migrations.RunSQL(TERMS, "DROP FUNCTION search_terms"),
        migrations.RunSQL(PART, "DROP FUNCTION search_part"),
        migrations.RunSQL(PAGE, "DROP FUNCTION search_page"),
        migrations.RunSQL("DROP FUNCTION search_gathered(tsquery, tsquery, bigint)", OLD),
    ]
