# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Shapes of the answers about cases."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class CaseRow(BaseModel):
    """A case in a list."""

    id: int
    code: str | None
    kind: str = Field(examples=["onestop.dossier"])
    title: str
    state: str
    agency: str
    unit: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


class CasePage(BaseModel):
    """One page of cases, the newest first; ``next`` is empty on the last."""

    items: list[CaseRow]
    next: str


class UnitAnswer(BaseModel):
    """A unit that takes part."""

    name: str
    capacity: str = Field(description="lead | receive | support | consult | follow | former")


class EventAnswer(BaseModel):
    """What happened; only what the citizen may read too."""

    at: datetime
    kind: str


class CaseAnswer(CaseRow):
    """A case whole, with who filed it, and its history as the citizen reads it."""

    subject: str
    version: int
    units: list[UnitAnswer]
    events: list[EventAnswer]


class CommentRequest(BaseModel):
    """What is to be said to the officers who work on the case."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=5000)


class CommentAnswer(BaseModel):
    """What was said."""

    id: int
    case: int
    author: str
    text: str
    at: datetime
