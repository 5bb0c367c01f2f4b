# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A procedure that was not here: begun in the browser, filled, published, filed, finished."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lienthong.core.process.api import begin_process
from lienthong.modules.onestop.domain.design.beginning import (
    Identity,
    from_copy,
    from_source,
    unconfirmed_of_source,
)
from lienthong.modules.onestop.enums import DossierState
from lienthong.modules.onestop.models import Procedure, ProcedureDesign, ProcedureVersion
from lienthong.modules.onestop.queries.beginning import process_choices, skeleton
from lienthong.modules.onestop.queries.designs import design_faults
from lienthong.modules.onestop.queries.trying import tried
from lienthong.modules.onestop.tests.design.conftest import signed_in
from lienthong.modules.onestop.tests.design.test_editor import is_sent
from lienthong.modules.onestop.tests.design.test_settings import packaged
from lienthong.modules.onestop.tests.five import MARITAL, Walk, lines_of
from lienthong.testing.jobs import run_jobs
from lienthong.testing.world import World

CODE = "9.000123"
BEGIN = "/quan-tri/thu-tuc/lap/"
ADDRESS = f"/quan-tri/thu-tuc/{CODE}/"
LAW = "123/2015/NĐ-CP"
FEE = ("Lệ phí cấp giấy", "5.000\u00a0đ")
SAID = {
    "code": CODE,
    "name": "Xác nhận nơi cư trú cho người đi học xa",
    "short_name": "Xác nhận nơi cư trú",
    "field_name": "Cư trú",
    "level": "commune",
    "matter": "*",
    "form": "marriage_confirmation",
    "process": "marriage_confirmation",
}
IDENTITY = Identity(CODE, SAID["name"], "Nơi cư trú", "noi-cu-tru", "Cư trú", "commune", "*")


def design() -> ProcedureDesign:
    return ProcedureDesign.objects.get(procedure__code=CODE)


def save(client: Client, tab: str, place: str, /, **changes: Any) -> None:
    """The part as its page shows it, with changes."""
    page = client.get(f"{ADDRESS}soan/{tab}/", {"chon": place})
    values = {bound.html_name: bound.value() for bound in page.context["form"]}
    sent = {key: value for key, value in values.items() if is_sent(value)}
    sent |= {"act": "edit", "place": place, "seen": page.context["seen"], **changes}
    answer = client.post(f"{ADDRESS}soan/{tab}/", sent)
    assert answer.status_code == 302, answer.context["form"].errors


def add(client: Client, tab: str, place: str) -> None:
    client.post(f"{ADDRESS}soan/{tab}/", {"act": "add", "place": place})


def proposed_day(client: Client) -> date:
    day: date = client.get(f"{ADDRESS}cong-bo/").context["form"].initial["valid_from"]
    return day


def told_at(place: str) -> list[str]:
    return [one.text for one in design_faults(design().content) if one.place == place]


def fill(client: Client) -> None:
    """What a new procedure still lacks, part by part."""
    save(client, "chung", "general", legal_basis=LAW)
    division = {"competence__division_field": "residence.division"}
    save(client, "chung", "competence", competence__legal_basis=LAW, **division)
    add(client, "thanh-phan", "components")
    save(
        client, "thanh-phan", "components/paper", name="Đơn", electronic_form="on", legal_basis=LAW
    )
    add(client, "phi", "fees")
    add(client, "phi", "fees/fee/rules")
    assert "“Khoản mới” (fee) là tên đặt sẵn. Hãy đặt tên." in told_at("fees/fee")
    assert "“Mức mới” (rate) là tên đặt sẵn. Hãy đặt tên." in told_at("fees/fee/rules/rate")
    save(client, "phi", "fees/fee", name=FEE[0])
    rate = {"title": "Mức chung", "amount": "5000", "valid_from": "01012026", "legal_basis": LAW}
    channels = ["online", "desk", "post"]
    save(client, "phi", "fees/fee/rules/rate", channels=channels, **rate)
    limit = {"limit__amount": "2", "limit__unit": "working_day"}
    save(client, "thoi-han", "time", text="2 ngày làm việc.", legal_basis=LAW, **limit)
    people = {"people__applicant__name": "person_full_name", "about": "person_full_name"}
    save(client, "bieu-mau", "form", **people)
    save(client, "ket-qua", "result", name="Giấy xác nhận nơi cư trú", legal_basis=LAW)
    add(client, "ket-qua", "result/fields")
    line = {"label": "Nơi cư trú", "from": "residence"}
    save(client, "ket-qua", "result/fields/line", **line)
    lead = "Giấy cho người đi học xa."
    save(client, "huong-dan", "service_page", lead=lead)
    body = client.get(f"{ADDRESS}mau/ket-qua/").context["body"]
    client.post(f"{ADDRESS}mau/ket-qua/", {"body": body})


