# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The procedure editor by form posts alone, as without JavaScript."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienthong.core.audit.api import AuditRecord
from lienthong.core.documents.api import PrintTemplateVersion
from lienthong.core.forms.api import (
    EditForm,
    FormDefinition,
    FormVersion,
    change_design,
    open_design,
    publish_design,
)
from lienthong.modules.onestop.actions.begin import begin_draft
from lienthong.modules.onestop.actions.renew import renew_draft
from lienthong.modules.onestop.domain.design.docx import html_of
from lienthong.modules.onestop.domain.design.places import find
from lienthong.modules.onestop.forms.parts import TABS
from lienthong.modules.onestop.models import (
    Dossier,
    LayoutFile,
    LayoutPicture,
    ProcedureDesign,
    ProcedureVersion,
)
from lienthong.modules.onestop.queries.designs import design_faults
from lienthong.modules.onestop.queries.procedures import version_by_slug, versions_for
from lienthong.modules.onestop.tests.design.conftest import signed_in
from lienthong.modules.onestop.tests.design.test_layouts import part, picture, with_picture, word
from lienthong.modules.onestop.tests.test_life import receive
from lienthong.testing.jobs import store_in
from lienthong.testing.uploads import send_file
from lienthong.testing.world import World

CODE = "3.000348"
ADDRESS = f"/quan-tri/thu-tuc/{CODE}/"


def design(code: str = CODE) -> ProcedureDesign:
    return ProcedureDesign.objects.select_related("base").get(procedure__code=code)


def is_sent(value: Any) -> bool:
    return value is not None and value is not False and value != ""


def typed(client: Client, tab: str, name: str, **changes: Any) -> dict[str, Any]:
    """The inputs of a part as the page shows them, changed."""
    shown = client.get(f"{ADDRESS}soan/{tab}/", {"chon": name}).context
    values = {bound.html_name: bound.value() for bound in shown["form"]}
    sent = {key: value for key, value in values.items() if is_sent(value)}
    return {"act": "edit", "place": name, "seen": shown["seen"], **sent, **changes}


def save(client: Client, tab: str, name: str, **changes: Any) -> Any:
    sent = typed(client, tab, name, **changes)
    return client.post(f"{ADDRESS}soan/{tab}/", sent, follow=True)


def publish(client: Client, *, days: int = 1, **more: Any) -> Any:
    day = timezone.localdate() + timedelta(days=days)
    sent = {"revision": design().revision, "valid_from": f"{day:%d%m%Y}", **more}
    return client.post(f"{ADDRESS}cong-bo/", sent, follow=True)


def test_every_tab_shows_its_parts_and_only_to_administrators(
    administrator: Client, world: World
) -> None:
    listed = administrator.get("/quan-tri/thu-tuc/", {"tim": "giay phep lai xe"})
    assert [row.code for row in listed.context["rows"]] == [CODE]
    for version in ProcedureVersion.objects.electronic().select_related("procedure"):
        assert design_faults(version.data) == []
    for tab in TABS:
        page = administrator.get(f"{ADDRESS}soan/{tab.slug}/").context
        assert [entry["current"] for entry in page["tabs"]].count(True) == 1
        assert [row.name for row in page["sections"]] == [s.name for s in tab.sections]

    assert ProcedureDesign.objects.count() == 0, "looking begins nothing"
    assert signed_in(world, "clerk").get(ADDRESS).status_code == 403
    assert administrator.get("/quan-tri/thu-tuc/9.999999/").status_code == 404


