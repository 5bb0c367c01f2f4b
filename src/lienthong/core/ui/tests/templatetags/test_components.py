# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString

from lienthong.core.ui.api import (
    FieldView,
    Frame,
    OneInputDateField,
    SeveralSelects,
    ThreePartDateField,
)
from lienthong.core.ui.domain.frame import Display
from lienthong.core.ui.templatetags.ui_fields import _drawn_once
from lienthong.core.ui.templatetags.ui_officer import fold_steps, sparkline

SOURCES = Path(__file__).parents[4]
STYLES = SOURCES / "core" / "ui" / "reference" / "css"


def draw(markup: str, **values: object) -> str:
    return Template("{% load i18n ui %}" + markup).render(Context(values))


class BirthForm(forms.Form):
    name = forms.CharField(label="Họ tên", help_text="Như trên giấy.", max_length=40)
    born = ThreePartDateField(label="Ngày sinh")
    noted = OneInputDateField(label="Ngày nhận", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("f", "Nữ")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Tôi cam đoan")


def test_icon_is_hidden_unless_named() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "folder" %}')
    assert 'role="img" aria-label="Hồ sơ"' in draw('{% icon "folder" label="Hồ sơ" %}')


def test_unknown_icon_is_refused() -> None:
    with pytest.raises(ValueError, match="no-such-icon"):
        draw('{% icon "no-such-icon" %}')


def test_button_escapes_and_passes_attributes() -> None:
    html = draw('{% button text kind="primary" hx_post="/a" data_x="1" %}', text="<b>")

    assert html.startswith('<button class="button button--primary"')
    assert 'hx-post="/a" data-x="1" type="submit"' in html
    assert "&lt;b&gt;" in html


def test_button_with_address_is_a_link() -> None:
    assert draw('{% button "Xem" href="/x" %}') == (
        '<a class="button button--outline" href="/x"><span>Xem</span></a>'
    )


def test_skeleton_is_not_read_out() -> None:
    assert draw("{% skeleton 2 %}") == (
        '<p class="skeleton" aria-hidden="true"><span></span><span></span></p>'
    )


def test_icon_button_has_a_name() -> None:
    assert 'aria-label="Đóng" title="Đóng" type="button"' in draw('{% icon_button "x" "Đóng" %}')


def test_text_field_ties_label_hint_and_error() -> None:
    view = FieldView("name", "Họ tên", hint="Như trên giấy.", error="Hãy nhập họ tên.")
    html = draw("{% field f %}", f=view)

    assert '<label class="field__label" for="id_name">Họ tên' in html
    assert 'aria-describedby="id_name_hint id_name_error" aria-invalid="true"' in html
    assert html.index("id_name_hint") < html.index('id="id_name_error"') < html.index("<input")


def test_optional_field_says_so_and_required_has_no_star() -> None:
    assert "(không bắt buộc)" in draw("{% field f %}", f=FieldView("a", "A", optional=True))
    assert "*" not in draw("{% field f %}", f=FieldView("a", "A"))


def test_questions_alike_are_drawn_once_in_a_language_and_answers_are_never_kept() -> None:
    chosen = FieldView("unit", "Đơn vị", "select", "2", choices=(("1", "Sở"), ("2", "Ủy ban")))
    typed = FieldView("name", "Họ tên", value="Nguyễn Thị Bưởi")
    _drawn_once.cache_clear()

    with translation.override("vi"):
        first, second = (draw("{% field q %}", q=chosen) for _turn in range(2))
        draw("{% field q %}", q=typed)
    with translation.override("en"):
        foreign = draw("{% field q %}", q=chosen)

    assert (_drawn_once.cache_info().hits, _drawn_once.cache_info().misses) == (1, 2)
    assert first == second
    assert '<option value="2" selected>Ủy ban</option>' in first
    assert '<option value="2" selected lang="vi">Ủy ban</option>' in foreign
    assert "selected" not in draw("{% field q %}", q=replace(chosen, value=""))
    assert "Sai" in draw("{% field q %}", q=replace(chosen, error="Sai"))


def test_sizes_and_themes_are_drawn_as_chosen_in_each_language() -> None:
    shown = [
        draw("{% display_choices d 'bar' %}", d=display)
        for display in (Display(), Display("dark", "130"), Display())
    ]
    with translation.override("en"):
        foreign = draw("{% display_choices d 'bar' %}", d=Display())

    assert shown[0] == shown[2]
    assert 'value="100" aria-pressed="true"' in shown[0]
    assert 'value="130" aria-pressed="true"' in shown[1]
    assert 'value="dark" aria-pressed="true"' in shown[1]
    assert "Nền tối" in shown[0]
    assert "Nền tối" not in foreign


