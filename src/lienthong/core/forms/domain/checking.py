# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a form definition makes sense as a whole: keys, order, limits, conditions."""

from collections.abc import Collection, Iterator

from lienthong.core.forms.domain.conditions import fields_in
from lienthong.core.forms.domain.definitions import (
    FIELDS_PER_PAGE,
    FieldSpec,
    FormSpec,
    PageSpec,
)
from lienthong.core.forms.domain.looking import (
    BOUNDS,
    CHECK,
    OPTION,
    PREFILL,
    REQUIRED,
    SHOW,
    VALUE,
    Earlier,
    looking_problems,
)
from lienthong.core.forms.domain.shape import KEY, shape_problems
from lienthong.kernel.words import gettext

MOST_PAGES = 200
MOST_FIELDS = 500
INPUT_PARTS: dict[str, tuple[str, ...]] = {
    "date": ("day", "month", "year"),
    "address": ("division", "detail"),
    "person": (
        *("full_name", "date_of_birth", "sex", "personal_id", "phone"),
        *("date_of_birth_day", "date_of_birth_month", "date_of_birth_year"),
    ),
    "organisation": ("name", "tax_code", "representative"),
}


def problems_of(spec: FormSpec, *, semantic_keys: Collection[str] | None = None) -> list[str]:
    """Every problem of a form that was read, each "path: sentence"."""
    problems = [*_form_problems(spec), *_duplicates(spec)]
    earlier = Earlier({question.key: question for question in spec.all_fields()})
    for page in spec.pages:
        problems += [f"{page.key}: {text}" for text in _page_problems(page, earlier)]
        for question in page.fields:
            problems += _field_problems(question, page, earlier, semantic_keys)
            earlier = earlier.with_key(question.key)
    return problems


def _form_problems(spec: FormSpec) -> Iterator[str]:
    if not KEY.fullmatch(spec.code):
        yield "form: " + gettext("Mã viết bằng chữ thường không dấu, chữ số, nối bằng dấu _.")
    if not spec.pages:
        yield "form: " + gettext("Cần ít nhất một trang.")
    if len(spec.pages) > MOST_PAGES:
        yield "form: " + gettext("Nhiều nhất %(most)s trang.") % {"most": MOST_PAGES}
    if sum(1 for _ in spec.all_fields()) > MOST_FIELDS:
        yield "form: " + gettext("Nhiều nhất %(most)s câu hỏi.") % {"most": MOST_FIELDS}
    if not spec.basis.legal_basis:
        yield "form: " + gettext("Cần căn cứ pháp lý.")
    keys = {question.key for question in spec.all_fields()}
    for question in spec.all_fields():
        if question.kind == "personal_id" and not set(question.constraints.values()) <= keys:
            yield f"{question.key}: " + gettext("date_of_birth và sex là khóa của câu hỏi.")
    if spec.valid_to is not None and spec.valid_to <= spec.valid_from:
        yield "form: " + gettext("Ngày hết hiệu lực phải sau ngày bắt đầu.")


def _duplicates(spec: FormSpec) -> Iterator[str]:
    for text, keys in (
        (gettext("Khóa của trang dùng hai lần."), [page.key for page in spec.pages]),
        (gettext("Khóa của câu hỏi dùng hai lần."), [q.key for q in spec.all_fields()]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{key}: {text}"
    inputs = {
        f"{question.key}_{part}"
        for question in spec.all_fields()
        for part in INPUT_PARTS.get(question.kind, ())
    }
    for key in sorted(inputs & {question.key for question in spec.all_fields()}):
        yield f"{key}: " + gettext("Khóa này trùng tên một phần của câu hỏi khác.")


def _page_problems(page: PageSpec, earlier: Earlier) -> Iterator[str]:
    if not KEY.fullmatch(page.key):
        yield gettext("Khóa của trang viết bằng chữ thường không dấu, chữ số, nối bằng dấu _.")
    asked = sum(question.is_asked for question in page.fields)
    if not page.fields or asked > FIELDS_PER_PAGE:
        text = gettext("Một trang có từ 1 đến %(most)s câu hỏi.")
        yield text % {"most": FIELDS_PER_PAGE}
    kinds = {question.kind for question in page.fields}
    if "file" in kinds and kinds != {"file"}:
        yield gettext("Chỗ gửi tệp đứng ở trang riêng.")
    if "repeat" in kinds and len(page.fields) > 1:
        yield gettext("Bảng nhiều dòng đứng một mình trên trang.")
    yield from looking_problems(gettext(SHOW), page.show_if, earlier)


def _field_problems(
    question: FieldSpec,
    page: PageSpec,
    earlier: Earlier,
    semantic_keys: Collection[str] | None,
) -> list[str]:
    problems = [
        *shape_problems(question),
        *_rule_problems(question, earlier),
        *_visibility_problems(question, page, earlier),
        *_meaning_problems(question, semantic_keys),
    ]
    inside = earlier.with_key(question.key)
    found = [f"{question.key}: {text}" for text in problems]
    for inner in question.fields:
        if inner.kind in {"repeat", "file", "section"}:
            text = gettext("Loại câu hỏi này không đứng trong bảng nhiều dòng được.")
            found.append(f"{inner.key}: {text}")
        found += _field_problems(inner, page, inside, semantic_keys)
        inside = inside.with_key(inner.key)
    return found


def _rule_problems(question: FieldSpec, earlier: Earlier) -> Iterator[str]:
    own = question.key
    known = earlier.with_key(own)
    if not isinstance(question.required, bool):
        yield from looking_problems(gettext(REQUIRED), question.required, earlier, own)
    if question.kind == "computed":
        yield from looking_problems(gettext(VALUE), question.attributes.get("value"), earlier, own)
    for index, check in enumerate(question.checks):
        name = gettext(CHECK) % {"number": index + 1}
        yield from looking_problems(name, check.that, known)
    for option in question.options:
        name = gettext(OPTION) % {"label": option.label}
        yield from looking_problems(name, option.show_if, earlier, own)
    for bound, name in BOUNDS.items():
        yield from looking_problems(gettext(name), question.constraints.get(bound), earlier, own)
    if question.kind == "personal_id":
        for name in ("date_of_birth", "sex"):
            other = question.constraints.get(name)
            if other is not None and not isinstance(other, str):
                yield gettext("%(name)s là khóa của câu hỏi.") % {"name": name}
    for rule in question.prefill:
        yield from looking_problems(gettext(PREFILL), rule.when, earlier, own)


def _visibility_problems(question: FieldSpec, page: PageSpec, earlier: Earlier) -> Iterator[str]:
    yield from looking_problems(gettext(SHOW), question.show_if, earlier, question.key)
    if question.show_if is None:
        return
    own_page = {
        inner.key for other in page.fields for inner in (other, *other.fields) if inner != question
    }
    if fields_in(question.show_if) & own_page and not question.show_if_text:
        yield gettext(
            "Điều kiện hiện nhìn câu hỏi cùng trang nên cần câu nói rõ cho người không dùng "
            "JavaScript."
        )


def _meaning_problems(question: FieldSpec, semantic_keys: Collection[str] | None) -> Iterator[str]:
    if semantic_keys is None:
        return
    meanings = {rule.semantic for rule in question.prefill} | {question.semantic} - {""}
    for meaning in sorted(meanings - set(semantic_keys)):
        yield gettext("Không có nghĩa %(name)s.") % {"name": meaning}
