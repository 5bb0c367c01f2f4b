# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Difference, history, files in and out, publishing twice at once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.utils import timezone

from lienthong.core.forms.api import FormDefinition, FormDesign, FormVersion, form_on
from lienthong.kernel.reference import read_yaml
from lienthong.portals.administration.forms.tests.samples import CODE, content
from lienthong.testing.jobs import store_in
from lienthong.testing.uploads import send_file

EDITOR = f"/quan-tri/bieu-mau/{CODE}/"
IMPORT = "/quan-tri/bieu-mau/nhap-tep/"


def publish(client: Client, *, days: int = 1, revision: int | None = None) -> Any:
    seen = revision or FormDesign.objects.get().revision
    day = timezone.localdate() + timedelta(days=days)
    sent = {"revision": seen, "valid_from": f"{day:%d%m%Y}"}
    return client.post(f"{EDITOR}ban-hanh/", sent, follow=True)


def test_difference_tells_field_by_field(administrator: Client, design: FormDesign) -> None:
    administrator.post(EDITOR, {"act": "remove", "key": "spouse"})
    administrator.post(
        EDITOR, {"act": "edit", "element": "rooms", "label": "Số căn", "required": "never"}
    )
    page = administrator.get(f"{EDITOR}khac/")

    told = [(c.key, c.sort, c.attribute, c.before, c.after) for c in page.context["changes"]]
    assert ("rooms", "changed", "nội dung câu hỏi", "Số phòng", "Số căn") in told
    assert ("rooms", "changed", "bắt buộc", "–", "không") in told
    assert ("spouse", "removed", "", "", "") in told
    assert "Bỏ đi" in page.content.decode()


def test_history_leads_back_to_any_change(administrator: Client, design: FormDesign) -> None:
    before = FormDesign.objects.get()
    administrator.post(EDITOR, {"act": "remove", "key": "spouse"})
    administrator.post(EDITOR, {"act": "remove", "key": "rooms"})
    page = administrator.get(f"{EDITOR}lich-su/")
    assert "Bỏ câu hỏi ở trang “Nơi ở”" in page.content.decode()
    now = FormDesign.objects.get().revision
    administrator.post(f"{EDITOR}lich-su/", {"revision": now, "to": before.revision})

    assert FormDesign.objects.get().content == before.content
    stale = administrator.post(f"{EDITOR}lich-su/", {"revision": now, "to": 1}, follow=True)
    assert "vừa sửa lúc" in stale.content.decode()


def test_publishing_twice_at_once_lets_one_win_and_tells_the_other(
    administrator: Client, design: FormDesign
) -> None:
    administrator.post(EDITOR, {"act": "remove_page", "key": "page_1"})
    administrator.post(EDITOR, {"act": "remove", "key": "spouse"})
    seen = FormDesign.objects.get().revision
    won = publish(administrator, revision=seen)
    lost = publish(administrator, revision=seen)

    assert "Đã ban hành bản 2" in won.content.decode()
    assert lost.status_code == 409
    assert "vừa công bố bản 2 lúc" in lost.content.decode()
    assert FormVersion.objects.count() == 2
    day = timezone.localdate() + timedelta(days=1)
    assert form_on(CODE, day).number == 2
    assert form_on(CODE).number == 1


def test_a_taken_day_and_a_past_day_are_told(administrator: Client, design: FormDesign) -> None:
    administrator.post(EDITOR, {"act": "remove_page", "key": "page_1"})
    administrator.post(EDITOR, {"act": "remove", "key": "spouse"})
    past = publish(administrator, days=-1)
    assert past.status_code == 422
    assert "Ngày bắt đầu không thể ở trước hôm nay." in past.content.decode()
    publish(administrator, days=5)
    administrator.post(EDITOR, {"act": "remove", "key": "married"})
    taken = publish(administrator, days=2)

    assert "Đã có phiên bản bắt đầu muộn hơn ngày này." in taken.content.decode()
    assert FormVersion.objects.count() == 2


def test_an_unfinished_form_is_not_published_and_says_where(
    administrator: Client, design: FormDesign
) -> None:
    refused = publish(administrator)

    assert FormVersion.objects.count() == 1
    page = refused.content.decode()
    assert "Một trang có từ 1 đến 4 câu hỏi." in page
    assert f"{EDITOR}?chon=page_1" in page


