# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is who in a dossier, as a procedure's definition names the answers that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lienthong.kernel.words import gettext as _


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """Applicant, data subject, representative, and what a dossier is about.

    Each part is named by one question or by several, of which the first answered one counts.
    """

    data: Mapping[str, Any]
    subject: str | Iterable[str]

    def about(self, answers: Mapping[str, Any]) -> str:
        """What or whom the dossier is about, in the words of the answers; empty while unknown."""
        return first_answered(self.subject, answers)

    def applicant(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """Who asks: a person, a household or an organisation."""
        named: Mapping[str, Any] = self.data["applicant"]
        return {
            key: first_answered(named[key], answers)
            for key in ("name", "personal_id", "tax_code")
            if key in named
        }

    def data_subject(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Whom the decision concerns when it is somebody else than the applicant."""
        named: Mapping[str, str] = self.data.get("data_subject") or {}
        return {key: first_answered(question, answers) or None for key, question in named.items()}

    @property
    def _representative(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.data.get("representative") or {}
        return found

    @property
    def takes_representatives(self) -> bool:
        """Whether somebody may file in another's place, and the form has a place for them."""
        return bool(self._representative.get("principal"))

    def is_represented(self, holds: Callable[[Any], bool]) -> bool:
        """Whether the answers say that somebody files in another's place."""
        when = self._representative.get("when")
        return when is not None and holds(when)

    def representative_answer(self) -> tuple[str, Any] | None:
        """Question and answer by which the form says that somebody files in another's place."""
        when = self._representative.get("when")
        compared = when.get("eq") if isinstance(when, Mapping) else None
        if not compared or not isinstance(compared[0], Mapping) or "field" not in compared[0]:
            return None
        return str(compared[0]["field"]), compared[1]

    @property
    def basis_component(self) -> str:
        """Key of the component that proves the ground of acting."""
        return str(self._representative.get("basis_component") or "")

    def principal_role(self, *, kind: str, gender: str) -> str:
        """The role in the form in which the principal stands; empty when in none.

        One role for everybody, or by gender (mother, father), or by kind: person, organisation.
        """
        role = self._representative.get("principal")
        if isinstance(role, Mapping):
            return str(role.get(gender) or role.get(kind) or "")
        return str(role or "") if kind == "person" else ""

    def is_own_child(self, holds: Callable[[Any], bool]) -> bool:
        """Whether the data subject is a child of whoever filed."""
        condition = self.data.get("child_of_submitter")
        return condition is not None and holds(condition)


def first_answered(questions: str | Iterable[str], answers: Mapping[str, Any]) -> str:
    """The first answer among questions (one path or several), as text; empty without any.

    A path is the key of a question or of a part of it, such as ``owner.full_name``.
    """
    paths = (questions,) if isinstance(questions, str) else questions
    return next(filter(None, (said_of(answer_at(path, answers)) for path in paths)), "")


def answer_at(path: str, answers: Mapping[str, Any]) -> Any:
    """The answer to a question or a part of it; None where there is none."""
    key, _point, part = path.partition(".")
    answer = answers.get(key)
    return (answer.get(part) if isinstance(answer, Mapping) else None) if part else answer


def said_of(answer: Any) -> str:
    """An answer as a name: a person and an organisation by theirs, a place by its commune."""
    if isinstance(answer, Mapping):
        parts = ("full_name", "name", "division_text")
        return next((str(answer[part]) for part in parts if answer.get(part)), "")
    return "" if answer is None else str(answer)


def basis_words(basis: str, number: str) -> str:
    """The ground of acting for somebody with the number of its paper, if it has one."""
    return f"{basis}, {number}" if number else basis


def place_words(principal: str, basis: str) -> str:
    """``nộp thay …, căn cứ: …`` for screens and papers.

    Legal basis: 91/2015/QH13, Điều 134; 69/2024/NĐ-CP, Điều 40.
    """
    return _("nộp thay %(name)s, căn cứ: %(basis)s") % {"name": principal, "basis": basis}
