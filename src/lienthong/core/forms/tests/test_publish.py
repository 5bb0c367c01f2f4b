# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lienthong.core.forms.actions.designs import change_design, open_design
from lienthong.core.forms.actions.publish import publish_form
from lienthong.core.forms.domain.settings import EditField
from lienthong.core.forms.models import FormDefinition, FormVersion
from lienthong.core.forms.queries import form_on, spec_of
from lienthong.core.forms.tests.samples import sample_content
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput, NotAllowed

PLATFORM = Actor.platform("test")


def test_publish_form_keeps_content_basis_and_dates(version: FormVersion) -> None:
    version.refresh_from_db()
    assert version.content["valid_from"] == "2026-07-01"
    assert version.legal_basis == ["60/2014/QH13, Điều 16"]
    assert (version.valid_from, version.valid_to) == (date(2026, 7, 1), None)
    assert spec_of(version.pk).title == "Đăng ký khai sinh"


def test_publish_form_again_changes_nothing(version: FormVersion) -> None:
    assert publish_form(sample_content(), actor=PLATFORM) == version
    assert FormVersion.objects.count() == 1


def test_publish_form_with_a_used_number_and_other_content_is_refused(version: FormVersion) -> None:
    with pytest.raises(IllegalState):
        publish_form({**sample_content(), "title": "Khác"}, actor=PLATFORM)
    assert FormVersion.objects.get().title == "Đăng ký khai sinh"


def test_publish_form_of_a_later_version_ends_the_earlier(version: FormVersion) -> None:
    content = {**sample_content(), "version": 2, "valid_from": "2027-03-01"}
    later = publish_form(content, actor=PLATFORM)
    version.refresh_from_db()
    assert version.valid_to == date(2027, 3, 1)
    assert form_on("sample_birth", date(2027, 2, 28)) == version
    assert form_on("sample_birth", date(2027, 3, 1)) == later


def test_publish_form_before_an_existing_version_is_refused(version: FormVersion) -> None:
    content = {**sample_content(), "version": 2, "valid_from": "2026-01-01"}
    with pytest.raises(IllegalState):
        publish_form(content, actor=PLATFORM)
    assert FormVersion.objects.count() == 1


def test_publish_form_of_a_wrong_definition_names_the_places(db: None) -> None:
    content = sample_content()
    content["pages"][0]["fields"][2]["semantic"] = "cat.name"
    with pytest.raises(InvalidInput) as refused:
        publish_form(content, actor=PLATFORM)
    assert refused.value.fields == {"contact_phone": "Không có nghĩa cat.name."}
    assert FormDefinition.objects.count() == 0


def test_publish_form_with_an_unknown_code_list_is_refused(db: None) -> None:
    content = sample_content()
    content["pages"][4]["fields"][1]["options_from"] = "planets"
    with pytest.raises(InvalidInput) as refused:
        publish_form(content, actor=PLATFORM)
    assert list(refused.value.fields) == ["ethnicity"]


def test_publish_form_by_a_citizen_is_refused(duyen: Actor) -> None:
    with pytest.raises(NotAllowed):
        publish_form(sample_content(), actor=duyen)
    assert FormVersion.objects.count() == 0


def test_form_version_is_never_changed_except_its_end(version: FormVersion) -> None:
    FormVersion.objects.filter(pk=version.pk).update(valid_to=date(2028, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(content={})
    version.refresh_from_db()
    assert (version.content["code"], version.valid_to) == ("sample_birth", date(2028, 1, 1))


def test_form_versions_of_one_form_never_overlap(version: FormVersion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.create(
            form=version.form,
            number=9,
            title="Chồng",
            content={},
            valid_from=date(2026, 8, 1),
        )


def test_form_on_a_day_without_a_version_is_a_lookup_error(version: FormVersion) -> None:
    with pytest.raises(LookupError):
        form_on("sample_birth", date(2026, 6, 30))


def test_a_form_that_grew_too_large_is_refused_by_name_and_stays_as_it_was(
    version: FormVersion,
) -> None:
    design = open_design(version.form, actor=PLATFORM)
    before = design.content
    huge = EditField("weight", {"hint": "x" * 400_000})

    with pytest.raises(InvalidInput, match="Biểu mẫu này đã quá lớn"):
        change_design(design, change=huge, actor=PLATFORM)
    design.refresh_from_db()
    assert (design.content, design.edits.count()) == (before, 1)