def test_a_form_goes_out_and_comes_in_as_a_file(
    administrator: Client, version: FormVersion, settings: Any, tmp_path: Path
) -> None:
    store_in(tmp_path, settings)
    sent = administrator.get(f"{EDITOR}tep/")
    data = read_yaml(sent.content.decode())
    assert data["pages"] == content()["pages"]
    data |= {"code": "noi_khac", "title": "Nơi khác"}
    body = yaml.safe_dump(data, allow_unicode=True).encode()
    receipt = send_file(administrator, IMPORT, body, "x.yaml")
    looked = administrator.get(IMPORT, {"receipt": receipt}).content.decode()
    assert all(text in looked for text in ("Đây là xem trước", "x.yaml", "Nơi khác", "noi_khac"))
    assert not FormDesign.objects.filter(form__code="noi_khac").exists()
    wrong = send_file(administrator, IMPORT, b"pages: [", "y.yaml")
    refused = administrator.get(IMPORT, {"receipt": wrong})
    assert (refused.status_code, "Không đọc được tệp" in refused.content.decode()) == (422, True)
    large = administrator.get(IMPORT, {"upload_error": "too_large"})
    assert (large.status_code, "lớn hơn 1 MB" in large.content.decode()) == (422, True)
    done = administrator.post(IMPORT, {"receipt": receipt}, follow=True)

    assert "Đã nhập biểu mẫu vào bản soạn. Chưa ban hành." in done.content.decode()
    assert FormDesign.objects.get(form__code="noi_khac").content["title"] == "Nơi khác"


WRONG = [
    ("broken", "pages: [", "file", "Không đọc được tệp"),
    ("attribute", yaml.safe_dump(content(colour="red")), "form", "Không có thuộc tính colour."),
    ("bomb", "a: &a [1]\nb: [*a]", "file", "Tệp YAML không được dùng neo"),
    (
        "loop",
        yaml.safe_dump(
            content(
                pages=[
                    {
                        "key": "p",
                        "title": "P",
                        "fields": [
                            {
                                "key": "t",
                                "kind": "computed",
                                "label": "T",
                                "value": {"add": [{"field": "t"}, 1]},
                            }
                        ],
                    }
                ]
            )
        ),
        "t",
        "“T” + 1): câu này nhìn vào chính nó nên không bao giờ tính xong.",
    ),
    (
        "pattern",
        yaml.safe_dump(
            content(
                pages=[
                    {
                        "key": "p",
                        "title": "P",
                        "fields": [
                            {
                                "key": "t",
                                "kind": "text",
                                "label": "T",
                                "constraints": {"pattern": "(a+)+", "pattern_message": "x"},
                            }
                        ],
                    }
                ]
            )
        ),
        "t",
        "Mẫu viết lặp chồng lên nhau",
    ),
]


@pytest.mark.parametrize(
    ("text", "place", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_wrong_file_is_named_and_nothing_is_kept(
    administrator: Client, version: FormVersion, text: str, place: str, told: str
) -> None:
    page = administrator.post(IMPORT, {"noi_dung": text})

    assert page.status_code == 422
    assert told in page.context["faults"][place]
    assert text in page.context["text"]
    assert (FormDesign.objects.count(), FormDefinition.objects.count()) == (0, 1)


def test_trial_answers_are_kept_checked_and_cleared(
    administrator: Client, design: FormDesign
) -> None:
    preview = f"{EDITOR}xem-thu/"
    wrong = administrator.post(f"{preview}?trang=you", {"full_name": "", "married": "yes"})
    assert wrong.status_code == 422
    right = administrator.post(f"{preview}?trang=you", {"full_name": "Bình", "married": "yes"})
    assert right["Location"].endswith("?trang=home")
    assert "Họ tên vợ hoặc chồng" in administrator.get(right["Location"]).content.decode()
    review = administrator.get(f"{preview}?trang=_xem-lai").content.decode()
    assert "Với dữ liệu thử này thì chưa nộp được:" in review
    administrator.post(f"{preview}?trang=home", {"rooms": "3", "spouse": "Mai"})
    review = administrator.get(f"{preview}?trang=_xem-lai").content.decode()
    assert "Với dữ liệu thử này thì nộp được." in review
    administrator.post(f"{preview}?trang=_xem-lai", {"_xoa": "1"})
    assert FormDesign.objects.get().trial == {}
    assert FormDesign.objects.get().revision == design.revision
