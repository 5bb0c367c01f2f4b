# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What the library is asked about one signature: each part once, at the moments that matter."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import ValidationContext

from lienthong.core.documents.domain.pdf.changes import CHANGES
from lienthong.core.documents.domain.pdf.evidence import Kept, context_of
from lienthong.core.documents.domain.verdicts import TrustSet

LENIENT, STRICT = "soft-fail", "require"
INSTANT = timedelta(seconds=1)
SIGNING = KeyUsageConstraints(
    key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
)


@dataclass(frozen=True)
class Looks:
    """Asks with one trust set, and with what the file keeps, at the moment ``at``.

    Word that proves nothing must not make a signer a stranger: an answer that another key signed
    or that does not know the certificate leaves revocation open; the library would not believe the
    certificate any more, so it is asked without.
    """

    trust: TrustSet
    kept: Kept
    at: datetime
    counting: Kept | None = None
    """What of it may prove a certificate good, as far as that is looked at; that one is revoked
    is heeded from whoever says it."""

    def whole(self, signature: Any, until: datetime) -> Any:
        """File, changes since, time-stamp (judged at ``until``) and how the certificate stands."""
        status = self._whole(signature, until, self.kept)
        return self._whole(signature, until, self._less) if self._doubts(status) else status

    def _whole(self, signature: Any, until: datetime, kept: Kept) -> Any:
        """How the file changed since is looked at once."""
        return validate_pdf_signature(
            signature,
            context_of(self.trust, self.trust.roots, self.at, LENIENT, kept=kept),
            self._clock_context(until, kept),
            diff_policy=CHANGES,
            key_usage_settings=SIGNING,
            skip_diff=signature.diff_result is not None,
        )

    def standing(self, signature: Any, moment: datetime, mode: str) -> Any:
        """How signature and certificate stood at a moment; after ``whole`` told file and time."""
        kept = self.counting if mode == STRICT and self.counting is not None else self.kept
        status = self._certified(signature, moment, mode, kept)
        doubted = mode == LENIENT and self._doubts(status)
        return self._certified(signature, moment, mode, self._less) if doubted else status

    def _certified(self, signature: Any, moment: datetime, mode: str, kept: Kept) -> Any:
        return asyncio.run(
            async_validate_cms_signature(
                signature.signed_data,
                raw_digest=signature.compute_digest(),
                validation_context=context_of(
                    then := self.trust.at(moment), then.roots, moment, mode, kept=kept
                ),
                key_usage_settings=SIGNING,
            )
        )

    def archive_stamp(self, stamp: Any, moment: datetime) -> Any:
        """How an archive time-stamp stands at a moment."""
        context = self._clock_context(moment, self.kept)
        return validate_pdf_timestamp(stamp, context, diff_policy=CHANGES)

    def _clock_context(self, moment: datetime, kept: Kept) -> ValidationContext:
        then = self.trust.at(moment)
        return context_of(then, then.time_roots, moment, LENIENT, kept=kept)

    def led_to_ended(self, signature: Any) -> bool:
        """Whether the signer's issuer was believed once, until its own last day."""
        last = (min(one.until - INSTANT, self.at) for one in self.trust.ended if one.roots)
        return any(self.standing(signature, moment, LENIENT).trusted for moment in last)

    def good_by_all_kept(self, signature: Any, moment: datetime) -> bool:
        """Whether everything that the file keeps would prove the certificate good."""
        return bool(self._certified(signature, moment, STRICT, self.kept).trusted)

    @property
    def proof_kept(self) -> bool:
        """Whether the file keeps word about revocation."""
        return bool(self.kept[1] or self.kept[2])

    @property
    def _less(self) -> Kept:
        return (self.kept[0], [], [])

    def _doubts(self, status: Any) -> bool:
        return self.proof_kept and not status.trusted and not status.revoked
