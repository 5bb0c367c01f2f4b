# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""From YAML/JSON data to a checked FormSpec. Unknown attributes are refused."""

import sys
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lienthong.core.forms.domain.checking import problems_of
from lienthong.core.forms.domain.days import as_date
from lienthong.core.forms.domain.definitions import (
    KINDS,
    Basis,
    Check,
    FieldSpec,
    FormSpec,
    Option,
    PageSpec,
    PrefillRule,
)
from lienthong.core.forms.domain.spots import page_said, question_said, short
from lienthong.kernel.reference import read_yaml
from lienthong.kernel.words import gettext

BASIS = {"legal_basis", "to_be_confirmed", "note"}
FORM = BASIS | {"code", "title", "version", "valid_from", "valid_to", "declaration", "pages"}
PAGE = BASIS | {"key", "title", "group", "lead", "show_if", "fields"}
TEXTS = {"key", "kind", "label", "name", "ask", "hint", "summary_label", "semantic", "width"}
TEXTS |= {"autocomplete", "show_if_text"}
FIELD = BASIS | TEXTS | {"required", "prefill", "constraints", "checks", "messages", "show_if"}
EXTRA: dict[str, set[str]] = {
    "long_text": {"rows"},
    "choice": {"options", "options_from", "multiple"},
    "yes_no": {"yes_label", "no_label"},
    "number": {"suffix"},
    "person": {"parts", "optional_parts"},
    "organisation": {"parts", "optional_parts"},
    "computed": {"value", "result", "decimals", "suffix"},
    "address": {"detail_label", "division_label", "detail_required", "abroad", "with_detail"},
    "file": {"component", "accept", "max_mb", "max_files"},
    "repeat": {"fields", "min_items", "max_items", "item_title", "add_label"},
}
OWN = {"options", "options_from", "multiple", "fields"}


class DefinitionError(ValueError):
    """A form definition that must not be used; `problems` says where and why."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep all problems, each "path: sentence"."""
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))

    def by_place(self) -> dict[str, list[str]]:
        """Sentences by the element they are about."""
        places: dict[str, list[str]] = {}
        for problem in self.problems:
            place, _colon, text = problem.partition(": ")
            places.setdefault(place, []).append(text)
        return places


def load_form(data: Mapping[str, Any], *, semantic_keys: Collection[str] | None = None) -> FormSpec:
    """Build and check a form; raises DefinitionError with every problem found.

    `semantic_keys` is the closed list of meanings; None skips that check.
    """
    spec = read_definition(data)
    problems = problems_of(spec, semantic_keys=semantic_keys)
    if problems:
        raise DefinitionError(problems)
    return spec


def read_definition(data: Mapping[str, Any]) -> FormSpec:
    """The form as it stands, unfinished or not; raises DefinitionError when it is malformed."""
    reader = _Reader()
    spec = reader.form(normalised(data))
    if spec is None or reader.problems:
        raise DefinitionError(reader.problems)
    return spec