def test_address_of_a_static_file_follows_the_settings(settings: Any) -> None:
    first = [draw("{% load static %}{% static 'ui/icons.svg' %}") for _turn in range(2)]
    settings.STATIC_URL = "/khac/"

    assert first == ["/tinh/ui/icons.svg"] * 2
    assert draw("{% load static %}{% static 'ui/icons.svg' %}") == "/khac/ui/icons.svg"


def test_wrong_date_is_shown_again_as_typed_and_summary_leads_to_its_day() -> None:
    typed = {"born_day": "31", "born_month": "2", "born_year": "2026"}
    form = BirthForm({"name": "Vy", "sex": "f", "sure": "on"} | typed)
    html = draw("{% error_summary form %}{% field form.born %}", form=form)

    assert "Còn 1 chỗ cần sửa" in html
    assert 'href="#id_born_day"' in html
    assert 'name="born_day" value="31"' in html
    assert 'name="born_month" value="2"' in html


def test_error_summary_of_a_refusal_leads_to_no_field() -> None:
    refused = [{"target": "noi-dung", "message": "Bản để ký đang được lập."}]
    html = draw("{% error_summary refused %}", refused=refused)

    assert "Chưa làm được việc này" in html
    assert "Còn 1 chỗ cần sửa" not in html
    assert 'href="#noi-dung"' not in html
    assert "Bản để ký đang được lập." in html


def test_summary_says_what_the_browser_keeps() -> None:
    faults = [{"target": "tep", "message": "Tệp này không phải PDF."}]

    kept, lost = (draw(f"{{% error_summary faults file={lost} %}}", faults=faults) for lost in "01")

    assert ("vẫn còn nguyên" in kept, "hãy chọn lại tệp" in kept) == (True, False)
    assert ("vẫn còn nguyên" in lost, "hãy chọn lại tệp" in lost) == (False, True)


def test_refusal_takes_the_keyboard_and_a_remark_does_not() -> None:
    refusal = '{% callout "late" role="alert" focus=True %}Sai tệp.{% endcallout %}'

    assert 'role="alert" tabindex="-1" data-focus>' in draw(refusal)
    assert "data-focus" not in draw('{% callout "info" %}Chưa nhập gì.{% endcallout %}')


def test_valid_form_has_dates_and_no_summary() -> None:
    form = BirthForm(
        {"name": "Vy", "born_day": "15112026", "noted": "20112026", "sex": "f", "sure": "on"}
    )

    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2026, 11, 15)
    assert form.cleaned_data["noted"] == date(2026, 11, 20)
    assert draw("{% error_summary form %}", form=form).strip() == ""


def test_bound_radio_is_a_group_with_a_legend() -> None:
    html = draw("{% field form.sex %}", form=BirthForm(initial={"sex": "f"}))

    assert "<legend" in html
    assert 'type="radio" name="sex" value="f" id="id_sex_0" checked' in html


@pytest.mark.parametrize("state", ["empty", "uploading", "failed", "national"])
def test_file_slot_is_named_after_the_paper(state: str) -> None:
    slot = {"id": "s", "label": "Giấy chứng sinh", "state": state, "source": "bệnh viện"}
    html = draw("{% file_slot s %}", s=slot)

    assert f"slot--{state}" in html
    assert "Giấy chứng sinh" in html
    assert ('type="file"' in html) is (state != "national")


@pytest.mark.covers("3.7")
def test_file_field_speaks_the_language_of_the_page() -> None:
    html = draw('{% file_pick "tep" name="tep" accept=".json" described_by="tep_hint" %}')
    rules = (STYLES / "forms.css").read_text()

    assert '<label class="button" for="tep">' in html
    assert "Chọn tệp" in html
    assert 'name="tep" accept=".json" required aria-describedby="tep_hint"' in html
    assert "Chưa chọn tệp" in html
    assert ".filepick__file::file-selector-button" in rules
    assert ".filepick__file:invalid" in rules


@pytest.mark.covers("3.7")
def test_no_template_leaves_a_file_field_to_the_words_of_the_browser() -> None:
    own = {"file_pick.html", "camera.html"}
    found = [
        path.name
        for path in SOURCES.rglob("templates/**/*.html")
        if 'type="file"' in path.read_text() and path.name not in own
    ]

    assert found == []


