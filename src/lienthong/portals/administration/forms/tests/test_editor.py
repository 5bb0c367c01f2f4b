# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The editor by form posts alone, as without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.forms.api import (
    KINDS,
    FormDefinition,
    FormDesign,
    FormVersion,
    form_on,
    is_placeholder,
)
from lienthong.kernel.language import of_record
from lienthong.portals.administration.forms.palette import KINDS as PALETTE
from lienthong.portals.administration.forms.panels import first_settings
from lienthong.portals.administration.forms.tests.conftest import signed_in
from lienthong.portals.administration.forms.tests.samples import CODE
from lienthong.testing.world import World

EDITOR = f"/quan-tri/bieu-mau/{CODE}/"


def shape(code: str = CODE) -> list[list[str]]:
    pages = FormDesign.objects.get(form__code=code).content["pages"]
    return [[question["key"] for question in page["fields"]] for page in pages]


def publish(client: Client, code: str) -> Any:
    """Publish the design as it stands, from today."""
    revision = FormDesign.objects.get(form__code=code).revision
    sent = {"revision": revision, "valid_from": f"{timezone.localdate():%d%m%Y}"}
    return client.post(f"/quan-tri/bieu-mau/{code}/ban-hanh/", sent, follow=True)


def act(client: Client, name: str, **more: Any) -> Any:
    return client.post(EDITOR, {"act": name, **more}, follow=True)


def settings(client: Client, key: str) -> dict[str, Any]:
    """The inputs of the settings as the page shows them, to be sent back changed."""
    shown = client.get(EDITOR, {"chon": key}).context
    form = shown["settings"]
    values = {b.html_name: b.value() for b in form}
    sent = {name: value for name, value in values.items() if value not in (None, "", False)}
    return {"act": "edit", "element": key, "seen": shown["seen"], **sent}


def test_menu_leads_an_administrator_to_forms(administrator: Client, world: World) -> None:
    desk = administrator.get("/can-bo/")
    home = administrator.get("/quan-tri/")

    assert [e["url"] for e in desk.context["menu"] if e["title"] == "Quản trị"] == ["/quan-tri/"]
    assert "/quan-tri/bieu-mau/" in [entry["url"] for entry in home.context["entries"]]
    assert signed_in(world, "clerk").get("/quan-tri/").status_code == 403
    assert signed_in(world, "clerk").get(EDITOR).status_code == 403


def test_looking_at_a_form_begins_no_design(administrator: Client, version: FormVersion) -> None:
    page = administrator.get(EDITOR, {"chon": "rooms"})

    assert page.context["settings"].initial["label"] == "Số phòng"
    assert FormDesign.objects.count() == 0
    assert administrator.get("/quan-tri/bieu-mau/khong_co/").status_code == 404


def test_a_form_from_nothing_to_publication(administrator: Client, world: World) -> None:
    begun = administrator.post(
        "/quan-tri/bieu-mau/lap-moi/", {"title": "Đăng ký nuôi chó"}, follow=True
    )
    code = "dang_ky_nuoi_cho"
    address = f"/quan-tri/bieu-mau/{code}/"
    assert begun.redirect_chain[-1][0] == address
    administrator.post(address, {"act": "add", "kind": "text", "into": "page_1"})
    administrator.post(
        address, {"act": "edit", "element": "text_1", "label": "Tên con chó", "required": "always"}
    )
    administrator.post(
        address,
        {
            "act": "edit",
            "element": "form",
            "title": "Đăng ký nuôi chó",
            "legal_basis": "45/2020/NĐ-CP",
        },
    )
    assert shape(code) == [["ten_con_cho"]]
    assert f"{address}khac/" not in administrator.get(address).content.decode()
    early = publish(administrator, code)
    assert early.status_code == 422
    (told,) = early.context["problems"]
    assert told[2] == ["Trang còn mang tên đặt sẵn “Trang đầu”. Hãy đặt tên."]
    administrator.post(address, {"act": "edit", "element": "page_1", "title": "Con chó"})
    done = publish(administrator, code)
    assert f"{address}khac/" in administrator.get(address).content.decode()

    assert "Đã ban hành bản 1" in done.content.decode()
    assert form_on(code).content["pages"][0]["fields"][0]["label"] == "Tên con chó"
    acts = AuditRecord.objects.filter(permission="forms.design.edit").count()
    assert acts == 5
    assert AuditRecord.objects.filter(permission="forms.version.publish").count() == 1