def test_a_change_is_published_and_a_dossier_keeps_its_version(
    administrator: Client, world: World, answers: dict[str, Any]
) -> None:
    code = "1.001193"
    dossier = receive(world, answers)
    address = f"/quan-tri/thu-tuc/{code}/"
    page = administrator.get(f"{address}soan/thoi-han/", {"chon": "time"})
    values = {bound.html_name: bound.value() for bound in page.context["form"]}
    sent = {key: value for key, value in values.items() if is_sent(value)}
    sent |= {"limit__amount": "3", "limit__unit": "working_day", "limit__cutoff": ""}
    sent |= {"act": "edit", "place": "time", "seen": page.context["seen"]}
    administrator.post(f"{address}soan/thoi-han/", sent)
    made = design(code)
    assert made.content["time"]["limit"]["amount"] == 3
    assert "cutoff" not in made.content["time"]["limit"]
    difference = administrator.get(f"{address}khac/").content.decode()
    assert "Thời hạn" in difference
    today = timezone.localdate()
    day = {"revision": made.revision, "valid_from": f"{today + timedelta(days=1):%d%m%Y}"}
    told = administrator.post(f"{address}cong-bo/", day, follow=True).content.decode()

    assert "Đã công bố phiên bản 3" in told
    old, new = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    assert (old.number, new.number) == (2, 3)
    assert old.valid_to == new.valid_from == today + timedelta(days=1)
    kept = Dossier.objects.get(pk=dossier.pk).procedure_version
    assert kept == old
    assert kept.spec.limit_for("").amount != new.spec.limit_for("").amount == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=old.pk).update(short_name="Khác")
    by_hand = AuditRecord.objects.filter(actor_id=world.account("administrator").pk)
    told_of = by_hand.values_list("permission", flat=True)
    assert "onestop.procedure.publish" in told_of
    assert list(told_of).count("onestop.procedure.edit") == 2
    shown = administrator.get(f"{address}soan/thoi-han/", {"chon": "time"}).context
    sent |= {"limit__amount": "4", "seen": shown["seen"]}
    administrator.post(f"{address}soan/thoi-han/", sent)
    day["revision"] = design(code).revision
    administrator.post(f"{address}cong-bo/", day)
    numbers = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [2, 4], "nothing used version 3"


def test_a_new_version_of_its_form_alone_is_reason_to_publish_a_procedure_again(
    administrator: Client, world: World
) -> None:
    actor, today = world.officer("administrator"), timezone.localdate()
    before = ProcedureVersion.objects.get(procedure__code=CODE)
    form = open_design(FormDefinition.objects.get(code="driving_licence"), actor=actor)
    form = change_design(form, change=EditForm({"title": "Cấp lại bằng lái"}), actor=actor)
    made = publish_design(form, valid_from=today, revision=form.revision, actor=actor)

    listed = administrator.get(reverse("onestop:procedures")).content.decode()
    shown = administrator.get(f"{ADDRESS}cong-bo/")
    day = {"valid_from": f"{today:%d%m%Y}", "revision": shown.context["design"].revision}
    administrator.post(f"{ADDRESS}cong-bo/", day)

    assert "Biểu mẫu đã có bản mới." in shown.content.decode()
    assert listed.count("Biểu mẫu có bản mới") == 1
    assert "Quy trình có bản mới" not in listed
    listed = administrator.get(reverse("onestop:procedures")).content.decode()
    assert "Biểu mẫu có bản mới" not in listed
    after = ProcedureVersion.objects.filter(procedure__code=CODE).latest("number")
    assert (after.number, after.form_version_id) == (before.number + 1, made.pk)
    assert after.process_version_id == before.process_version_id
    assert "Không có gì mới để công bố." in administrator.get(f"{ADDRESS}cong-bo/").content.decode()


def publish_titled(title: str, world: World, *, code: str = "birth_registration") -> FormVersion:
    """A version of a form, in use from today."""
    actor = world.officer("administrator")
    form = open_design(FormDefinition.objects.get(code=code), actor=actor)
    changed = change_design(form, change=EditForm({"title": title}), actor=actor)
    day = timezone.localdate()
    return publish_design(changed, valid_from=day, revision=changed.revision, actor=actor)


def publish_procedure(administrator: Client, code: str = "1.001193") -> ProcedureVersion:
    """What is designed, in use from today."""
    address = f"/quan-tri/thu-tuc/{code}/cong-bo/"
    seen = administrator.get(address).context["design"].revision
    day = {"valid_from": f"{timezone.localdate():%d%m%Y}", "revision": seen}
    administrator.post(address, day)
    made: ProcedureVersion = ProcedureVersion.objects.filter(procedure__code=code).latest("number")
    return made


