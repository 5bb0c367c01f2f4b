# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Why somebody may not sign, in words. Legal basis: 30/2020/NĐ-CP, Điều 13."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

NO_AUTHORITY: Mapping[str, object] = {
    "no_post": _("Ngày %(day)s bạn không giữ chức vụ nào ở cơ quan ban hành."),
    "not_head": _(
        "Chức vụ %(title)s không phải người đứng đầu nên không ký theo thẩm quyền của mình."
    ),
    "not_acting": _("Ngày %(day)s bạn không được giao quyền cấp trưởng (Q.)."),
    "not_deputy": _("Chức vụ %(title)s không phải cấp phó nên không ký thay (KT.)."),
    "not_unit_head": _("Chức vụ %(title)s không đứng đầu đơn vị nên không ký thừa lệnh (TL.)."),
    "no_body": _("Cơ quan này làm việc theo chế độ thủ trưởng nên không ký thay mặt (TM.)."),
    "no_mandate": _("Ngày %(day)s bạn chưa được giao ký %(authority)s cho cơ quan này."),
    "ended": _("Việc giao ký %(authority)s đã hết hạn trước ngày %(end)s."),
    "not_yet": _("Việc giao ký %(authority)s chỉ có hiệu lực từ ngày %(start)s."),
    "outside": _("Việc giao ký %(authority)s không gồm giấy này, chỉ gồm: %(matters)s."),
    "revoked": _("Việc giao ký %(authority)s đã bị thu hồi."),
    "without_end": _("Ủy quyền ký (TUQ.) phải ghi thời hạn. Văn bản này không ghi ngày hết hạn."),
    "unnamed": _("Việc giao ký %(authority)s không chọn giấy nào. Giao lại, chọn rõ giấy được ký."),
    "not_delegated": _("Giấy này hoặc giấy ký thay mặt tập thể không ký thừa ủy quyền (TUQ.)."),
    "not_by_order": _("Giấy ký thay mặt tập thể (TM.) không ký thừa lệnh (TL.)."),
    "stands_in": _("Bạn đang làm thay người khác nên chỉ ký thừa ủy quyền (TUQ.)."),
}
"""Why somebody may not sign that day, by the code of the refusal."""
