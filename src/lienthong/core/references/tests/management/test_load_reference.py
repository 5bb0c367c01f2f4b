# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading the packaged reference files into the database."""

from datetime import date

import pytest
from django.core.management import call_command

from lienthong.core.references.adapters import law, places
from lienthong.core.references.models import AdministrativeDivision, DivisionVersion, Instrument

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, int, int]:
    return (
        Instrument.objects.count(),
        AdministrativeDivision.objects.count(),
        DivisionVersion.objects.count(),
    )


def test_load_reference_when_run_twice_then_the_same_rows() -> None:
    call_command("load_reference")
    before = counts()

    call_command("load_reference")

    assert counts() == before == (len(law()), len(places()), len(places()))


def test_load_reference_when_a_ward_is_asked_then_name_parent_and_basis() -> None:
    call_command("load_reference")

    ward = DivisionVersion.objects.on(date(2026, 11, 20)).get(division__code="18880")

    assert (ward.name, ward.kind) == ("Phường Đồng Hới", "ward")
    assert ward.parent is not None
    assert ward.parent.code == "44"
    assert ward.instrument is not None
    assert ward.instrument.key == "19/2025/QĐ-TTg"


def test_load_reference_when_the_register_changes_then_the_row_follows() -> None:
    call_command("load_reference")
    Instrument.objects.filter(key="61/2018/NĐ-CP").update(title="khác", confirmed=False)

    call_command("load_reference")

    decree = Instrument.objects.get(key="61/2018/NĐ-CP")
    assert decree.title == law()["61/2018/NĐ-CP"]["title"]
    assert decree.confirmed
    assert decree.replaced_by == "118/2025/NĐ-CP"


def test_load_reference_when_one_part_is_asked_then_only_that_part() -> None:
    call_command("load_reference", only="law")

    assert counts() == (len(law()), 0, 0)
