# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""One small form with every kind of question, and the context it is filled in."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lienthong.core.forms.adapters.reference_data import personal_id_rules, semantic_keys
from lienthong.core.forms.adapters.sources import options_of
from lienthong.core.forms.domain.context import Division, FormContext
from lienthong.core.forms.domain.definitions import FormSpec
from lienthong.core.forms.domain.loading import load_form
from lienthong.kernel.reference import read_yaml

TODAY = date(2026, 11, 20)
TEXT = (Path(__file__).parent / "sample_form.yaml").read_text("utf-8")
PLACES = {
    "18880": Division("18880", "Phường Đồng Hới, Tỉnh Quảng Trị"),
    "phường đồng hới": Division("18880", "Phường Đồng Hới, Tỉnh Quảng Trị"),
}


def sample_content() -> dict[str, Any]:
    """The sample definition as plain data, fresh for changing."""
    content: dict[str, Any] = read_yaml(TEXT)
    return content


def sample_form() -> FormSpec:
    """The sample definition, loaded."""
    return load_form(sample_content(), semantic_keys=semantic_keys())


def sample_context(today: date = TODAY) -> FormContext:
    """A context with one known ward."""
    return FormContext(
        today=today,
        personal_id=personal_id_rules(),
        options=options_of,
        division=lambda text: PLACES.get(text.lower()),
    )


def sent(**values: str | list[str]) -> Mapping[str, list[str]]:
    """Submitted strings as a browser sends them; "__" in a name stands for a point."""
    return {
        name.replace("__", "."): value if isinstance(value, list) else [value]
        for name, value in values.items()
    }
