# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the procedure editor, below the administration portal's path."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.modules.onestop.views.administration.begin import BeginProcedureView
from lienthong.modules.onestop.views.administration.editor import EditorView
from lienthong.modules.onestop.views.administration.layout import (
    LayoutFileView,
    LayoutPreviewView,
    LayoutView,
)
from lienthong.modules.onestop.views.administration.past import DifferenceView, HistoryView
from lienthong.modules.onestop.views.administration.procedures import (
    DefinitionFileView,
    ProceduresView,
    VersionsView,
)
from lienthong.modules.onestop.views.administration.publish import PublishView
from lienthong.modules.onestop.views.administration.rule import RuleView
from lienthong.modules.onestop.views.administration.trial import TrialView

BASE = "thu-tuc/<str:code>"
urlpatterns: list[URLPattern] = [
    path("thu-tuc/", ProceduresView.as_view(), name="procedures"),
    path("thu-tuc/lap/", BeginProcedureView.as_view(), name="procedure-begin"),
    path(f"{BASE}/", VersionsView.as_view(), name="procedure"),
    path(f"{BASE}/tep/", DefinitionFileView.as_view(), name="procedure-file"),
    path(f"{BASE}/soan/<slug:tab>/", EditorView.as_view(), name="procedure-edit"),
    path(f"{BASE}/dieu-kien/<path:place>/o/<str:slot>/", RuleView.as_view(), name="procedure-rule"),
    path(f"{BASE}/chay-thu/", TrialView.as_view(), name="procedure-trial"),
    path(f"{BASE}/khac/", DifferenceView.as_view(), name="procedure-difference"),
    path(f"{BASE}/lich-su/", HistoryView.as_view(), name="procedure-history"),
    path(f"{BASE}/cong-bo/", PublishView.as_view(), name="procedure-publish"),
    path(f"{BASE}/mau/<slug:paper>/", LayoutView.as_view(), name="procedure-layout"),
    path(
        f"{BASE}/mau/<slug:paper>/xem-thu/",
        LayoutPreviewView.as_view(),
        name="procedure-layout-preview",
    ),
    path(f"{BASE}/mau/<slug:paper>/tep/", LayoutFileView.as_view(), name="procedure-layout-file"),
]
