# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Jobs about files people work on: copies, renditions, pages, words, binding. May be repeated."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lienthong.core.documents.actions.bind import record_bound
from lienthong.core.documents.actions.copies import record_copy
from lienthong.core.documents.actions.files import (
    record_drawn_words,
    record_pages,
    record_reading,
    record_rendition,
)
from lienthong.core.documents.actions.findable import make_files_findable
from lienthong.core.documents.adapters import bindery
from lienthong.core.documents.adapters.office import OfficeError
from lienthong.core.documents.adapters.recogniser import recogniser
from lienthong.core.documents.domain.findings import UnreadableFileError
from lienthong.core.documents.domain.kinds import RENDERED, XLSX
from lienthong.core.documents.domain.pages import PagesError
from lienthong.core.documents.domain.signatures import SigningError
from lienthong.core.documents.domain.words import clean
from lienthong.core.documents.models import CertifiedCopy, File, FileVersion
from lienthong.core.documents.queries.books import copy_form
from lienthong.core.documents.queries.copy_sheets import COPY_SHEET
from lienthong.core.documents.queries.packaged import words_in_force
from lienthong.core.documents.queries.work import text_of
from lienthong.kernel import ports
from lienthong.kernel.actor import Actor
from lienthong.kernel.ports import task


@task("documents.draw_copy")
def draw_copy(copy_id: int) -> None:
    """Draw a certified copy: pages with the sheet of certification, or sealed by the agency."""
    copy = CertifiedCopy.objects.select_related("document", "file").get(pk=copy_id)
    if copy.file is None or copy.file.current is not None:
        return
    actor = Actor.platform("lập bản sao")
    try:
        form = copy_form(copy.kind, on=copy.dated_on)
        words = words_in_force(COPY_SHEET, on=copy.dated_on)
        drawn = bindery.draw_copy(copy, form, at=timezone.now(), body=words.body if words else "")
    except (SigningError, UnreadableFileError, ValueError) as error:
        record_copy(copy, failure=str(error) or type(error).__name__, actor=actor)
        return
    record_copy(copy, kept=drawn.kept, pages=drawn.pages, actor=actor)


@task("documents.draw_rendition")
def draw_rendition(version_id: int) -> None:
    """Draw an office file (alone in a cage) or a text as PDF; why there is none stands with it."""
    version = FileVersion.objects.select_related("file").get(pk=version_id)
    if version.content_type not in RENDERED or version.rendition_key:
        return
    actor = Actor.platform("dựng bản xem")
    try:
        key = bindery.draw_rendition(version)
    except OfficeError as error:
        record_rendition(version, problem=str(error), actor=actor)
        return
    version.rendition_key = key
    words = bindery.rendition_words(version) if version.content_type == XLSX else None
    record_rendition(version, key=key, words=words, actor=actor)
    draw_pages(version_id)


@task("documents.draw_pages")
def draw_pages(version_id: int) -> None:
    """Draw the pages of a version, wide and small, some at a time: the first are soon seen."""
    version = FileVersion.objects.get(pk=version_id)
    after, actor = len(version.page_keys) // 2, Actor.platform("vẽ các trang")
    try:
        keys = bindery.draw_pages(version, after=after)
    except UnreadableFileError:
        record_rendition(version, problem="failed", actor=actor)
        return
    if keys:
        record_pages(version, after=after, pages=keys, actor=actor)
        ports.defer("documents.draw_pages", version_id=version.pk)


@task("documents.recognise_words", idle=True)
def recognise_words(version_id: int) -> None:
    """Read the words on the pictures of a version that has none, where somebody can read here."""
    version = FileVersion.objects.get(pk=version_id)
    reader = recogniser()
    if reader is None:
        return
    try:
        text = reader.read(bindery.page_images(version))
    except UnreadableFileError:
        return
    record_reading(version, text=clean(text), actor=Actor.platform("nhận dạng chữ"))


@task("documents.read_words")
def read_words(version_id: int) -> None:
    """Read the words of a PDF that has none yet; one that cannot be read has none for good."""
    version = FileVersion.objects.get(pk=version_id)
    if text_of(version) is not None:
        return
    try:
        text = bindery.own_words(version)
    except UnreadableFileError:
        text = ""
    record_drawn_words(version, text=text, actor=Actor.platform("đọc chữ để so sánh"))


@task("documents.find_files")
def find_files(owner_kind: str, case_id: int) -> None:
    """Let the words of the files that a case has now be found beside it."""
    with transaction.atomic():
        make_files_findable(owner_kind, case_id)


@task("documents.bind_parts")
def bind_parts(file_id: int, parts: list[tuple[int, str]]) -> None:
    """Bind pages of stored files into a new one."""
    file = File.objects.get(pk=file_id)
    if file.current is not None:
        return
    actor = Actor.platform("ghép, tách tệp")
    versions = FileVersion.objects.in_bulk([part[0] for part in parts])
    try:
        drawn = bindery.bind_parts([(versions[pk], pages) for pk, pages in parts])
    except (UnreadableFileError, PagesError):
        record_bound(file, problem="failed", actor=actor)
        return
    record_bound(file, kept=drawn.kept, pages=drawn.pages, actor=actor)
