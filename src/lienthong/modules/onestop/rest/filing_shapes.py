# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Shapes of what systems send to file a dossier, and of what they are told about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Receipts = Annotated[list[Annotated[str, StringConstraints(max_length=4000)]], Field(max_length=20)]
MOST_KEYS = 500


class Strict(BaseModel):
    """Nothing that is not named here."""

    model_config = ConfigDict(extra="forbid")


class UploadRequest(Strict):
    """For which slot of which procedure a file is to be sent."""

    procedure: str = Field(min_length=1, max_length=60, examples=["1.001193"])
    slot: str = Field(min_length=1, max_length=60, examples=["birth_certificate_file"])


class UploadAnswer(BaseModel):
    """Where the file goes: one ``multipart/form-data`` with the file, within two hours."""

    url: str
    expires_at: datetime
    max_bytes: int
    types: list[str]


class SubmitterRequest(Strict):
    """Who files, and agreed to it: a person with an identification number."""

    full_name: Name
    personal_id: Number
    date_of_birth: date | None = None
    gender: Literal["", "female", "male"] = ""
    phone: str = Field(default="", max_length=20)
    email: str = Field(default="", max_length=254)
    residence: str = Field(default="", max_length=300)


class ConsentRequest(Strict):
    """When and how they agreed in the calling system, and where that can be found there."""

    given_at: AwareDatetime
    manner: Literal["signature", "one_time_code", "eid", "paper"]
    reference: str = Field(min_length=1, max_length=200)


class BehalfRequest(Strict):
    """For whom the submitter acts, and on what ground; a desk looks at it."""

    basis: Literal["parent", "guardian", "authorisation", "legal_rep"]
    principal_kind: Literal["person", "organisation"] = "person"
    principal_name: str = Field(min_length=1, max_length=200)
    personal_id: str = Field(default="", max_length=12)
    tax_code: str = Field(default="", max_length=14)
    date_of_birth: date | None = None
    gender: Literal["", "female", "male"] = ""
    number: str = Field(default="", max_length=80)
    valid_from: date
    valid_to: date | None = None


class FilingRequest(Strict):
    """A whole dossier. ``files`` holds receipts of uploads by slot."""

    procedure: str = Field(min_length=1, max_length=60, examples=["1.001193"])
    submitter: SubmitterRequest
    consent: ConsentRequest
    answers: dict[str, Any] = Field(max_length=MOST_KEYS)
    files: dict[str, Receipts] = Field(default={}, max_length=50)
    behalf: BehalfRequest | None = None
    external_code: str = Field(default="", max_length=60, pattern=r"^[A-Za-z0-9._/-]*$")


class ToldRequest(Strict):
    """What has come, by the code that the waiting step names, and a note for the officers."""

    message: str = Field(min_length=1, max_length=60, pattern=r"^[a-z][a-z0-9_]*$")
    note: str = Field(default="", max_length=2000)


class ToldAnswer(BaseModel):
    """The dossier and the steps that are open now."""

    code: str
    steps: list[str]


class FilingRow(BaseModel):
    """A dossier that the system filed."""

    code: str
    submission_code: str
    external_code: str
    procedure: str
    state: str = Field(examples=["submitted", "in_process", "supplement", "granted"])
    state_text: str
    submitted_at: datetime
    due_at: datetime | None
    is_closed: bool


class FilingPage(BaseModel):
    """One page, the newest first; ``next`` is empty on the last."""

    items: list[FilingRow]
    next: str


class AskedAnswer(BaseModel):
    """One thing that the desk asks to be supplemented."""

    name: str
    what: str


class TurnAnswer(BaseModel):
    """What happened; only what the citizen may read too."""

    at: datetime
    kind: str


class FilingAnswer(FilingRow):
    """How far a filed dossier is; what is asked the citizen answers on their own account."""

    agency: str
    desk: str
    accepted_at: datetime | None
    closed_at: datetime | None
    fee: int = Field(description="VND")
    payment_state: str
    result: str = Field(description="granted | refused; empty before")
    asked: list[AskedAnswer]
    events: list[TurnAnswer]
    url: str