def test_a_form_begins_as_a_copy_of_another(administrator: Client, version: FormVersion) -> None:
    address = f"/quan-tri/bieu-mau/lap-moi/?tu={CODE}"
    asked = administrator.get(address)
    begun = administrator.post(address, {"title": "Bản khác"}, follow=True)

    assert "Mọi trang được chép, trừ mã." in asked.content.decode()
    assert begun.redirect_chain[-1][0] == "/quan-tri/bieu-mau/ban_khac/"
    copy = FormDesign.objects.get(form__code="ban_khac")
    assert copy.content["pages"] == version.content["pages"]
    assert (copy.content["code"], copy.content["title"]) == ("ban_khac", "Bản khác")
    assert (copy.base, copy.edits.get().act) == (None, "copied")
    assert administrator.get("/quan-tri/bieu-mau/lap-moi/?tu=khong_co").status_code == 404


def test_a_new_form_with_a_used_code_is_told(administrator: Client, version: FormVersion) -> None:
    page = administrator.post("/quan-tri/bieu-mau/lap-moi/", {"title": "Khác", "code": CODE})

    assert page.status_code == 422
    assert page.context["form"].errors["code"] == ["Mã này đã có biểu mẫu khác dùng."]
    assert FormDefinition.objects.count() == 1


@pytest.mark.parametrize("kind", sorted(PALETTE))
def test_every_kind_can_be_added_and_tried(
    administrator: Client, design: FormDesign, kind: str
) -> None:
    added = act(administrator, "add", kind=kind, into="home", after="rooms")
    key = added.context["chosen"]
    page = added.context["page_key"]
    preview = administrator.get(f"{EDITOR}xem-thu/", {"trang": page})

    assert added.status_code == 200
    assert key.startswith("choice" if kind == "choices" else kind)
    assert added.context["element"]["label"] == str(PALETTE[kind].title)
    assert str(PALETTE[kind].title) in preview.content.decode()
    saved = administrator.post(EDITOR, settings(administrator, key), follow=True)
    assert saved.status_code == 200
    assert FormDesign.objects.get().content["pages"] is not None


def test_palette_shows_every_kind_of_question() -> None:
    assert set(KINDS) == set(PALETTE) - {"choices"}


def test_new_questions_have_names_that_publication_refuses_or_that_people_use() -> None:
    used = {"Số tiền", "Giờ", "Họ tên", "Số định danh", "Điện thoại", "Thư điện tử", "Địa chỉ"}
    with of_record():
        titles = {str(view.title) for view in PALETTE.values()}
        first = [first_settings(kind)[2] for kind in ("choice", "repeat")]
    names = [one["label"] for kind in first for part in kind.values() for one in part]

    assert {title for title in titles if not is_placeholder(title)} == used | {"Số", "Tổ chức"}
    assert [is_placeholder(name) for name in names] == [True] * 3


def test_questions_move_duplicate_split_join_and_go(
    administrator: Client, design: FormDesign
) -> None:
    act(administrator, "move", key="spouse", to="up")
    assert shape() == [["full_name", "married"], ["spouse", "rooms"], []]
    act(administrator, "move", key="spouse", to="up")
    assert shape() == [["full_name", "married", "spouse"], ["rooms"], []]
    act(administrator, "move", key="rooms", into="you", after="full_name")
    assert shape() == [["full_name", "rooms", "married", "spouse"], [], []]
    act(administrator, "duplicate", key="rooms")
    assert shape() == [["full_name", "rooms"], ["rooms_1", "married", "spouse"], [], []]
    act(administrator, "split", key="spouse")
    assert shape() == [["full_name", "rooms"], ["rooms_1", "married"], ["spouse"], [], []]
    pages = FormDesign.objects.get().content["pages"]
    act(administrator, "join", key=pages[2]["key"])
    assert shape() == [["full_name", "rooms"], ["rooms_1", "married", "spouse"], [], []]
    act(administrator, "remove", key=["rooms", "rooms_1"])
    act(administrator, "remove_page", key="home")
    assert shape() == [["full_name"], ["married", "spouse"], []]