def normalised(value: Any) -> Any:
    """Plain JSON data: NFC text, dates as ISO text, lists and dictionaries only."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {normalised(key): normalised(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normalised(item) for item in value]
    return value


class _Reader:
    """Reads the data once and collects problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def form(self, data: Any) -> FormSpec | None:
        if not self._known(data, FORM, "form"):
            return None
        for name in ("code", "title"):
            self._text(data, name, "form", needed=True)
        pages = tuple(
            self.page(item, page_said(index, item))
            for index, item in enumerate(self._list(data, "pages", "form"))
        )
        valid_from = as_date(data.get("valid_from"))
        valid_to = as_date(data.get("valid_to"))
        if valid_from is None or (data.get("valid_to") is not None and valid_to is None):
            self.problems.append(
                "form: " + gettext("Ngày bắt đầu và ngày hết hiệu lực phải là ngày.")
            )
        if not isinstance(data.get("version"), int) or self.problems:
            self.problems.extend(
                []
                if self.problems
                else ["form: " + gettext("%(name)s là số nguyên.") % {"name": "version"}]
            )
            return None
        return FormSpec(
            code=data["code"],
            title=data["title"],
            version=data["version"],
            valid_from=valid_from or date.max,
            valid_to=valid_to,
            pages=tuple(page for page in pages if page is not None),
            basis=self._basis(data, "form"),
            declaration=data.get("declaration", ""),
        )

    def page(self, data: Any, path: str) -> PageSpec | None:
        if not self._known(data, PAGE, path):
            return None
        for name in ("key", "title"):
            self._text(data, name, path, needed=True)
        fields = tuple(
            self.field(item, f"{path}, {question_said(index, item)}")
            for index, item in enumerate(self._list(data, "fields", path))
        )
        return PageSpec(
            key=str(data.get("key", "")),
            title=str(data.get("title", "")),
            group=self._text(data, "group", path),
            lead=self._text(data, "lead", path),
            show_if=data.get("show_if"),
            basis=self._basis(data, path),
            fields=tuple(item for item in fields if item is not None),
        )

    def field(self, data: Any, path: str) -> FieldSpec | None:
        kind = data.get("kind") if isinstance(data, Mapping) else None
        if kind not in KINDS:
            self.problems.append(
                f"{path}: " + gettext("Không có loại câu hỏi %(name)s.") % {"name": short(kind)}
            )
            return None
        extra = EXTRA.get(kind, set())
        if not self._known(data, FIELD | extra, path):
            return None
        texts = {name: self._text(data, name, path) for name in TEXTS}
        self._text(data, "label", path, needed=True)
        inner = [
            self.field(item, f"{path}, {question_said(index, item)}")
            for index, item in enumerate(self._list(data, "fields", path))
        ]
        return FieldSpec(
            **texts,
            required=data.get("required", True),
            prefill=self._prefill(data, path),
            constraints=self._mapping(data, "constraints", path),
            checks=self._checks(data, path),
            messages=self._mapping(data, "messages", path),
            show_if=data.get("show_if"),
            basis=self._basis(data, path),
            options=self._options(data, path),
            options_from=self._text(data, "options_from", path),
            multiple=data.get("multiple", False) is True,
            attributes={name: data[name] for name in extra - OWN if name in data},
            fields=tuple(item for item in inner if item is not None),
        )

    def _known(self, data: Any, allowed: set[str], path: str) -> bool:
        if not isinstance(data, Mapping):
            self.problems.append(f"{path}: " + gettext("Chỗ này cần một đối tượng."))
            return False
        unknown = sorted(str(name) for name in data if name not in allowed)
        text = gettext("Không có thuộc tính %(name)s.")
        self.problems.extend(f"{path}: {text % {'name': short(name)}}" for name in unknown)
        return not unknown

    def _text(self, data: Mapping[str, Any], name: str, path: str, *, needed: bool = False) -> str:
        value = data.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.problems.append(f"{path}: " + gettext("%(name)s là chữ.") % {"name": name})
            return ""
        return value

    def _list(self, data: Mapping[str, Any], name: str, path: str) -> list[Any]:
        value = data.get(name) or []
        if not isinstance(value, list):
            self.problems.append(f"{path}: " + gettext("%(name)s là danh sách.") % {"name": name})
            return []
        return value

    def _mapping(self, data: Mapping[str, Any], name: str, path: str) -> Mapping[str, Any]:
        value = data.get(name, {})
        if not isinstance(value, Mapping):
            self.problems.append(f"{path}: " + gettext("%(name)s là đối tượng.") % {"name": name})
            return {}
        return value

    def _basis(self, data: Mapping[str, Any], path: str) -> Basis:
        legal = data.get("legal_basis", [])
        if not isinstance(legal, list) or not all(isinstance(item, str) for item in legal):
            self.problems.append(f"{path}: " + gettext("legal_basis là danh sách chữ."))
            legal = []
        return Basis(
            tuple(legal), data.get("to_be_confirmed", False) is True, str(data.get("note", ""))
        )

    def _options(self, data: Mapping[str, Any], path: str) -> tuple[Option, ...]:
        options = []
        for index, item in enumerate(self._list(data, "options", path)):
            where = f"{path}, " + gettext("lựa chọn %(number)s") % {"number": index + 1}
            if not self._known(item, {"value", "label", "hint", "show_if"}, where):
                continue
            value, label = (self._text(item, n, where, needed=True) for n in ("value", "label"))
            hint = self._text(item, "hint", where)
            options.append(Option(value, label, hint, item.get("show_if")))
        return tuple(options)

    def _checks(self, data: Mapping[str, Any], path: str) -> tuple[Check, ...]:
        checks = []
        for index, item in enumerate(self._list(data, "checks", path)):
            where = f"{path}, " + gettext("phép kiểm tra %(number)s") % {"number": index + 1}
            if not self._known(item, {"that", "message", "level", "legal_basis"}, where):
                continue
            if item.get("level", "error") not in {"error", "warning"} or "that" not in item:
                self.problems.append(
                    f"{where}: " + gettext("Phép kiểm tra cần điều kiện và mức báo đúng.")
                )
                continue
            message = self._text(item, "message", where, needed=True)
            basis = self._basis({"legal_basis": item.get("legal_basis", [])}, where)
            level = item.get("level", "error")
            checks.append(Check(item["that"], message, level, basis.legal_basis))
        return tuple(checks)

    def _prefill(self, data: Mapping[str, Any], path: str) -> tuple[PrefillRule, ...]:
        rules = []
        for index, item in enumerate(self._list(data, "prefill", path)):
            where = f"{path}, " + gettext("điền sẵn %(number)s") % {"number": index + 1}
            if self._known(item, {"from", "when"}, where):
                semantic = self._text(item, "from", where, needed=True)
                rules.append(PrefillRule(semantic, item.get("when")))
        if "prefill" not in data and data.get("semantic"):
            rules.append(PrefillRule(str(data["semantic"])))
        return tuple(rules)


def main(arguments: list[str]) -> int:
    """Check form files named on the command line; prints each problem, returns the exit code."""
    known = read_yaml(
        (Path(__file__).parent.parent / "reference" / "semantic_keys.yaml").read_text("utf-8")
    )
    failed = False
    for name in arguments:
        try:
            load_form(read_yaml(Path(name).read_text("utf-8")), semantic_keys=set(known["keys"]))
            print(f"{name}: ok")
        except DefinitionError as error:
            failed = True
            print("\n".join(f"{name}: {problem}" for problem in error.problems))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