def test_file_slot_when_only_pdf_then_asks_for_no_photograph() -> None:
    slot = {"id": "s", "label": "Bản vẽ", "accept": "application/pdf", "max_mb": 50}
    html, again = (
        draw("{% file_slot s %}", s=slot),
        draw("{% file_slot s %}", s=slot | {"again": 1}),
    )

    assert "Chọn tệp PDF" in html
    assert "Mỗi tệp tối đa 50 MB" in html
    assert "Tệp lớn hơn 50 MB. Hãy xuất lại nhẹ hơn, hoặc tách thành nhiều tệp PDF" in html
    assert "Thêm tệp PDF khác" in again
    assert "hụp" not in html + again


def test_file_slot_when_done_says_what_is_there_and_how_to_take_it_out() -> None:
    kept = {"id": 7, "name": "giay.jpg", "pages": 2, "url": "/xem"}
    html = draw('{% file_slot f state="done" return_url="/cho" %}', f=kept)

    assert "giay.jpg" in html
    assert "Đã nhận, 2 trang" in html
    assert 'href="/xem"' in html
    assert '<form method="post" action="/cho">' in html
    assert 'name="remove" value="7"' in html


def test_file_slot_when_the_last_file_was_refused_then_says_why() -> None:
    slot = {"id": "s", "label": "Giấy chứng sinh", "fault": "Tệp quá lớn."}
    html = draw("{% file_slot s %}", s=slot)

    assert "slot--failed" in html
    assert 'role="alert">Tệp quá lớn.</p>' in html


def test_chip_has_shape_and_words() -> None:
    html = draw("{% deadline_chip d %}", d={"state": "late", "words": "Trễ 1 ngày", "url": "/x"})

    assert html.startswith('<a class="chip chip--late" href="/x">')
    assert "#alert-triangle" in html
    assert "Trễ 1 ngày" in html


def test_leaf_speaks_the_whole_date_once() -> None:
    html = draw("{% calendar_leaf d %}", d=date(2026, 11, 26))

    assert 'datetime="2026-11-26"' in html
    assert html.count("Thứ Năm 26/11/2026") == 1
    assert 'aria-hidden="true">Tháng 11<' in html


def test_leaf_names_the_month_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        html = draw("{% calendar_leaf d %}", d=date(2026, 11, 26))

    assert 'aria-hidden="true">November<' in html


def test_heading_stays_when_the_title_says_that_something_is_wrong() -> None:
    html = draw(
        "{% page_title %}|{% page_heading %}",
        page_title="Đổi mật khẩu",
        errors=[{"target": "id_old", "message": "Sai."}],
    )

    assert html == "Lỗi: Đổi mật khẩu|Đổi mật khẩu"


def test_officer_in_the_frame_of_citizens_is_led_back_to_work() -> None:
    html = draw(
        "{% citizen_entries as found %}{% for e in found %}{{ e.title }} {{ e.url }};{% endfor %}",
        frame=Frame(is_officer=True),
        menu=[{"title": "Nhật ký", "url": "/can-bo/nhat-ky/"}],
    )

    assert html == "Về việc của tôi /can-bo/;"


def test_day_strip_is_an_ordered_list_with_reasons() -> None:
    weekend = {"date": date(2026, 11, 21), "weekday": "T7", "day": 21, "kind": "weekend"}
    due = SimpleNamespace(date="2026-11-26", weekday="T5", day=26, kind="due", label="Ngày 3")
    cells = [weekend | {"label": "Nghỉ", "reason": "Thứ Bảy"}, due]
    html = draw(
        "{% day_strip e %}", e={"cells": cells, "sentence": "Vì thế.", "basis_url": "/luat"}
    )

    assert "<ol" in html
    assert "strip__cell--off" in html
    assert "strip__cell--promised" in html
    assert ": Thứ Bảy" in html
    assert 'href="/luat"' in html


def test_timeline_lights_the_star_at_the_current_step_only() -> None:
    steps = [
        {"title": "A", "state": "done"},
        {"title": "B", "state": "current"},
        {"title": "C", "state": "future"},
    ]
    html = draw("{% status_timeline s %}", s=steps)

    assert html.count("#lt-star") == 1
    assert html.count('aria-current="step"') == 1


