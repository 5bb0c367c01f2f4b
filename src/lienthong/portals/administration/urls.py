# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the administration portal; modules add theirs below ``quan-tri/``."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.portals.administration.access.views import RightsView
from lienthong.portals.administration.connected.views import (
    AppHistoryView,
    AppsView,
    AppView,
    NewAppView,
)
from lienthong.portals.administration.design.views import StyleGuideView
from lienthong.portals.administration.directories.views.acting import (
    DirectoryActView,
    DirectoryMakeView,
)
from lienthong.portals.administration.directories.views.importing import DirectoryImportView
from lienthong.portals.administration.directories.views.listing import (
    DirectoryExcelView,
    DirectoryListView,
    DirectoryNamesView,
)
from lienthong.portals.administration.directories.views.row import (
    DirectoryHistoryView,
    DirectoryRowView,
)
from lienthong.portals.administration.directories.views.runs import SheetRunView
from lienthong.portals.administration.documents.samples import SampleFileView, SampleView
from lienthong.portals.administration.documents.views import (
    EndTrustView,
    ImportTrustView,
    StraysView,
    TrustView,
)
from lienthong.portals.administration.forms.views.catalogue import (
    FormsView,
    ImportFormView,
    NewFormView,
)
from lienthong.portals.administration.forms.views.editor import EditorView
from lienthong.portals.administration.forms.views.past import (
    DifferenceView,
    FormFileView,
    HistoryView,
)
from lienthong.portals.administration.forms.views.preview import PreviewView
from lienthong.portals.administration.forms.views.publish import PublishView
from lienthong.portals.administration.forms.views.rule import RuleView
from lienthong.portals.administration.home.configuration import (
    ConfigurationFileView,
    ConfigurationView,
)
from lienthong.portals.administration.home.search import AdministrationSearchView
from lienthong.portals.administration.home.views import AdministrationHomeView
from lienthong.portals.administration.integration.views import (
    HealthView,
    MessagesView,
    MessageView,
    ReplayView,
)
from lienthong.portals.administration.processes.views.catalogue import (
    ImportProcessView,
    NewProcessView,
    ProcessesView,
)
from lienthong.portals.administration.processes.views.condition import ConditionView
from lienthong.portals.administration.processes.views.diagram import DiagramView, ProcessFileView
from lienthong.portals.administration.processes.views.editor import EditorView as ProcessEditorView
from lienthong.portals.administration.processes.views.move import MoveView
from lienthong.portals.administration.processes.views.past import (
    DifferenceView as ProcessDifferenceView,
)
from lienthong.portals.administration.processes.views.past import (
    HistoryView as ProcessHistoryView,
)
from lienthong.portals.administration.processes.views.publish import (
    PublishView as ProcessPublishView,
)
from lienthong.portals.administration.processes.views.simulate import SimulateView

