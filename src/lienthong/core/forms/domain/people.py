# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Names, personal identification numbers, telephone numbers and mail addresses."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lienthong.core.forms.domain.cleaning import clean_line, digits_only
from lienthong.core.forms.domain.messages import Sentence, sentence
from lienthong.core.forms.domain.problems import WrongAnswer

_NAME_SIGNS = frozenset(" '’.-")
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@([a-z0-9](-?[a-z0-9]){0,62}\.)+[a-z]{2,24}")


@dataclass(frozen=True, slots=True)
class PersonalIdRules:
    """How a 12-digit personal identification number is built; dated data, not law in code."""

    codes: Mapping[str, tuple[str, int]]
    places: frozenset[str]


def read_name(text: str) -> str:
    """A personal name as typed; letters of any language, spaces and ' . - only."""
    name = clean_line(text)
    for character in name:
        if character not in _NAME_SIGNS and unicodedata.category(character)[0] not in "LM":
            raise WrongAnswer("name_letters", given=character)
    return name


def read_personal_id(text: str) -> str:
    """Twelve digits; spaces, points and dashes between them are allowed while typing."""
    given = clean_line(text)
    if not given:
        return ""
    digits = digits_only(given)
    if not digits.isascii() or not digits.isdigit():
        raise WrongAnswer("personal_id_letters")
    if len(digits) == 9:
        raise WrongAnswer("personal_id_legacy")
    if len(digits) != 12:
        raise WrongAnswer("personal_id_length", count=len(digits))
    return digits


def personal_id_warnings(
    number: str, rules: PersonalIdRules, *, born: date | None, sex: str | None
) -> list[Sentence]:
    """Disagreements between a number, the birth date and the sex: hints, never refusals."""
    warnings = []
    if number[:3] not in rules.places:
        warnings.append(sentence("personal_id_place", given=number[:3]))
    meaning = rules.codes.get(number[3])
    if meaning is None:
        return [*warnings, sentence("personal_id_unknown_code", given=number[3])]
    expected_sex, century = meaning
    year = century + int(number[4:6])
    if born is not None and born.year != year:
        warnings.append(sentence("personal_id_century", expected=year, given=born.year))
    if sex in {"male", "female"} and sex != expected_sex:
        told, expected = sentence(str(sex)), sentence(expected_sex)
        warnings.append(sentence("personal_id_sex", expected=expected, given=told))
    return warnings


def read_phone(text: str, *, mobile_only: bool = False) -> str:
    """A Vietnamese number as ten (landline eleven) digits from 0; +84 and 84 become 0."""
    given = clean_line(text)
    if not given:
        return ""
    digits = digits_only(given).removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        raise WrongAnswer("phone_invalid", given=given[:40])
    if digits.startswith("84") and len(digits) in {11, 12}:
        digits = "0" + digits[2:].removeprefix("0")
    if _MOBILE.fullmatch(digits) or (_LANDLINE.fullmatch(digits) and not mobile_only):
        return digits
    if _LANDLINE.fullmatch(digits):
        raise WrongAnswer("phone_not_mobile", given=digits)
    if len(digits) != 10:
        raise WrongAnswer("phone_length", count=len(digits))
    raise WrongAnswer("phone_invalid", given=given[:40])


def spoken_phone(digits: str) -> str:
    """Grouped with non-breaking spaces: 0912 345 678, 0232 3822 123; empty stays empty."""
    middle = 7 if len(digits) == 10 else 8
    parts = (digits[:4], digits[4:middle], digits[middle:])
    return "\u00a0".join(part for part in parts if part)


def read_tax_code(text: str) -> str:
    """A tax code: 10 digits, 13 of a branch ("0123456789-001"), or a personal number of 12."""
    given = clean_line(text)
    digits = digits_only(given)
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit():
        raise WrongAnswer("tax_code_letters")
    if len(digits) not in {10, 12, 13}:
        raise WrongAnswer("tax_code_invalid", count=len(digits))
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


def tax_code_warnings(code: str) -> list[Sentence]:
    """A hint when the tenth digit does not fit the nine before it; never a refusal."""
    if len(code) == 12:
        return []
    weighed = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, code[:9], strict=True))
    fits = (10 - weighed % 11) % 10 == int(code[9])
    return [] if fits else [sentence("tax_code_check", given=code)]


def read_email(text: str) -> str:
    """A mail address; the part after @ in small letters."""
    given = clean_line(text)
    if not given:
        return ""
    local, at, domain = given.rpartition("@")
    address = f"{local}{at}{domain.lower()}"
    if len(address) > 254 or ".." in address or not _EMAIL.fullmatch(address):
        raise WrongAnswer("email_invalid", given=given[:60])
    return address
