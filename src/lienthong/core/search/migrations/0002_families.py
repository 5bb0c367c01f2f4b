# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Families of findable things, walking from the newest on, and what was searched for lately.

Rows made before lack the tokens of their family and state: `manage rebuild_search` pushes them
again.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import CASCADE

FEW = """
CREATE FUNCTION search_few(asked tsquery, most bigint)
RETURNS TABLE (kind_id smallint, subject_id bigint, title text, line text,
               sort_at timestamptz, id bigint)
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$
  SELECT r.kind_id, r.subject_id, r.title, r.line, r.sort_at, r.id
  FROM search_searchrow r WHERE r.ts @@ asked LIMIT most
$$;
COMMENT ON FUNCTION search_few(tsquery, bigint) IS
  'At most so many rows, always by the inverted index: a guess about frequent words cannot mislead';
"""
FAMILIES = [(1, "Hồ sơ"), (2, "Người"), (3, "Văn bản"), (4, "Thủ tục")]


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "searchrow",
            "family",
            models.SmallIntegerField(
                choices=FAMILIES, db_default=1, default=1, verbose_name="nhóm"
            ),
        ),
        migrations.RemoveConstraint("searchrow", "searchrow_unique"),
        migrations.AddConstraint(
            "searchrow",
            models.UniqueConstraint(fields=("family", "subject_id"), name="searchrow_unique"),
        ),
        migrations.AddIndex(
            "searchrow",
            models.Index(
                "family",
                models.OrderBy(models.F("sort_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="searchrow_newest",
            ),
        ),
        migrations.CreateModel(
            name="RecentSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="từ đã tìm")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="của người",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần tìm gần đây",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "text"), name="recentsearch_once")
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE search_searchrow SET (fillfactor = 85)",
            "ALTER TABLE search_searchrow RESET (fillfactor)",
        ),
        migrations.RunSQL(FEW, "DROP FUNCTION search_few(tsquery, bigint)"),
    ]