def test_more_than_eight_steps_fold_the_done_ones() -> None:
    steps = [
        {"name": str(k), "state": "done" if k < 5 else "future", "url": "/"} for k in range(10)
    ]
    folded = fold_steps(steps)

    assert len(folded) == 8
    assert folded[0]["folded"] == 3
    assert [s["name"] for s in folded[1:]] == ["3", "4", "5", "6", "7", "8", "9"]
    assert fold_steps(steps[:8]) == steps[:8]


def test_sparkline_stays_in_its_box() -> None:
    drawn = sparkline([3, 1, 2])

    assert drawn == {"line": "4.0,4.0 38.0,24.0 72.0,14.0", "x": "72.0", "y": "14.0"}
    assert sparkline([1]) == {}
    assert sparkline([2, 2])["y"] == "24.0"


def test_case_table_names_every_check_box() -> None:
    chip = {"state": "paused", "words": "Chờ bổ sung"}
    row = {"id": 7, "url": "/7", "title": "Khai sinh", "code": "H1", "current": True}
    row |= {"deadline": chip}
    html = draw(
        "{% case_table g selectable=True %}", g=[{"title": "Hôm nay", "count": 1, "rows": [row]}]
    )

    assert 'name="case" value="7" aria-label="Chọn H1, Khai sinh"' in html
    assert 'scope="rowgroup"' in html
    assert html.count('aria-current="true"') == 1


def test_bulk_bar_is_hidden_while_nothing_is_selected() -> None:
    assert " hidden>" in draw("{% bulk_bar 0 %}x{% endbulk_bar %}")
    assert "Đã chọn 3" in draw("{% bulk_bar 3 %}x{% endbulk_bar %}")


def test_block_tags_do_not_let_markup_of_values_through() -> None:
    html = draw('{% card title="T" %}{{ evil }}{% endcard %}', evil="<script>")

    assert isinstance(html, SafeString)
    assert "&lt;script&gt;" in html


def test_person_shows_for_whom_an_officer_acts() -> None:
    actor = SimpleNamespace(
        kind="officer",
        name="Lê Thị Hà",
        unit_name="Phường Đồng Hới",
        position="Hộ tịch",
        on_behalf_of_name="Trần Văn Dũng",
        on_behalf_until=date(2026, 11, 25),
    )
    html = Template('{% extends "ui/officer_base.html" %}').render(Context({"actor": actor}))

    assert "Thay Trần Văn Dũng đến 25/11" in html
    assert ">LH<" in html


def test_frame_of_the_portal_fills_head_and_foot() -> None:
    frame = Frame(province="tỉnh Nghệ An", owner="UBND tỉnh Nghệ An", hotline="1800")
    html = Template('{% extends "ui/citizen_base.html" %}').render(Context({"frame": frame}))

    assert "Dịch vụ công tỉnh Nghệ An" in html
    assert 'href="tel:1800"' in html
    assert "Quảng Trị" not in html


def test_several_of_one_list_are_chosen_in_order_with_one_place_more() -> None:
    view = FieldView(
        "who", "Tên người nộp", "selects", ("b", "a"), choices=(("a", "Anh"), ("b", "Ba"))
    )
    drawn = draw("{% field f %}", f=view)
    assert drawn.count("<select") == 3
    assert drawn.index('<option value="b" selected') < drawn.index('<option value="a" selected')
    assert drawn.count(" selected") == 2
    assert (view.target_id, 'id="id_who_0"' in drawn) == ("id_who_0", True)
    assert 'aria-label="Tên người nộp 3"' in drawn
    data = QueryDict("who=b&who=&who=a&who=b")
    assert SeveralSelects().value_from_datadict(data, {}, "who") == ["b", "a"]


def test_answer_of_several_lines_keeps_them_apart_and_stays_text() -> None:
    row = SimpleNamespace(label="Giấy thứ 1", value="Tên: <Học bạ>\nSố trang: 12", source="")

    html = draw('{% check_answers "Giấy tờ" rows %}', rows=[row])

    assert "<dd>Tên: &lt;Học bạ&gt;<br>Số trang: 12</dd>" in html


def test_count_is_grouped_by_thousands_within_a_sentence() -> None:
    markup = "{% blocktranslate with n=count|grouped %}Đã làm {{ n }} việc{% endblocktranslate %}"

    assert draw(markup, count=4919) == "Đã làm 4.919 việc"
    assert draw(markup, count=81) == "Đã làm 81 việc"