def test_mistakes_of_today_are_corrected_today_also_where_a_dossier_has_them(
    administrator: Client, world: World, answers: dict[str, Any]
) -> None:
    today = timezone.localdate()
    wrong_form = publish_titled("Khai sih", world)
    wrong = publish_procedure(administrator)
    dossier = receive(world, answers)
    right_form = publish_titled("Khai sinh", world)
    page = administrator.get("/quan-tri/bieu-mau/birth_registration/ban-hanh/")
    assert page.context["form"]["valid_from"].initial == today
    right = publish_procedure(administrator)

    assert (right.number, right.form_version_id) == (wrong.number + 1, right_form.pk)
    assert version_by_slug("dang-ky-khai-sinh") == right
    for one in (wrong_form, wrong):
        one.refresh_from_db()
        assert (one.valid_from, one.valid_to) == (today, today)
    kept = Dossier.objects.get(pk=dossier.pk)
    assert (kept.procedure_version, kept.case.form.form_version_id) == (wrong, wrong_form.pk)


def test_what_was_begun_before_a_mistake_of_today_was_corrected_can_be_filled_in_further(
    administrator: Client, world: World
) -> None:
    wrong_form = publish_titled("Khai sih", world)
    wrong = publish_procedure(administrator)
    draft = begin_draft(wrong, actor=world.citizen())
    right_form = publish_titled("Khai sinh", world)
    right = publish_procedure(administrator)

    both = versions_for(draft)
    assert (both.begun, both.today) == (wrong, right)
    assert both.asks_otherwise
    moved = renew_draft(draft, actor=world.citizen())
    assert (wrong_form.pk, moved.form_version_id) == (draft.form_version_id, right_form.pk)
    assert versions_for(moved).begun == right


def test_elements_are_added_moved_copied_removed_and_taken_back(
    administrator: Client, world: World
) -> None:
    def act(name: str, place: str) -> None:
        administrator.post(f"{ADDRESS}soan/thanh-phan/", {"act": name, "place": place})

    def keys() -> list[str]:
        return [entry["key"] for entry in design().content["components"]]

    act("add", "components")
    act("up", "components/paper")
    act("duplicate", "components/photo")
    act("remove", "components/health")
    assert keys() == ["request", "old_licence", "photo", "photo_2", "paper", "passport"]
    for _ in range(2):
        undo = {"act": "undo", "revision": design().revision}
        administrator.post(f"{ADDRESS}soan/thanh-phan/", undo)
    assert keys() == ["request", "health", "old_licence", "photo", "paper", "passport"]
    history = administrator.get(f"{ADDRESS}lich-su/")
    assert len(history.context["edits"]) == 7
    first = {"revision": design().revision, "to": 1}
    administrator.post(f"{ADDRESS}lich-su/", first)
    base = design().base
    assert base is not None
    assert design().content == base.data


def test_a_condition_is_built_and_said_in_words(administrator: Client, world: World) -> None:
    address = f"{ADDRESS}dieu-kien/components/photo/o/when/"
    page = administrator.get(address)
    sent = {
        "e.is": "and",
        "e-0.is": "eq",
        "e-0-0.is": "field",
        "e-0-0.field": "reason",
        "e-0-1.is": "value",
        "e-0-1.sort": "text",
        "e-0-1.value": "lost",
        "seen": page.context["seen"],
    }
    again = administrator.post(address, sent)
    assert ProcedureDesign.objects.get().revision == 1, "redrawing keeps nothing"
    assert again.context["said"]
    administrator.post(address, {**sent, "_save": "1"})

    kept = find(design().content, "components/photo")["when"]
    assert kept == {"and": [{"eq": [{"field": "reason"}, "lost"]}]}
    shown = administrator.get(f"{ADDRESS}soan/thanh-phan/", {"chon": "components/photo"})
    assert shown.context["rules"][0].words.endswith("là “Bị mất”")


