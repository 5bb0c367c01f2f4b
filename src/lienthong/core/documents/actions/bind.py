# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages of several files bound into one PDF, or of one parted into several."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lienthong.core.documents.actions.files import add_produced
from lienthong.core.documents.actions.work import must_read
from lienthong.core.documents.domain import kinds
from lienthong.core.documents.domain.pages import PagesError, read_pages
from lienthong.core.documents.domain.storage import Kept
from lienthong.core.documents.models import File, FileVersion
from lienthong.core.documents.permissions import WORK, WORK_ON
from lienthong.core.documents.queries.work import bindable_of, may_bind
from lienthong.kernel import ports
from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import InvalidInput
from lienthong.kernel.text import one_line

MOST_PARTS = 20


@action(WORK_ON)
def bind_files(
    file: File, *, version_ids: Sequence[int], title: str, accept_loss: bool = False, actor: Actor
) -> File:
    """Order one PDF of several files of the same owner, in the order given; the files stay.

    Raises ``InvalidInput`` for fewer than two, a file of somebody else or one that cannot be
    bound, and with code ``signed`` when signatures would be lost and nobody accepted that.
    """
    must_read(file, actor)
    known = {version.pk: version for version in bindable_of(file)}
    if not 2 <= len(version_ids) <= MOST_PARTS or not set(version_ids) <= set(known):
        words = _("Chọn từ 2 đến %(most)s tệp PDF hoặc ảnh.") % {"most": MOST_PARTS}
        raise InvalidInput(words, fields={"parts": words})
    chosen = [known[pk] for pk in version_ids]
    _keep_signatures(chosen, accept_loss)
    name = one_line(title)[:300] or _("Tệp ghép")
    return _order(file, name, [(version.pk, "") for version in chosen], actor)


@action(WORK_ON)
def part_file(
    version: FileVersion, *, parts: str, accept_loss: bool = False, actor: Actor
) -> list[int]:
    """Order a file for each line of pages (``1-2``, ``3, 5-6``); the version stays as it is.

    Raises ``InvalidInput``, with code ``signed`` as for binding. Returns the new files' numbers.
    """
    must_read(version.file, actor)
    lines = [line.strip() for line in parts.splitlines() if line.strip()]
    wrong = ""
    if not 1 <= len(lines) <= MOST_PARTS:
        wrong = _("Ghi các trang của mỗi phần trên một dòng, tối đa %(most)s phần.") % {
            "most": MOST_PARTS
        }
    for line in lines:
        try:
            read_pages(line, version.pages or 1)
        except PagesError:
            wrong = _("Tệp có %(total)s trang. Ghi như 1-2 hoặc 3, 5-6.") % {
                "total": version.pages or 1
            }
    if wrong or not may_bind(version):
        raise InvalidInput(wrong or _("Chỉ tách được tệp PDF."), fields={"parts": wrong})
    _keep_signatures([version], accept_loss)
    title = version.file.title or version.original_name
    return [
        _order(version.file, f"{title} ({line})"[:300], [(version.pk, line)], actor).pk
        for line in lines
    ]


@action(WORK)
def record_bound(
    file: File, *, kept: Kept | None = None, pages: int = 0, problem: str = "", actor: Actor
) -> File:
    """Store the bound PDF as the file's first version, once; or why there is none."""
    file = File.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)
    if file.current is not None:
        return file
    file.problem = problem
    file.save(update_fields=["problem"])
    if kept is not None:
        version = add_produced(
            file,
            kept=kept,
            name=f"{file.title}.pdf",
            content_type=kinds.PDF,
            pages=pages,
            actor=actor,
        )
        ports.defer("documents.check_version", version_id=version.pk)
    return file


def _order(file: File, title: str, parts: list[tuple[int, str]], actor: Actor) -> File:
    made = File.objects.create(
        title=title,
        owner_kind=file.owner_kind,
        owner_id=file.owner_id,
        unit_id=file.unit_id or actor.unit_id,
        person_id=file.person_id,
        internal=True,
    )
    ports.defer("documents.bind_parts", file_id=made.pk, parts=[list(part) for part in parts])
    return made


def _keep_signatures(versions: Sequence[FileVersion], accept_loss: bool) -> None:
    signed = [version.original_name for version in versions if version.signed]
    if signed and not accept_loss:
        words = _(
            "%(names)s có chữ ký số. Ghép hoặc tách thì bản mới mất chữ ký; bản gốc vẫn giữ nguyên."
        ) % {"names": ", ".join(signed)}
        raise InvalidInput(words, code="signed", fields={"accept_loss": words})
