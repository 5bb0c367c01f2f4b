# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The citizen rates the service, once for each dossier.

Legal basis: 61/2018/NĐ-CP, Điều 27 and 29.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from lienthong.kernel.actions import action
from lienthong.kernel.actor import Actor
from lienthong.kernel.errors import IllegalState, InvalidInput
from lienthong.modules.onestop.enums import BEFORE_ACCEPTANCE, DossierState, RatingLevel
from lienthong.modules.onestop.models import Dossier, Rating
from lienthong.modules.onestop.permissions import FILE

LONGEST = 2000


@action(FILE)
def rate_dossier(dossier: Dossier, *, level: int, comment: str = "", actor: Actor) -> Rating:
    """Keep the answer; the same person may change it. Raises ``InvalidInput``, ``IllegalState``."""
    if level not in RatingLevel.values:
        raise InvalidInput(fields={"level": _("Chọn một mức hài lòng.")})
    if len(comment) > LONGEST:
        raise InvalidInput(fields={"comment": _("Góp ý dài quá 2.000 ký tự.")})
    if dossier.state in BEFORE_ACCEPTANCE - {DossierState.NOT_ACCEPTED}:
        raise IllegalState(_("Bạn đánh giá được sau khi chúng tôi trả lời hồ sơ."))
    rating, _made = Rating.objects.update_or_create(
        dossier=dossier,
        defaults={"level": level, "comment": comment.strip(), "channel": "online"},
    )
    return rating