@pytest.mark.usefixtures("signing")
@pytest.mark.covers("4.1")
def test_a_new_procedure_is_made_in_the_browser_filed_and_finished(
    administrator: Client, world: World
) -> None:
    begun = administrator.post(BEGIN, SAID)
    assert begun["Location"] == f"{ADDRESS}soan/chung/"
    listed = administrator.get("/quan-tri/thu-tuc/", {"tim": CODE}).context["rows"]
    assert [(row.title, row.current) for row in listed] == [("Xác nhận nơi cư trú", None)]
    missing = {fault.place for fault in design_faults(design().content)}
    assert {"general", "competence", "time", "result", "service_page"} <= missing
    early = {"revision": design().revision, "valid_from": f"{timezone.localdate():%d%m%Y}"}
    assert administrator.post(f"{ADDRESS}cong-bo/", early).status_code == 422
    assert ProcedureVersion.objects.filter(procedure__code=CODE).count() == 0

    assert administrator.get(f"{ADDRESS}chay-thu/").context["fault_count"] > 0
    fill(administrator)
    assert design_faults(design().content) == []
    for page in (ADDRESS, f"{ADDRESS}soan/chung/", f"{ADDRESS}cong-bo/"):
        assert f"{ADDRESS}khac/" not in administrator.get(page).content.decode()
    assert administrator.get(f"{ADDRESS}khac/").context["changes"] == []
    told = administrator.get(f"{ADDRESS}chay-thu/").context
    assert told["limit"] == "2 ngày làm việc"
    assert [fees for _channel, _papers, fees in told["channels"]] == [[FEE]] * 3
    papers = [(paper.component.name, count) for paper, count in told["channels"][0][1]]
    assert (papers, told["tried"].unit) == ([("Đơn", "1 bản chính")], "")
    place = {"residence": {"division": world.ward.division.code}, "person_full_name": "Lê An"}
    tried_at = tried(design().content, place, on=timezone.localdate())
    assert (tried_at.unit, tried_at.about) == ("UBND phường Đồng Hới", "Lê An")
    assert proposed_day(administrator) == timezone.localdate()
    sent = early | {"revision": design().revision}
    assert administrator.post(f"{ADDRESS}cong-bo/", sent).status_code == 302
    assert proposed_day(administrator) == timezone.localdate() + timedelta(days=1)
    versions = administrator.get(ADDRESS).content.decode()
    assert (f"{ADDRESS}khac/?ban=1" in versions, f"{ADDRESS}khac/" in versions) == (False, True)
    for page in ("/", "/thu-tuc/", "/thu-tuc/xac-nhan-noi-cu-tru/"):
        shown = Client().get(page)
        assert shown.status_code == 200, page
    assert "1 bản chính." in shown.content.decode(), "what to prepare, though no guide says it"
    assert "Câu hỏi thường gặp" not in shown.content.decode()
    assert "2 ngày làm việc" in Client().get("/thu-tuc/?q=noi+cu+tru").content.decode()
    walk = Walk(world, "xac-nhan-noi-cu-tru", MARITAL, "civil_status_officer")
    dossier = walk.accept(walk.submit())
    run_jobs()
    document = walk.finish(dossier)

    assert dossier.procedure_version.procedure.code == CODE
    assert [fee.amount for fee in dossier.fees.all()] == [5_000]
    assert document.content["title"] == "Giấy xác nhận nơi cư trú"
    assert lines_of(document)["line"].startswith("Tổ dân phố 6")
    assert document.number_text == f"1/{timezone.localdate().year}"
    assert walk.hand_out(dossier).case.state == DossierState.RETURNED


