# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What other apps may use of the audit trail."""

from __future__ import annotations

from lienthong.core.audit.actions.access import note_access
from lienthong.core.audit.actions.seal import seal_records
from lienthong.core.audit.actions.seal_reads import remove_reads
from lienthong.core.audit.domain.merkle import encoded_hash, text_hash
from lienthong.core.audit.models import AuditAccess, AuditRecord, AuditSeal
from lienthong.core.audit.permissions import REMOVE_READS, VIEW
from lienthong.core.audit.queries.trail import (
    Finding,
    accesses_to,
    author_of,
    changes_after,
    content_text,
    current_generation,
    hash_of,
    records_of,
    records_of_gone,
    unsealed_count,
    verify,
)

__all__ = [
    "REMOVE_READS",
    "VIEW",
    "AuditAccess",
    "AuditRecord",
    "AuditSeal",
    "Finding",
    "accesses_to",
    "author_of",
    "changes_after",
    "content_text",
    "current_generation",
    "encoded_hash",
    "hash_of",
    "note_access",
    "records_of",
    "records_of_gone",
    "remove_reads",
    "seal_records",
    "text_hash",
    "unsealed_count",
    "verify",
]