_PROCESS = "quan-tri/quy-trinh/<slug:code>/"
urlpatterns: list[URLPattern] = [
    path("he-thong-thiet-ke/", StyleGuideView.as_view(), name="style-guide"),
    path("quan-tri/", AdministrationHomeView.as_view(), name="home"),
    path("quan-tri/cau-hinh/", ConfigurationView.as_view(), name="configuration"),
    path("quan-tri/cau-hinh/goi/", ConfigurationFileView.as_view(), name="configuration-file"),
    path("quan-tri/tim/", AdministrationSearchView.as_view(), name="search"),
    path("quan-tri/duoc-lam-gi/<int:pk>/", RightsView.as_view(), name="rights"),
    path("quan-tri/danh-muc/<slug:kind>/", DirectoryListView.as_view(), name="directory"),
    path(
        "quan-tri/danh-muc/<slug:kind>/excel/", DirectoryExcelView.as_view(), name="directory-excel"
    ),
    path(
        "quan-tri/danh-muc/<slug:kind>/nhap/",
        DirectoryImportView.as_view(),
        name="directory-import",
    ),
    path(
        "quan-tri/danh-muc/<slug:kind>/nhap/<int:pk>/",
        SheetRunView.as_view(),
        name="directory-import-run",
    ),
    path("quan-tri/danh-muc/<slug:kind>/ten/", DirectoryNamesView.as_view(), name="directory-data"),
    path(
        "quan-tri/danh-muc/<slug:kind>/them/<slug:act>/",
        DirectoryMakeView.as_view(),
        name="directory-make",
    ),
    path(
        "quan-tri/danh-muc/<slug:kind>/<str:key>/", DirectoryRowView.as_view(), name="directory-row"
    ),
    path(
        "quan-tri/danh-muc/<slug:kind>/<str:key>/lich-su/",
        DirectoryHistoryView.as_view(),
        name="directory-history",
    ),
    path(
        "quan-tri/danh-muc/<slug:kind>/<str:key>/<slug:act>/",
        DirectoryActView.as_view(),
        name="directory-act",
    ),
    path("quan-tri/mau-in/xem-thu/<slug:key>/", SampleView.as_view(), name="sample"),
    path(
        "quan-tri/mau-in/xem-thu/<slug:key>/giay.pdf",
        SampleFileView.as_view(part="pdf"),
        name="sample-pdf",
    ),
    path(
        "quan-tri/mau-in/xem-thu/<slug:key>/trang-1.jpg",
        SampleFileView.as_view(part="picture"),
        name="sample-picture",
    ),
    path("quan-tri/lien-thong/", HealthView.as_view(), name="integration"),
    path("quan-tri/lien-thong/tin/", MessagesView.as_view(), name="messages"),
    path(
        "quan-tri/lien-thong/tin/<slug:direction>/di-lai/",
        ReplayView.as_view(),
        name="message-replay",
    ),
    path(
        "quan-tri/lien-thong/tin/<slug:direction>/<int:pk>/", MessageView.as_view(), name="message"
    ),
    path("quan-tri/tin-cay/", TrustView.as_view(), name="trust"),
    path("quan-tri/tin-cay/them/", ImportTrustView.as_view(), name="trust-import"),
    path("quan-tri/tin-cay/<int:pk>/ngung/", EndTrustView.as_view(), name="trust-end"),
    path("quan-tri/tep-thua/", StraysView.as_view(), name="strays"),
    path("quan-tri/ung-dung/", AppsView.as_view(), name="apps"),
    path("quan-tri/ung-dung/ket-noi/", NewAppView.as_view(), name="app-new"),
    path("quan-tri/ung-dung/<int:number>/", AppView.as_view(), name="app"),
    path("quan-tri/ung-dung/<int:number>/lich-su/", AppHistoryView.as_view(), name="app-history"),
    path("quan-tri/bieu-mau/", FormsView.as_view(), name="forms"),
    path("quan-tri/bieu-mau/nhap-tep/", ImportFormView.as_view(), name="form-import"),
    path("quan-tri/bieu-mau/lap-moi/", NewFormView.as_view(), name="form-new"),
    path("quan-tri/bieu-mau/<slug:code>/", EditorView.as_view(), name="form"),
    path("quan-tri/bieu-mau/<slug:code>/xem-thu/", PreviewView.as_view(), name="form-preview"),
    path(
        "quan-tri/bieu-mau/<slug:code>/dieu-kien/<slug:key>/<slug:slot>/",
        RuleView.as_view(),
        name="form-rule",
    ),
    path("quan-tri/bieu-mau/<slug:code>/khac/", DifferenceView.as_view(), name="form-difference"),
    path("quan-tri/bieu-mau/<slug:code>/lich-su/", HistoryView.as_view(), name="form-history"),
    path("quan-tri/bieu-mau/<slug:code>/tep/", FormFileView.as_view(), name="form-file"),
    path("quan-tri/bieu-mau/<slug:code>/ban-hanh/", PublishView.as_view(), name="form-publish"),
    path("quan-tri/quy-trinh/", ProcessesView.as_view(), name="processes"),
    path("quan-tri/quy-trinh/nhap-tep/", ImportProcessView.as_view(), name="process-import"),
    path("quan-tri/quy-trinh/lap-moi/", NewProcessView.as_view(), name="process-new"),
    path(_PROCESS, ProcessEditorView.as_view(), name="process"),
    path(
        f"{_PROCESS}dieu-kien/<slug:node>/<slug:slot>/",
        ConditionView.as_view(),
        name="process-condition",
    ),
    path(f"{_PROCESS}so-do/", DiagramView.as_view(), name="process-diagram"),
    path(f"{_PROCESS}chay-thu/", SimulateView.as_view(), name="process-simulation"),
    path(f"{_PROCESS}chuyen-viec/", MoveView.as_view(), name="process-moves"),
    path(f"{_PROCESS}khac/", ProcessDifferenceView.as_view(), name="process-difference"),
    path(f"{_PROCESS}lich-su/", ProcessHistoryView.as_view(), name="process-history"),
    path(f"{_PROCESS}tep/", ProcessFileView.as_view(), name="process-file"),
    path(f"{_PROCESS}ban-hanh/", ProcessPublishView.as_view(), name="process-publish"),
]
