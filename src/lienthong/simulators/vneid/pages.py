# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The pages that the simulated VNeID shows to a citizen."""

from lienthong.simulators.http import Response
from lienthong.simulators.render import Markup, fill, join, page
from lienthong.simulators.vneid.citizens import Citizen, all_citizens, demo_pin


def sign_in(
    request: str, *, personal_id: str = "", error: str = "", known: Citizen | None = None
) -> Response:
    """The sign-in page: by number and PIN, by picking a citizen, or going on as the known one."""
    return page(
        "vneid_sign_in.html",
        "Lỗi: Đăng nhập VNeID" if error else "Đăng nhập VNeID",
        request=request,
        personal_id=personal_id,
        error=fill("vneid_error.html", message=error) if error else Markup(),
        known=_known(request, known) if known else Markup(),
        citizens=join(
            [_option(c, chosen=c.personal_id == personal_id) for c in all_citizens().values()]
        ),
        pin=demo_pin(),
    )


def _known(request: str, citizen: Citizen) -> Markup:
    return fill("vneid_known.html", request=request, name=citizen.full_name)


def _option(citizen: Citizen, *, chosen: bool) -> Markup:
    return fill(
        "vneid_option.html",
        personal_id=citizen.personal_id,
        selected=Markup(" selected" if chosen else ""),
        text=", ".join(
            [citizen.full_name, citizen.birthdate[:4], citizen.locality, citizen.personal_id]
        ),
    )


def refusal(reason: str) -> Response:
    """A request that must not be answered with a redirect."""
    return page("vneid_refusal.html", "Không mở được trang đăng nhập", status=400, reason=reason)
