# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Search rows, pushed by whoever owns the subject, in the same transaction; recent searches."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienthong.core.search.enums import Family


class SearchRow(models.Model):
    """One findable thing: folded and exact words, code suffixes, tokens of who may see it."""

    family = models.SmallIntegerField(
        _("nhóm"), choices=Family.choices, default=Family.CASE, db_default=Family.CASE
    )
    kind_id = models.SmallIntegerField(_("loại"))
    subject_id = models.BigIntegerField(_("đối tượng"))
    sort_at = models.DateTimeField(_("thứ tự"))
    title = models.TextField(_("tên"))
    line = models.TextField(_("dòng tóm tắt"), blank=True)
    ts = SearchVectorField(_("từ khóa"))

    class Meta:
        verbose_name = _("dòng tìm kiếm")
        constraints = [
            models.UniqueConstraint(fields=["family", "subject_id"], name="searchrow_unique")
        ]
        indexes = [
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
            models.Index(
                "family",
                models.F("sort_at").desc(),
                models.F("id").desc(),
                name="searchrow_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that some row has, except numbers: every one, at least once.

    How many rows have it was counted at night; a word that is new since has none. Scope tokens are
    counted too. Nothing is unique here, so that nobody who pushes waits for somebody else.
    """

    word = models.TextField(_("chữ"), db_collation="C")
    rows = models.IntegerField(_("số dòng"))

    class Meta:
        verbose_name = _("chữ đã gặp")
        indexes = [models.Index(fields=["word"], name="searchword_word")]

    def __str__(self) -> str:
        return self.word


class SearchShape(models.Model):
    """In which shape the rows are: pushed again by a job when the program writes another one."""

    shape = models.SmallIntegerField(_("kiểu dòng"))
    made_at = models.DateTimeField(_("lập lại lúc"), auto_now=True)

    class Meta:
        verbose_name = _("kiểu chỉ mục tìm kiếm")

    def __str__(self) -> str:
        return str(self.shape)


class RecentSearch(models.Model):
    """What an officer searched for lately; only they see it, and they may empty it."""

    account = models.ForeignKey(
        "accounts.Account",
        models.CASCADE,
        related_name="+",
        verbose_name=_("của người"),
        db_index=False,
    )
    text = models.CharField(_("từ đã tìm"), max_length=200)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần tìm gần đây")
        constraints = [
            models.UniqueConstraint(fields=["account", "text"], name="recentsearch_once")
        ]

    def __str__(self) -> str:
        return self.text