def test_a_code_is_begun_once_and_only_by_administrators(
    administrator: Client, world: World
) -> None:
    assert signed_in(world, "clerk").get(BEGIN).status_code == 403
    for code, told in (("x", "Mã viết như"), ("1.004873", "đã có ở đây")):
        refused = administrator.post(BEGIN, SAID | {"code": code})
        assert refused.status_code == 422
        assert told in refused.context["form"].errors["code"][0]
    copied = administrator.get(f"{BEGIN}?tu=1.004873").context["form"]
    assert copied["process"].value() == "marriage_confirmation"
    administrator.post(
        f"{BEGIN}?tu=1.004873", SAID | {"short_name": "Xác nhận tình trạng hôn nhân"}
    )
    again = administrator.post(BEGIN, SAID)

    assert again.status_code == 422
    made = design()
    assert made.procedure.slug == "xac-nhan-tinh-trang-hon-nhan-2"
    assert design_faults(made.content) == []
    assert Procedure.objects.filter(code="x").count() == 0
    assert administrator.get(f"{BEGIN}?tu=7.777777").status_code == 404
    assert administrator.get(f"{BEGIN}?nguon=7.777777").status_code == 404


def test_a_copy_has_papers_and_books_of_its_own() -> None:
    content = packaged("1.004873.yaml")

    made = from_copy(content, IDENTITY)

    result, old = made["result"], content["result"]
    assert (result["template"], result["layout"]) == ("tt_9_000123_result", old["template"])
    assert result["refusal"]["layout"] == "refusal_notice"
    assert result["number"]["book"] == "tt_9_000123_register"
    assert made["components"] == content["components"]
    assert made["version"]["publication"] == {"instrument": None}
    assert content["code"] == "1.004873"


def test_a_source_fills_papers_times_and_fees_that_wait_for_a_person() -> None:
    reading: dict[str, Any] = {
        "applicants": ["Công dân"],
        "legal_basis": [LAW, "1/1111/XX"],
        "agency": "Ủy ban nhân dân xã",
        "decision": "9/QĐ-X",
        "results": ["Giấy xác nhận"],
        "papers": [{"name": "Đơn", "originals": 1, "copies": 0}, {"name": "Ảnh"}],
        "times": [
            {"amount": "", "unit": "", "text": "Trong ngày"},
            {"amount": "5", "unit": "working_day", "text": ""},
        ],
        "fees": [
            {"amount": 0, "name": "", "text": "Miễn phí", "channels": ["online"]},
            {"amount": 8000, "name": "Lệ phí", "text": "", "channels": ["desk"]},
        ],
    }

    day = date(2026, 11, 26)
    made = from_source(skeleton(), IDENTITY, reading, law=frozenset({LAW}), on=day)

    assert made["legal_basis"] == [LAW]
    assert made["time"]["limit"] == {"amount": 5, "unit": "working_day"}
    assert made["time"]["text"] == "Trong ngày"
    assert [one["originals"] for one in made["components"]] == [1, 1]
    (fee,) = made["fees"]
    assert [(rule["amount"], rule["channels"]) for rule in fee["rules"]] == [(8000, ["desk"])]
    assert list(unconfirmed_of_source(made)) == ["time", "fees/fee/rules/rate_1"]
    made["time"]["to_be_confirmed"] = fee["rules"][0]["to_be_confirmed"] = False
    assert list(unconfirmed_of_source(made)) == []
    assert skeleton()["legal_basis"] == []


def test_process_that_is_only_being_made_can_be_chosen_and_is_not_published_with(
    administrator: Client, world: World
) -> None:
    boss = world.officer("administrator")
    begin_process("nuoi_cho", title="Nuôi chó", end_title="Xong", actor=boss)

    assert dict(process_choices())["nuoi_cho"] == "Nuôi chó (chưa ban hành)"
    administrator.post(BEGIN, SAID | {"process": "nuoi_cho"})

    assert design().content["process"]["code"] == "nuoi_cho"
    assert told_at("process") == ["Chưa có quy trình “nuoi_cho” nào đang dùng."]
