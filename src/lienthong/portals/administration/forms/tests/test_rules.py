# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Conditions and calculations built by form posts alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings

from lienthong.core.forms.api import (
    OPERATORS,
    FormDesign,
    Node,
    Reach,
    design_problems,
    design_spec,
    expression_problems,
    field_of,
    unseen_values,
)
from lienthong.core.forms.api import draw_rule as draw
from lienthong.core.forms.api import read_rule as read
from lienthong.portals.administration.forms.tests.samples import CODE, content
from lienthong.testing.expressions import trees

EDITOR = f"/quan-tri/bieu-mau/{CODE}/"


def question(key: str) -> dict[str, Any]:
    return field_of(FormDesign.objects.get().content, key)


def inputs(node: Node) -> dict[str, list[str]]:
    """What a browser sends for a drawn node."""
    sent = {f"{node.path}.is": [node.sort]}
    if node.literal:
        chosen = list(node.literal.chosen) or [node.literal.text]
        sent[f"{node.path}.sort"] = [node.literal.sort]
        sent[f"{node.path}.value"] = [chosen[0]] if node.literal.sort != "list" else chosen
        sent |= {f"{node.path}.fit": [node.literal.fit]} if node.literal.fit is not None else {}
    if node.asked:
        sent[f"{node.path}.field"] = [node.asked]
    for name, amount in node.moves.items():
        sent[f"{node.path}.{name}"] = [str(amount)]
    if node.column:
        sent[f"{node.path}.column"] = [node.column]
    for child in node.children:
        sent |= inputs(child)
    return sent


