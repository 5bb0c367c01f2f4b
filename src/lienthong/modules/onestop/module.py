# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The module's description of itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lienthong.kernel.module import ADMINISTRATION, CITIZEN, OFFICER, MenuItem, Module
from lienthong.modules.onestop import notifications, permissions

MODULE = Module(
    label="onestop",
    title=_("Một cửa"),
    explanation=_("Tiếp nhận, giải quyết và trả kết quả thủ tục hành chính."),
    requires=(
        "indicators",
        "cases",
        "process",
        "forms",
        "documents",
        "deadlines",
        "numbering",
        "search",
        "integration",
        "notifications",
    ),
    permissions=permissions.ALL,
    menu=(
        MenuItem(
            _("Quầy tiếp nhận"),
            "onestop:officer-reception",
            permissions.RECEIVE,
            icon="ticket",
            order=200,
        ),
        MenuItem(
            _("Chờ ký"), "onestop:officer-signing", permissions.SIGN, icon="writing-sign", order=210
        ),
        MenuItem(
            _("Việc đã làm"), "onestop:officer-done", permissions.VIEW, icon="history", order=205
        ),
        MenuItem(
            _("Bàn giao"),
            "onestop:officer-hand-overs",
            permissions.HAND_OVER,
            icon="arrows-exchange",
            order=215,
        ),
        MenuItem(
            _("Sổ theo dõi hồ sơ"),
            "onestop:officer-register",
            permissions.REGISTER,
            icon="database",
            order=220,
        ),
        MenuItem(
            _("Sổ chứng thực"),
            "onestop:officer-certification",
            permissions.REGISTER,
            icon="certificate",
            order=222,
        ),
        MenuItem(
            _("Danh sách cuối ngày"),
            "onestop:officer-day",
            permissions.REGISTER,
            icon="checklist",
            order=230,
        ),
        MenuItem(
            _("Số liệu"),
            "onestop:officer-figures",
            permissions.FIGURES,
            icon="chart-bar",
            order=240,
        ),
        MenuItem(
            _("Mức hài lòng"),
            "onestop:officer-satisfaction",
            permissions.SATISFACTION,
            icon="mood-smile",
            order=245,
        ),
        MenuItem(
            _("Danh mục thủ tục"),
            "onestop:officer-catalogue",
            permissions.VIEW_CATALOGUE,
            icon="books",
            order=250,
        ),
        MenuItem(
            _("Thủ tục"),
            "onestop:citizen-services",
            permissions.CATALOGUE,
            portal=CITIZEN,
            icon="file-text",
            order=10,
        ),
        MenuItem(
            _("Tra cứu hồ sơ"),
            "onestop:citizen-lookup",
            permissions.CATALOGUE,
            portal=CITIZEN,
            icon="search",
            order=20,
        ),
        MenuItem(
            _("Thủ tục"),
            "onestop:procedures",
            permissions.EDIT,
            portal=ADMINISTRATION,
            icon="file-text",
            order=190,
        ),
        MenuItem(
            _("Ý kiến các đơn vị"),
            "onestop:officer-opinions",
            permissions.WATCH_OPINIONS,
            icon="message-circle-question",
            order=230,
        ),
    ),
    urls={
        CITIZEN: "urls.citizen",
        OFFICER: "urls.officer",
        ADMINISTRATION: "urls.administration",
    },
    case_kinds={"onestop.dossier": "onestop:officer-case"},
    panels={
        "administration.process_questions": "panels.process_questions.process_questions",
        "administration.process_terms": "panels.process_terms.process_terms",
        "citizen.decided": "queries.decided.decided",
        "citizen.links": "panels.citizen_links.links",
        "officer.step": "panels.work_step.step_panel",
        "officer.codes": "queries.dossiers.submission_codes",
        "officer.coded": "queries.dossiers.case_of_code",
        "officer.procedures": "search.procedure_addresses",
        "officer.states": "search.state_names",
        "officer.event": "panels.work_words.event_text",
    },
    notifications=notifications.ALL,
    services="queries.services.services",
    rest="rest.endpoints.ENDPOINTS",
    figures="actions.figures.SOURCE",
)