def test_chosen_questions_are_grouped(administrator: Client, design: FormDesign) -> None:
    act(administrator, "group", key=["full_name", "rooms"], into="repeat", title="Từng người")

    pages = FormDesign.objects.get().content["pages"]
    table = pages[1]["fields"][0]
    assert (table["kind"], table["label"]) == ("repeat", "Từng người")
    assert [inner["key"] for inner in table["fields"]] == ["full_name", "rooms"]
    act(administrator, "group", key=["married", "spouse"], into="section", title="Gia đình")
    assert shape()[0] == ["section_1", "married", "spouse"]


def test_a_full_page_sends_a_new_question_to_a_page_of_its_own(
    administrator: Client, design: FormDesign
) -> None:
    for _n in range(3):
        act(administrator, "add", kind="text", into="you")

    assert shape()[:2] == [["full_name", "married", "text_1", "text_2"], ["text_3"]]
    act(administrator, "add", kind="file", into="you")
    assert shape()[1] == ["file_1"]


def test_what_is_gone_is_told_and_nothing_is_lost(
    administrator: Client, design: FormDesign
) -> None:
    page = act(administrator, "move", key="ghost", to="up")
    unknown = act(administrator, "explode", key="rooms")

    assert "Phần này không còn trong biểu mẫu" in page.content.decode()
    assert "Không có thao tác này." in unknown.content.decode()
    assert shape() == [["full_name", "married"], ["rooms", "spouse"], []]


def test_undo_goes_back_step_by_step(administrator: Client, design: FormDesign) -> None:
    act(administrator, "remove", key="rooms")
    act(administrator, "remove", key="spouse")
    for wanted in (["rooms"], ["rooms", "spouse"]):
        revision = FormDesign.objects.get().revision
        page = act(administrator, "undo", revision=revision)
        assert "Trở lại như lần sửa" in page.content.decode()
        assert sorted(shape()[1]) == sorted(wanted) if len(wanted) > 1 else True
    assert shape() == [["full_name", "married"], ["rooms", "spouse"], []]
    stale = act(administrator, "undo", revision=1)
    assert "vừa sửa lúc" in stale.content.decode()


def test_settings_of_a_question_are_kept(administrator: Client, design: FormDesign) -> None:
    sent = settings(administrator, "rooms") | {
        "label": "Bao nhiêu phòng",
        "hint": "Kể cả bếp",
        "required": "never",
        "min": "1",
        "max": "1.000,5",
        "decimals": "1",
        "suffix": "phòng",
    }
    administrator.post(EDITOR, sent)

    assert FormDesign.objects.get().content["pages"][1]["fields"][0] == {
        "key": "rooms",
        "kind": "number",
        "label": "Bao nhiêu phòng",
        "hint": "Kể cả bếp",
        "required": False,
        "suffix": "phòng",
        "constraints": {"min": 1, "max": 1000.5, "decimals": 1},
    }


def test_what_is_typed_is_seen_in_the_preview_and_kept_only_when_it_is_saved(
    administrator: Client, version: FormVersion
) -> None:
    preview = f"{EDITOR}xem-thu/?trang=home"
    typed = settings(administrator, "rooms") | {"_dang-go": "1", "label": "Bao nhiêu phòng"}

    seen = administrator.post(preview, typed)
    unfit = administrator.post(preview, typed | {"label": ""})
    gone = administrator.post(preview, typed | {"element": "khong_co", "title": "Tên khác"})

    assert (seen.status_code, unfit.status_code, gone.status_code) == (200, 204, 200)
    assert "Bao nhiêu phòng" in seen.content.decode()
    assert "Số phòng" not in seen.content.decode()
    assert "Số phòng" in gone.content.decode()
    assert not FormDesign.objects.exists()
    assert "Số phòng" in administrator.get(preview).content.decode()


