# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A body written here is on papers drafted from its day on, and on none before."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lienthong.core.documents.actions.configure import keep_print_template
from lienthong.core.documents.actions.prints import (
    NewBody,
    drop_print,
    withdraw_print,
    write_print,
)
from lienthong.core.documents.adapters import press
from lienthong.core.documents.adapters.prints import packaged_source
from lienthong.core.documents.adapters.store import file_store
from lienthong.core.documents.api import FreePaper, IssuedDocument, drafting
from lienthong.core.documents.domain.prints import PrintFault, require_body, whole_source
from lienthong.core.documents.enums import Paper
from lienthong.core.documents.models import PrintTemplateVersion
from lienthong.core.documents.queries import template_in_force
from lienthong.core.documents.queries.prints import print_rows
from lienthong.core.documents.tests.conftest import Office
from lienthong.core.documents.tests.domain.pdf.pages import text_of
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, StaleVersion

pytestmark = [pytest.mark.covers("13")]
KEEPER = Actor.platform("kiểm thử")
CODE, FILE = "free_letter", "documents/print/free_document.html"
LETTER = FreePaper(kind="letter", abstract="phòng bão", body="Đề nghị chủ động.", to=("Trạm Y tế",))
A_DAY = timedelta(days=1)


def said(word: str, since: date | None = None) -> NewBody:
    body = packaged_source(FILE).replace("Kính gửi", word)
    return NewBody(body, since or timezone.localdate(), "30/2020/NĐ-CP, Phụ lục III")


def mark() -> str:
    return next(row.mark for row in print_rows(timezone.localdate()) if row.pk == CODE)


def newest() -> PrintTemplateVersion | None:
    rows = PrintTemplateVersion.objects.filter(template__code=CODE)
    return rows.order_by("-valid_from").first()


def drafted(office: Office) -> IssuedDocument:
    return drafting.draft_free(office.unit, paper=LETTER, actor=office.clerk)


@pytest.mark.django_db
def test_changed_word_is_on_the_next_paper_and_not_on_an_earlier_one(
    office: Office, own_store: Path, tmp_path: Path
) -> None:
    before = drafted(office)

    write_print(CODE, said("Trân trọng gửi"), actor=KEEPER)
    after = drafted(office)

    now = {one: words_on(one, tmp_path) for one in (before, after)}
    assert "Kính gửi: Trạm Y tế" in now[before]
    assert "Trân trọng gửi: Trạm Y tế" in now[after]
    assert "Kính gửi" not in now[after]
    first, second = PrintTemplateVersion.objects.filter(template__code=CODE).order_by("valid_from")
    assert (first.valid_to, first.body, second.number_pattern) == (
        second.valid_from, "", first.number_pattern,
    )  # fmt: skip


def words_on(document: IssuedDocument, folder: Path) -> str:
    """What the worker draws of the draft."""
    document = IssuedDocument.objects.select_related("template_version").get(pk=document.pk)
    with file_store().local(press.draw_document(document).kept.key) as path:
        return " ".join(text_of(path.read_bytes(), folder).split())


@pytest.mark.django_db
def test_body_that_began_today_is_corrected_until_something_is_printed_then_gives_way(
    office: Office, own_store: Path
) -> None:
    today = timezone.localdate()
    drafted(office)
    write_print(CODE, said("Gửi"), actor=KEEPER)
    write_print(CODE, said("Thân gửi"), actor=KEEPER)
    assert PrintTemplateVersion.objects.filter(template__code=CODE).count() == 2
    assert "Thân gửi: " in template_in_force(CODE).body

    drafted(office)
    with pytest.raises(InvalidInput) as refused:
        write_print(CODE, said("Gửi"), actor=KEEPER)
    assert refused.value.fields["since"].endswith("Chọn từ ngày mai.")
    with pytest.raises(IllegalState):
        withdraw_print(newest(), actor=KEEPER)

    write_print(CODE, said("Gửi", today + A_DAY), actor=KEEPER)
    assert "Thân gửi: " in template_in_force(CODE).body
    assert ">Gửi: " in template_in_force(CODE, on=today + A_DAY).body
    withdraw_print(newest(), actor=KEEPER)
    assert "Thân gửi: " in template_in_force(CODE, on=today + A_DAY).body
    drop_print(CODE, on=today + A_DAY, actor=KEEPER)
    assert template_in_force(CODE, on=today + A_DAY).body == ""
    with pytest.raises(InvalidInput) as early:
        write_print(CODE, said("Gửi"), actor=KEEPER)
    assert "Rút bản đó" in early.value.fields["since"]
    with pytest.raises(InvalidInput) as past:
        write_print(CODE, said("Gửi", today - A_DAY), actor=KEEPER)
    assert past.value.fields == {"since": "Chọn hôm nay hoặc ngày sau."}


@pytest.mark.django_db
def test_second_of_two_administrators_is_told_and_changes_nothing(office: Office) -> None:
    seen = mark()
    write_print(CODE, said("Gửi"), seen=seen, actor=KEEPER)

    with pytest.raises(StaleVersion):
        write_print(CODE, said("Thân gửi"), seen=mark() + "x", actor=KEEPER)
    with pytest.raises(StaleVersion):
        write_print(CODE, said("Thân gửi"), seen=seen, actor=KEEPER)

    assert ">Gửi: " in template_in_force(CODE).body
    write_print(CODE, said("Thân gửi"), seen=mark(), actor=KEEPER)
    assert "Thân gửi: " in template_in_force(CODE).body


