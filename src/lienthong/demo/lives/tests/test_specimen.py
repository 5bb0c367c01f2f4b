# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The one paper of generated dossiers can be worked on like those it stands for."""

from __future__ import annotations

import re

import pytest
from django.template.loader import get_template

FIELDS = re.compile(r'data-(?:field|signature)="\w+"')


def fields_of(template: str) -> set[str]:
    return set(FIELDS.findall(get_template(template).template.source))  # type: ignore[attr-defined]


@pytest.mark.parametrize("paper", ["onestop/results/base.html", "onestop/print/parts/digital.html"])
def test_specimen_has_every_field_that_is_filled_or_signed_on_a_paper(paper: str) -> None:
    wanted = fields_of(paper)

    assert 'data-signature="agency"' in wanted
    assert wanted <= fields_of("demo/print/specimen.html")
