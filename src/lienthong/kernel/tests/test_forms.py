# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
from django.http import QueryDict

from lienthong.kernel.forms import Typed


def test_typed_shows_what_was_sent_and_nothing_for_the_rest() -> None:
    typed = Typed(QueryDict("reason=Sai+tên&reason=Sai+ngày"))

    assert typed["reason"] == "Sai ngày"
    assert typed["comment"] == ""
    assert (list(typed), len(typed)) == (["reason"], 1)