def posted(sent: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    return data


def rule(client: Client, key: str, slot: str, **more: str) -> Any:
    """Send the builder back as it is shown, with something changed."""
    address = f"{EDITOR}dieu-kien/{key}/{slot}/"
    shown = client.get(address).context
    return client.post(address, {**inputs(shown["root"]), "seen": shown["seen"], **more})


def test_a_condition_is_built_and_said_in_words(administrator: Client, design: FormDesign) -> None:
    drawn = rule(administrator, "rooms", "show_if", **{"e.is": "and", "_add": "e"})
    assert [child.sort for child in drawn.context["root"].children] == ["eq", "eq"]
    sent = {
        "e.is": "eq",
        "e-0.is": "field",
        "e-0.field": "married",
        "e-1.is": "value",
        "e-1.sort": "yes_no",
        "e-1.value": "no",
        "seen": drawn.context["seen"],
        "_save": "1",
    }
    saved = administrator.post(f"{EDITOR}dieu-kien/rooms/show_if/", sent, follow=True)

    assert question("rooms")["show_if"] == {"eq": [{"field": "married"}, False]}
    assert question("rooms")["show_if_text"] == "Trả lời khi “Đã kết hôn” là Không."
    assert "“Đã kết hôn” là Không" in saved.content.decode()


def test_a_condition_is_taken_away(administrator: Client, design: FormDesign) -> None:
    rule(administrator, "spouse", "show_if", _clear="1")

    assert "show_if" not in question("spouse")


def test_a_calculation_is_built_tried_and_kept(administrator: Client, design: FormDesign) -> None:
    administrator.post(EDITOR, {"act": "add", "kind": "computed", "into": "home", "after": "rooms"})
    sent = {
        "e.is": "mul",
        "e-0.is": "field",
        "e-0.field": "rooms",
        "e-1.is": "value",
        "e-1.sort": "number",
        "e-1.value": "1.000,5",
        "seen": administrator.get(f"{EDITOR}dieu-kien/computed_1/value/").context["seen"],
    }
    FormDesign.objects.update(trial={"answers": {"rooms": 3}})
    drawn = administrator.post(f"{EDITOR}dieu-kien/computed_1/value/", sent)
    assert drawn.context["trial"] == "3.001,5"
    assert 'name="_clear"' not in drawn.content.decode()
    administrator.post(f"{EDITOR}dieu-kien/computed_1/value/", {**sent, "_save": "1"})

    assert question("computed_1")["value"] == {"mul": [{"field": "rooms"}, 1000.5]}
    preview = administrator.get(f"{EDITOR}xem-thu/", {"trang": "home"}).content.decode()
    assert "3.001,5" in preview
    kept = administrator.get(f"{EDITOR}dieu-kien/computed_1/value/").content.decode()
    assert "Bỏ “Phép tính”" in kept


def test_a_check_needs_its_sentence(administrator: Client, design: FormDesign) -> None:
    refused = rule(administrator, "rooms", "check-new", _save="1")
    assert refused.status_code == 422
    assert "Viết câu báo khi điều này không đúng." in refused.content.decode()

    rule(administrator, "rooms", "check-new", _save="1", message="Xem lại.", level="warning")
    (check,) = question("rooms")["checks"]
    assert (check["message"], check["level"]) == ("Xem lại.", "warning")
    rule(administrator, "rooms", "check-0", _clear="1")
    assert "checks" not in question("rooms")


def test_a_rule_of_an_element_changed_meanwhile_is_told(
    administrator: Client, design: FormDesign
) -> None:
    page = rule(administrator, "rooms", "show_if", _save="1", seen="0123456789abcdef")

    assert page.status_code == 409
    assert "Người khác vừa sửa phần này" in page.content.decode()
    assert "show_if" not in question("rooms")


QUESTIONS = [
    {"key": "area", "kind": "choice", "options": [{"value": "north", "label": "Bắc"}]},
    {
        "key": "trade",
        "kind": "choice",
        "options": [{"value": "shop", "label": "Hàng"}, {"value": "north", "label": "N"}],
    },
    {"key": "married", "kind": "yes_no"},
    {"key": "rooms", "kind": "number"},
    {"key": "floors", "kind": "number"},
    {"key": "born", "kind": "date"},
    {"key": "note", "kind": "text"},
    {"key": "street", "kind": "text"},
]


@pytest.mark.parametrize(
    ("operator", "before", "value", "after", "kept"),
    [
        ("eq", "area", "north", "trade", "north"),
        ("eq", "trade", "shop", "area", "north"),
        ("eq", "area", "north", "married", True),
        ("eq", "area", "north", "rooms", None),
        ("eq", "area", "north", "note", ""),
        ("eq", "married", False, "trade", "shop"),
        ("gt", "rooms", 5, "floors", 5),
        ("gt", "rooms", 5, "born", None),
        ("eq", "rooms", 5, "note", ""),
        ("eq", "note", "Mai", "street", "Mai"),
        ("eq", "note", "Mai", "trade", "shop"),
        ("in", "trade", ["shop", "north"], "area", ["north"]),
        ("in", "trade", ["shop"], "street", []),
        ("in", "note", ["Mai"], "street", ["Mai"]),
    ],
)
def test_value_beside_another_question_is_one_that_it_can_have(
    operator: str, before: str, value: Any, after: str, kept: Any
) -> None:
    reach = Reach({"pages": [{"key": "p", "fields": QUESTIONS}]}, "", itself=False)
    sent = inputs(draw({operator: [{"field": before}, value]}, reach))
    assert read(posted(sent), reach) == {operator: [{"field": before}, value]}
    assert unseen_values(posted(sent), reach) == []

    changed = posted(sent | {"e-0.field": [after]})

    assert read(changed, reach) == {operator: [{"field": after}, kept]}
    told = unseen_values(changed, reach)
    assert (told != []) == (kept != value)
    shown = inputs(draw(read(changed, reach), reach))
    assert unseen_values(posted(shown), reach) == []


def test_value_that_nobody_saw_is_shown_before_it_is_saved(
    administrator: Client, design: FormDesign
) -> None:
    drawn = rule(administrator, "rooms", "show_if", **{"e.is": "and"}).context
    sent = {**inputs(drawn["root"]), "seen": drawn["seen"], "e-0-0.field": "married"}
    other = next(q for q, _label in drawn["reach"].choices() if q != "married")
    unlike = sent | {"e-0-0.field": other, "e-0-1.fit": "yes_no*", "_save": "1"}

    refused = administrator.post(f"{EDITOR}dieu-kien/rooms/show_if/", unlike)

    assert refused.status_code == 422
    assert "Giá trị đã đổi theo câu hỏi vừa chọn." in refused.content.decode()
    assert "show_if" not in question("rooms")


@pytest.mark.parametrize(
    "address", ["rooms/value", "you/required", "nobody/show_if", "form/show_if"]
)
def test_places_that_do_not_exist_are_not_found(
    administrator: Client, design: FormDesign, address: str
) -> None:
    assert administrator.get(f"{EDITOR}dieu-kien/{address}/").status_code == 404


def test_only_earlier_questions_can_be_looked_at() -> None:
    data = content()
    assert [path for path, _label in Reach(data, "rooms", itself=False).choices()] == [
        "full_name",
        "married",
    ]
    assert "rooms" in dict(Reach(data, "rooms", itself=True).choices())
    assert dict(Reach(data, "home", itself=False).choices()) == {
        "full_name": "Họ tên",
        "married": "Đã kết hôn",
    }


@pytest.mark.parametrize("operator", [value for _g, entries in OPERATORS for value, _l in entries])
def test_every_operator_can_be_chosen_first(
    administrator: Client, design: FormDesign, operator: str
) -> None:
    page = administrator.post(f"{EDITOR}dieu-kien/spouse/show_if/", {"e.is": operator})

    assert page.status_code == 200
    assert page.context["root"].sort == operator
    assert page.context["said"]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_reading_a_drawn_expression_gives_one_that_can_stand(tree: Any) -> None:
    reach = Reach(content(), "spouse", itself=False)
    drawn = draw(tree, reach)
    again = read(posted(inputs(drawn)), reach)

    assert expression_problems(again) == []
    assert draw(again, reach).sort == drawn.sort


def built(client: Client, key: str, slot: str, **more: str) -> Any:
    """Save a condition "rooms are at least 2" at a place."""
    address = f"{EDITOR}dieu-kien/{key}/{slot}/"
    seen = client.get(address).context["seen"]
    sent = {"e.is": "ge", "e-0.is": "field", "e-0.field": "rooms", "e-1.is": "value"}
    sent |= {"e-1.sort": "number", "e-1.value": "2", "_save": "1", "seen": seen, **more}
    return client.post(address, sent)


def test_an_option_and_a_known_answer_get_conditions(
    administrator: Client, design: FormDesign
) -> None:
    administrator.post(EDITOR, {"act": "add", "kind": "choice", "into": "home", "after": "rooms"})
    page = administrator.get(EDITOR, {"chon": "choice_1"})
    slots = [rule.slot for rule in page.context["rules"]]
    assert {"option-0", "option-1", "prefill-new"} <= set(slots)
    condition = {"ge": [{"field": "rooms"}, 2]}
    built(administrator, "choice_1", "option-0")
    first, second = question("choice_1")["options"]
    assert (first["show_if"], "show_if" in second) == (condition, False)
    refused = built(administrator, "spouse", "prefill-new")
    assert refused.status_code == 422
    assert "Chọn dữ liệu được lấy sẵn." in refused.content.decode()
    sources = administrator.get(f"{EDITOR}dieu-kien/spouse/prefill-new/").context["sources"]
    offered = dict(sources)
    assert "deceased.full_name" not in offered, "nothing fills it"
    source = "submitter.full_name"
    assert offered[source].endswith("lấy từ VNeID, hồ sơ trước của người nộp")
    listed = administrator.get(EDITOR, {"chon": "spouse"}).context["settings"]["semantic"]
    told = dict(listed.field.choices)
    assert told[source] == offered[source]
    assert told["deceased.full_name"].endswith("chưa có nguồn điền, chỉ để in và đối chiếu")
    built(administrator, "spouse", "prefill-new", source=source)
    assert question("spouse")["prefill"] == [{"from": source, "when": condition}]
    built(administrator, "spouse", "prefill-0", source=source, always="on")
    assert question("spouse")["prefill"] == [{"from": source}]
    seen = administrator.get(f"{EDITOR}dieu-kien/spouse/prefill-0/").context["seen"]
    gone = {"_clear": "1", "seen": seen}
    administrator.post(f"{EDITOR}dieu-kien/spouse/prefill-0/", gone)
    assert "prefill" not in question("spouse")
    wrong = design_problems(FormDesign.objects.get())
    assert set(wrong) == {"page_1", "choice_1"}, "only the empty page and answers without a name"


def test_a_question_says_its_errors_in_words_of_its_own(
    administrator: Client, design: FormDesign
) -> None:
    own = {"said_required": "Ghi mấy phòng cũng được, nhưng phải ghi.", "said_too_small": "Ít quá."}
    sent = {
        "act": "edit",
        "element": "rooms",
        "label": "Số phòng",
        "required": "always",
        "min": "1",
    }
    administrator.post(EDITOR, {**sent, **own})
    assert question("rooms")["messages"] == {
        "required": own["said_required"],
        "too_small": own["said_too_small"],
    }
    spec = design_spec(FormDesign.objects.get())
    assert spec is not None
    assert spec.field("rooms").say("required") == own["said_required"]
    assert spec.field("rooms").say("too_small", given="0", limit="1") == own["said_too_small"]
    administrator.post(EDITOR, {**sent, "said_required": own["said_required"]})
    assert question("rooms")["messages"] == {"required": own["said_required"]}
