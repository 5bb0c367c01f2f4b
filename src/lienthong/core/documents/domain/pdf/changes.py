# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Which changes after a signature are harmless: filling, signing, proof kept for later."""

from collections.abc import Iterable, Iterator
from typing import Any

from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    GenericFieldModificationRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)


class ChangedFieldsOnly(GenericFieldModificationRule):
    """The library's rule about filled fields, asked only about objects that did change.

    It also reports the look of a field filled before the signature, and a locked field then
    counts as changed although nothing of it was touched (pyHanko 0.38).
    """

    def check_form_field(self, fq_name: str, spec: Any, context: Any) -> Iterable[Any]:
        """Yield the updates of one field that need leave."""
        return self._changed(super().check_form_field(fq_name, spec, context), context)

    @staticmethod
    def _changed(updates: Iterable[Any], context: Any) -> Iterator[Any]:
        revisions = context.old.reader.xrefs
        for level, update in updates:
            if revisions.get_last_change(update.updated_ref) > context.old.revision:
                yield level, update


CHANGES = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]  # the library's own
            SigFieldModificationRule(),
            ChangedFieldsOnly(),
        ]
    ),
)
