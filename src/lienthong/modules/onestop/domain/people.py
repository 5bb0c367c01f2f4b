# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Who is who in a dossier, as a procedure's definition names the answers that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PeopleSpec:
    """Applicant, data subject, and what a dossier is about.

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
        return {key: answers.get(question) for key, question in named.items()}


def first_answered(questions: str | Iterable[str], answers: Mapping[str, Any]) -> str:
    """The first answer among questions (one key or several), as text; empty without any."""
    keys = (questions,) if isinstance(questions, str) else questions
    return next((str(answers[key]) for key in keys if answers.get(key)), "")