def test_wrong_settings_stay_typed_and_are_told(administrator: Client, design: FormDesign) -> None:
    sent = settings(administrator, "rooms") | {"label": "", "min": "5", "max": "2"}
    page = administrator.post(EDITOR, sent)

    assert page.status_code == 422
    assert page.context["settings"].errors == {
        "label": ["Nhập câu hỏi."],
        "max": ["Số này phải lớn hơn hoặc bằng số ít nhất."],
    }
    assert 'value="5"' in page.content.decode()
    assert FormDesign.objects.get().content["pages"][1]["fields"][0]["label"] == "Số phòng"


def test_a_new_key_is_carried_into_conditions(administrator: Client, design: FormDesign) -> None:
    administrator.post(EDITOR, settings(administrator, "married") | {"key": "has_spouse"})

    content = FormDesign.objects.get().content
    assert content["pages"][0]["fields"][1]["key"] == "has_spouse"
    assert content["pages"][1]["fields"][1]["show_if"] == {"eq": [{"field": "has_spouse"}, True]}


def test_two_people_at_one_question_are_told_and_lose_nothing(
    administrator: Client, design: FormDesign
) -> None:
    mine = settings(administrator, "rooms") | {"label": "Số buồng"}
    administrator.post(EDITOR, settings(administrator, "rooms") | {"label": "Số căn"})
    conflict = administrator.post(EDITOR, mine)

    assert conflict.status_code == 409
    page = conflict.content.decode()
    assert "Những gì bạn vừa nhập còn nguyên" in page
    assert 'value="Số buồng"' in page
    again = mine | {"seen": conflict.context["seen"]}
    administrator.post(EDITOR, again)
    assert FormDesign.objects.get().content["pages"][1]["fields"][0]["label"] == "Số buồng"


def test_two_people_at_two_questions_both_keep_their_work(
    administrator: Client, design: FormDesign
) -> None:
    rooms = settings(administrator, "rooms") | {"label": "Số buồng"}
    administrator.post(EDITOR, settings(administrator, "spouse") | {"label": "Bạn đời"})
    kept = administrator.post(EDITOR, rooms)

    assert kept.status_code == 302
    labels = [f["label"] for f in FormDesign.objects.get().content["pages"][1]["fields"]]
    assert labels == ["Số buồng", "Bạn đời"]


def test_options_keep_their_values_when_labels_change(
    administrator: Client, design: FormDesign
) -> None:
    key = act(administrator, "add", kind="choice", into="you").context["chosen"]
    sent = settings(administrator, key) | {"options": "1 = Đỏ\nLựa chọn 2\nXanh lá"}
    administrator.post(EDITOR, sent)

    question = FormDesign.objects.get().content["pages"][0]["fields"][2]
    assert question["options"] == [
        {"value": "1", "label": "Đỏ"},
        {"value": "2", "label": "Lựa chọn 2"},
        {"value": "xanh_la", "label": "Xanh lá"},
    ]


def test_a_table_takes_columns_beside_the_chosen_one_and_refuses_files_by_name(
    administrator: Client, design: FormDesign
) -> None:
    act(administrator, "add", kind="repeat", into="page_1")
    (table,) = shape()[2]
    (column,) = design_of(CODE)["pages"][2]["fields"][0]["fields"]
    chosen = administrator.get(EDITOR, {"chon": column["key"]})
    offered = chosen.content.decode()
    act(administrator, "add", kind="date", into=chosen.context["into"], after=column["key"])
    act(administrator, "add", kind="file", into="home")
    refused = act(administrator, "move", key=shape()[2][0], into=table)

    assert chosen.context["into"] == table
    assert 'name="kind" value="date"' in offered
    assert 'name="kind" value="file"' not in offered
    columns = design_of(CODE)["pages"][3]["fields"][0]["fields"]
    assert [one["kind"] for one in columns] == ["text", "date"]
    assert "“Chỗ gửi tệp” không đặt vào bảng được" in refused.content.decode()
    assert f'data-key="{shape()[2][0]}" data-no-column' in refused.content.decode()


def design_of(code: str) -> dict[str, Any]:
    content: dict[str, Any] = FormDesign.objects.get(form__code=code).content
    return content