@pytest.mark.django_db
def test_new_version_of_the_same_file_keeps_own_words_and_another_file_drops_them() -> None:
    today = timezone.localdate()
    values = {"paper": Paper.A4, "legal_basis": "x", "number_pattern": "{value}"}
    own = {"body": "<p></p>", "kept_here": True}
    start, later = today - 9 * A_DAY, today + 9 * A_DAY
    keep_print_template("a", title="A", valid_from=start, template_name=FILE, **values)
    PrintTemplateVersion.objects.filter(template__code="a").update(valid_to=later)
    template = template_in_force("a").template
    PrintTemplateVersion.objects.create(
        template=template, valid_from=later, template_name=FILE, **values, **own
    )

    again = values | {"number_pattern": "{value:02}"}
    keep_print_template("a", title="A", valid_from=today, template_name=FILE, **again)

    planned = template_in_force("a", on=later)
    assert (planned.body, planned.number_pattern) == ("<p></p>", "{value:02}")
    assert (template_in_force("a").body, template_in_force("a").valid_to) == ("", later)
    after = later + A_DAY
    keep_print_template("a", title="A", valid_from=after, template_name=FILE, **values)
    assert template_in_force("a", on=after).body == "<p></p>"
    keep_print_template("a", title="A", valid_from=today, template_name="b.html", **values)
    assert [template_in_force("a", on=day).template_name for day in (today, later, after)] == [
        "b.html", "b.html", FILE,
    ]  # fmt: skip


FAULTS = [
    ("{{ said.abstract }}", "{{ said.about }}", "Mẫu này không có trường {{ said.about }}."),
    ("Kính gửi", "{{ agency.delete }}", "Mẫu này không có trường {{ agency.delete }}."),
    ("Kính gửi", "{% include 'x.html' %}", "Mẫu này không có lệnh {% include 'x.html' %}."),
    ("{{ said.details.ends }}", "", "Mẫu thiếu trường {{ said.details.ends }}."),
    ('data-field="number"', "", "Mẫu mất chỗ cho số."),
    ('data-signature="agency"', "", "Mẫu mất chỗ cho dấu số của cơ quan."),
    ('data-signature="person"', "", "Mẫu mất chỗ cho chữ ký số của người ký."),
    ('data-field="number"', 'data-field="so"', "Mẫu mất chỗ cho số."),
    ("Kính gửi", "code }}", "Dấu }} đứng lẻ, phải thành cặp."),
    ("Kính gửi", "<b>Kính gửi", "Thẻ </p> đóng sai chỗ."),
    ("Kính gửi", "<script>x</script>", "Không được dùng thẻ <script> trong mẫu."),
    ("Kính gửi", '<b onclick="x">a</b>', "Không được dùng thuộc tính onclick trong mẫu."),
    ("Kính gửi", '<b style="a:url(x)">a</b>', "Không được dùng thuộc tính style trong mẫu."),
    ("Kính gửi", '<img src="//a.vn/x.png">', "Mẫu không được gọi địa chỉ //a.vn/x.png."),
]


@pytest.mark.parametrize(("old", "new", "told"), FAULTS)
def test_body_with_a_fault_is_refused_by_its_name(old: str, new: str, told: str) -> None:
    whole = packaged_source(FILE)
    assert old in whole
    require_body(whole, whole)

    with pytest.raises(PrintFault) as refused:
        require_body(whole.replace(old, new), whole)

    assert str(refused.value) == told


def test_empty_long_and_unreadable_bodies_are_refused() -> None:
    for body, told in (
        (" \n", "Mẫu không được để trống."),
        ("a" * 30_001, "Mẫu dài quá 30,000 ký tự."),
    ):
        with pytest.raises(PrintFault) as refused:
            require_body(body, "<p>{{ a }}</p>")
        assert str(refused.value) == told


def test_packaged_file_is_read_with_what_it_includes_and_its_words_plain() -> None:
    files = {"part.html": "{% load i18n %}{% comment %}no{% endcomment %}<b>{{ a }}</b>"}
    source = (
        '{% translate "Mã:" %} {% include "part.html" with a=b %}'
        "{% blocktranslate with n=c|default:1 %}{{ n }} bộ{% endblocktranslate %}"
    )

    assert whole_source(source, files.__getitem__) == (
        "Mã: {% with a=b %}{% load i18n %}<b>{{ a }}</b>\n{% endwith %}"
        "{% with n=c|default:1 %}{{ n }} bộ{% endwith %}\n"
    )


@pytest.mark.django_db
def test_order_of_tags_that_cannot_be_drawn_is_refused_before_it_is_kept(office: Office) -> None:
    body = packaged_source(FILE).replace("{% endif %}", "", 1) + "{% endif %}{% endif %}"

    with pytest.raises(InvalidInput) as refused:
        write_print(CODE, NewBody(body, timezone.localdate(), "x"), actor=KEEPER)

    assert "endif" in refused.value.fields["body"]
    with pytest.raises(InvalidInput) as bare:
        write_print(CODE, NewBody(body, timezone.localdate(), " "), actor=KEEPER)
    assert set(bare.value.fields) == {"legal_basis"}
