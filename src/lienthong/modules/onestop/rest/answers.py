# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Shapes of the answers about procedures and dossiers."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field


class ProcedureRow(BaseModel):
    """A procedure in a list."""

    code: str = Field(examples=["1.001193"])
    name: str
    short_name: str
    field: str
    online: str = Field(description="full | partial | counter | guide")
    time: str
    fee: str
    version: int
    valid_from: date
    to_be_confirmed: bool
    url: str


class ProcedurePage(BaseModel):
    """One page of procedures, by code; ``next`` is empty on the last."""

    items: list[ProcedureRow]
    next: str


class ComponentAnswer(BaseModel):
    """One paper that is asked for."""

    name: str
    required: str = Field(description="always | conditional | optional")
    originals: int
    copies: int
    note: str


class FeeAnswer(BaseModel):
    """What is to be paid, in whole đồng; ``amount`` is null where the source does not say."""

    name: str
    kind: str
    amount: int | None
    channels: list[str]
    valid_from: date | None
    valid_to: date | None
    legal_basis: list[str]


class TimeAnswer(BaseModel):
    """A time limit as published."""

    text: str
    amount: str
    unit: str
    channels: list[str]


class ProcedureAnswer(ProcedureRow):
    """A procedure whole: papers, fees, time."""

    legal_basis: list[str]
    components: list[ComponentAnswer]
    fees: list[FeeAnswer]
    times: list[TimeAnswer]


class TrackingAnswer(BaseModel):
    """How far a dossier is: all that anybody may know by its code."""

    code: str
    completed_percent: int = Field(ge=0, le=100)
    is_closed: bool