def test_two_administrators_publish_at_once_and_one_is_told_who_and_when(
    administrator: Client, world: World
) -> None:
    save(administrator, "chung", "general", short_name="Cấp lại bằng lái")
    seen = {"revision": design().revision}
    publish(administrator)
    late = publish(administrator, days=2, **seen)

    name = design().changed_by_text
    time = f"{timezone.localtime(design().changed_at):%H:%M}"
    assert late.status_code == 409
    assert f"{name} vừa công bố bản 2 lúc {time}" in late.content.decode()
    assert ProcedureVersion.objects.filter(procedure__code=CODE).count() == 2


def test_the_same_part_changed_by_two_keeps_what_the_second_typed(
    administrator: Client, world: World
) -> None:
    second = typed(administrator, "chung", "general", short_name="Bản thứ hai")
    save(administrator, "chung", "general", short_name="Bản thứ nhất")
    other = typed(administrator, "chung", "portal", portal__explanation="Chỗ khác")
    refused = administrator.post(f"{ADDRESS}soan/chung/", second)
    kept = administrator.post(f"{ADDRESS}soan/chung/", other)

    assert refused.status_code == 409
    assert "Bản thứ hai" in refused.content.decode()
    assert kept.status_code == 302
    assert design().content["short_name"] == "Bản thứ nhất"
    assert design().content["portal"]["explanation"] == "Chỗ khác"


def test_a_layout_is_refused_by_name_kept_from_word_and_published_as_its_own(
    administrator: Client, tmp_path: Path, settings: Any
) -> None:
    store_in(tmp_path / "files", settings)
    address = f"{ADDRESS}mau/ket-qua/"
    missing = administrator.post(address, {"body": "<p>{{licence_class}} {{height}}</p>"})
    assert missing.status_code == 422
    assert "Mẫu có trường “height” mà kết quả không có." in missing.context["fault"]
    assert "{{height}}" in missing.context["body"], "what was typed stays"
    hostile = send_file(administrator, address, part("word/vbaProject.bin", b"x"), "mau.docx")
    for refused in (
        administrator.get(address, {"receipt": hostile}),
        administrator.post(address, {"body": "", "receipt": hostile}),
    ):
        assert "macro (word/vbaProject.bin)" in refused.context["fault"]
    assert LayoutFile.objects.count() == 0
    assert "body" not in design().content["result"]

    text = "<w:p><w:r><w:t>Hạng {{licence_class}} của {{applicant.name}}</w:t></w:r></w:p>"
    written = send_file(administrator, address, with_picture(picture(), text), "mau.docx")
    strange = send_file(administrator, f"{ADDRESS}mau/tu-choi/", word(), "mau.docx")
    assert administrator.get(address, {"receipt": strange}).status_code == 422
    read = administrator.get(address, {"receipt": written}).context
    assert (read["sent"], LayoutFile.objects.count()) == ("mau.docx", 0)
    administrator.post(address, {"body": read["body"], "receipt": written})
    kept = design().content["result"]
    assert kept["body"].endswith("<p>Hạng {{licence_class}} của {{applicant.name}}</p>")
    shown = LayoutPicture.objects.get()
    assert f'<img src="picture:{shown.digest}"' in kept["body"]
    assert kept["docx"]["name"] == "mau.docx"
    preview = administrator.get(f"{address}xem-thu/").content.decode()
    assert "<p>Hạng (Hạng) của Lê Thị Hồng Nhung</p>" in preview
    assert 'src="data:image/png;base64,' in preview
    unknown = {"body": f'<p><img src="picture:{"0" * 64}"></p>'}
    assert "không có ở đây" in administrator.post(address, unknown).context["fault"]
    tried = administrator.get(f"{address}tep/")
    assert "Hạng (Hạng) của Lê Thị Hồng Nhung" in html_of(tried.content)
    publish(administrator)
    made = ProcedureVersion.objects.get(procedure__code=CODE, number=2)
    assert made.data["result"]["template"] == "driving_licence_v2"
    template = PrintTemplateVersion.objects.get(template__code="driving_licence_v2")
    assert template.template_name == "onestop/results/own.html"
