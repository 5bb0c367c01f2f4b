# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the officer portal; modules add theirs below the same path."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.portals.help.views import OfficerHelpView
from lienthong.portals.officer.access.views import (
    DelegationsView,
    NewDelegationView,
    RevokeDelegationView,
)
from lienthong.portals.officer.audit.views import AuditView, ReadsView
from lienthong.portals.officer.cases.views.assign import AssignView, UnassignView
from lienthong.portals.officer.cases.views.bonds import (
    LinkView,
    NamesView,
    TagView,
    WatchView,
)
from lienthong.portals.officer.cases.views.edit import CaseEditView
from lienthong.portals.officer.cases.views.inbox import (
    InboxView,
    PanelView,
    ShortcutsView,
    StepView,
    TakeView,
)
from lienthong.portals.officer.cases.views.reassign import (
    ReassignChooseView,
    ReassignmentView,
    ReassignView,
)
from lienthong.portals.officer.cases.views.warnings import UnitWarningsView
from lienthong.portals.officer.documents.views.annexes import (
    AnnexActView,
    AnnexesView,
    AnnexReceiptView,
)
from lienthong.portals.officer.documents.views.book_acts import (
    BookPlanView,
    GapView,
    HoldView,
    InsertView,
    NewBookView,
    VoidNumberView,
)
from lienthong.portals.officer.documents.views.books import BookPrintView, BooksView, BookView
from lienthong.portals.officer.documents.views.clerk import (
    OriginalBackView,
    OriginalView,
    SealDocumentView,
    VoidDocumentView,
    WaitDocumentView,
)
from lienthong.portals.officer.documents.views.compare import (
    BindView,
    CompareView,
    DropView,
    PartView,
)
from lienthong.portals.officer.documents.views.desk import (
    FileActView,
    FileDeskView,
    FileReceiptView,
    PageView,
    RenditionView,
)
from lienthong.portals.officer.documents.views.draft_acts import DraftActView, SignDraftView
from lienthong.portals.officer.documents.views.drafting import (
    DraftsView,
    DraftView,
    EditDraftView,
    NewDraftView,
    ReceivedView,
)
from lienthong.portals.officer.documents.views.exports import (
    ExportFileView,
    ExportsView,
    ExportView,
)
from lienthong.portals.officer.documents.views.files import FileView, PreviewView
from lienthong.portals.officer.documents.views.groups import GroupsView
from lienthong.portals.officer.documents.views.means import (
    DropPictureView,
    MeansActView,
    MeansView,
    NewMeansView,
    PictureView,
)
from lienthong.portals.officer.documents.views.papers import (
    CopyView,
    CorrectView,
    DocumentView,
    NumberView,
    RecallView,
    RedrawView,
    ReplaceView,
)
from lienthong.portals.officer.documents.views.plugin import (
    GiveUpView,
    PluginFetchView,
    PluginReceiveView,
    PluginSigningView,
)
from lienthong.portals.officer.documents.views.recipients import RecipientsView
from lienthong.portals.officer.documents.views.registers import OriginalsPrintView, PostPrintView
from lienthong.portals.officer.documents.views.seals import (
    DropSealView,
    SealPictureView,
    SealsView,
    SealView,
)
from lienthong.portals.officer.notifications.views import (
    LiveView,
    MessageLogView,
    MessageSettingsView,
    MessagesPanelView,
    MessagesView,
    MessageTemplatesView,
    PushView,
    ResendView,
)
from lienthong.portals.officer.search.views import ForgetView, SearchView
from lienthong.portals.officer.ui.views.bulk import BulkRunView, BulkView
from lienthong.portals.officer.ui.views.giving import GiveView
from lienthong.portals.officer.ui.views.kept import ViewActView, ViewsView
from lienthong.portals.officer.units.views import SwitchPostView

urlpatterns: list[URLPattern] = [
    path("", InboxView.as_view(), name="inbox"),
    path("buoc/<int:pk>/", StepView.as_view(), name="step"),
    path("buoc/<int:pk>/tom-tat/", PanelView.as_view(), name="panel"),
    path("buoc/<int:pk>/giao/", AssignView.as_view(), name="step-assign"),
    path("buoc/<int:pk>/lay-lai/", UnassignView.as_view(), name="step-unassign"),
    path("nhan-viec/", TakeView.as_view(), name="take"),
    path("phim-tat/", ShortcutsView.as_view(), name="shortcuts"),
    path("tro-giup/", OfficerHelpView.as_view(), name="help"),
    path("tro-giup/<slug:key>/", OfficerHelpView.as_view(), name="help-topic"),
    path("tim/", SearchView.as_view(), name="search"),
    path("tim/quen/", ForgetView.as_view(), name="search-forget"),
    path("cach-xem/", ViewsView.as_view(), name="views"),
    path("cach-xem/<int:pk>/", ViewActView.as_view(), name="view"),
    path("cach-xem/<int:pk>/giao/", GiveView.as_view(), name="view-give"),
    path("viec/<int:pk>/lien-ket/", LinkView.as_view(), name="case-link"),
    path("viec/<int:pk>/sua/", CaseEditView.as_view(), name="case-edit"),
    path("viec/<int:pk>/nhan/", TagView.as_view(), name="case-tags"),
    path("viec/<int:pk>/theo-doi/", WatchView.as_view(), name="case-watch"),
    path("viec/<int:pk>/ten/", NamesView.as_view(), name="case-names"),
    path("lay-danh-sach/", ExportsView.as_view(), name="exports"),
    path("lay-danh-sach/<int:pk>/", ExportView.as_view(), name="export"),
    path("lay-danh-sach/<int:pk>/tep/", ExportFileView.as_view(), name="export-file"),
    path("hang-loat/", BulkView.as_view(), name="bulk"),
    path("hang-loat/<int:pk>/", BulkRunView.as_view(), name="bulk-run"),
    path("vi-tri/", SwitchPostView.as_view(), name="post"),
    path("tep/<int:pk>/", FileView.as_view(), name="file"),
    path("tep/<int:pk>/xem-nhanh/", PreviewView.as_view(), name="preview"),
    path("ky-tren-may/", PluginSigningView.as_view(), name="plugin-signing"),
    path("ky-tren-may/<int:pk>/bo/", GiveUpView.as_view(), name="plugin-give-up"),
    path("ky-tren-may/lay/", PluginFetchView.as_view(), name="plugin-fetch"),
    path("ky-tren-may/nhan/", PluginReceiveView.as_view(), name="plugin-receive"),
    path("tai-khoan/chu-ky-so/", MeansView.as_view(), name="means"),
    path("tai-khoan/chu-ky-so/moi/", NewMeansView.as_view(), name="means-new"),
    path("tai-khoan/chu-ky-so/hinh/", PictureView.as_view(), name="means-picture"),
    path("tai-khoan/chu-ky-so/hinh/bo/", DropPictureView.as_view(), name="means-picture-drop"),
    path("tai-khoan/chu-ky-so/<int:pk>/", MeansActView.as_view(), name="means-act"),
    path("tai-lieu/<int:pk>/", FileDeskView.as_view(), name="file-desk"),
    path("tai-lieu/<int:pk>/viec/", FileActView.as_view(), name="file-act"),
    path("tai-lieu/<int:pk>/nhan/", FileReceiptView.as_view(), name="file-receipt"),
    path("tai-lieu/<int:pk>/so-sanh/", CompareView.as_view(), name="file-compare"),
    path("tai-lieu/<int:pk>/bo/", DropView.as_view(), name="file-drop"),
    path("tai-lieu/<int:pk>/ghep/", BindView.as_view(), name="file-bind"),
    path("tai-lieu/<int:pk>/tach/", PartView.as_view(), name="file-part"),
    path("tep/<int:pk>/trang/<int:page>/", PageView.as_view(), name="file-page"),
    path("tep/<int:pk>/ban-xem/", RenditionView.as_view(), name="file-rendition"),
    path("so-van-ban/", BooksView.as_view(), name="books"),
    path("so-van-ban/mo/", NewBookView.as_view(), name="book-new"),
    path("so-van-ban/cach-mo/", BookPlanView.as_view(), name="book-plan"),
    path("so-van-ban/buu-dien/in/", PostPrintView.as_view(), name="post-print"),
    path("so-van-ban/ban-luu/in/", OriginalsPrintView.as_view(), name="originals-print"),
    path("so-van-ban/<int:pk>/", BookView.as_view(), name="book"),
    path("so-van-ban/<int:pk>/in/", BookPrintView.as_view(), name="book-print"),
    path("so-van-ban/<int:pk>/giu-so/", HoldView.as_view(), name="book-hold"),
    path("so-van-ban/<int:pk>/chen-so/", InsertView.as_view(), name="book-insert"),
    path("so-van-ban/<int:pk>/so-thieu/", GapView.as_view(), name="book-gap"),
    path("so-van-ban/so/<int:pk>/bo/", VoidNumberView.as_view(), name="number-void"),
    path("con-dau/", SealsView.as_view(), name="seals"),
    path("con-dau/<int:pk>/", SealView.as_view(), name="seal"),
    path("con-dau/<int:pk>/<int:picture>/hinh/", SealPictureView.as_view(), name="seal-picture"),
    path("con-dau/<int:pk>/<int:picture>/ngung/", DropSealView.as_view(), name="seal-drop"),
    path("van-ban/", DraftsView.as_view(), name="drafts"),
    path("van-ban/soan/", NewDraftView.as_view(), name="draft-new"),
    path("van-ban/nhom-noi-nhan/", GroupsView.as_view(), name="recipient-groups"),
    path("van-ban/<int:pk>/du-thao/", DraftView.as_view(), name="draft"),
    path("van-ban/<int:pk>/du-thao/sua/", EditDraftView.as_view(), name="draft-edit"),
    path("van-ban/<int:pk>/du-thao/viec/", DraftActView.as_view(), name="draft-act"),
    path("van-ban/<int:pk>/du-thao/ky/", SignDraftView.as_view(), name="draft-sign"),
    path("van-ban/<int:pk>/nhan-duoc/", ReceivedView.as_view(), name="received"),
    path("van-ban/<int:pk>/ban-luu/", OriginalView.as_view(), name="document-original"),
    path(
        "van-ban/<int:pk>/ban-luu/<int:use_id>/tra/",
        OriginalBackView.as_view(),
        name="document-original-back",
    ),
    path("van-ban/<int:pk>/dong-dau/", SealDocumentView.as_view(), name="document-seal"),
    path("van-ban/<int:pk>/cho-dau/", WaitDocumentView.as_view(), name="document-wait"),
    path("van-ban/<int:pk>/bo/", VoidDocumentView.as_view(), name="document-void"),
    path("van-ban/<int:pk>/", DocumentView.as_view(), name="document"),
    path("van-ban/<int:pk>/phu-luc/", AnnexesView.as_view(), name="document-annexes"),
    path("van-ban/<int:pk>/phu-luc/nhan/", AnnexReceiptView.as_view(), name="annex-receipt"),
    path("van-ban/<int:pk>/phu-luc/viec/", AnnexActView.as_view(), name="annex-act"),
    path("van-ban/<int:pk>/noi-nhan/", RecipientsView.as_view(), name="document-recipients"),
    path("van-ban/<int:pk>/cap-so/", NumberView.as_view(), name="document-number"),
    path("van-ban/<int:pk>/sao/", CopyView.as_view(), name="document-copy"),
    path("van-ban/<int:pk>/sao/<int:copy_id>/lap-lai/", RedrawView.as_view(), name="copy-again"),
    path("van-ban/<int:pk>/dinh-chinh/", CorrectView.as_view(), name="document-correct"),
    path("van-ban/<int:pk>/thay-the/", ReplaceView.as_view(), name="document-replace"),
    path("van-ban/<int:pk>/thu-hoi/", RecallView.as_view(), name="document-recall"),
    path("sap-han/", UnitWarningsView.as_view(), name="warnings"),
    path("chuyen-viec/", ReassignChooseView.as_view(), name="reassign"),
    path("chuyen-viec/cua/<int:pk>/", ReassignView.as_view(), name="reassign-from"),
    path("chuyen-viec/ket-qua/<int:pk>/", ReassignmentView.as_view(), name="reassignment"),
    path("giao-viec/", DelegationsView.as_view(), name="delegations"),
    path("giao-viec/moi/", NewDelegationView.as_view(), name="delegation-new"),
    path("giao-viec/<int:pk>/thu-hoi/", RevokeDelegationView.as_view(), name="delegation-revoke"),
    path("thong-bao/", MessagesView.as_view(), name="messages"),
    path("thong-bao/moi/", MessagesPanelView.as_view(), name="messages-panel"),
    path("truc-tiep/", LiveView.as_view(), name="live"),
    path("thong-bao/cach-nhan/", MessageSettingsView.as_view(), name="message-settings"),
    path("thong-bao/trinh-duyet/", PushView.as_view(), name="push"),
    path("thong-bao/gui-lai/<int:pk>/", ResendView.as_view(), name="message-resend"),
    path("thong-bao/mau/", MessageTemplatesView.as_view(), name="message-templates"),
    path("thong-bao/so-gui/<str:kind>/<int:pk>/", MessageLogView.as_view(), name="message-log"),
    path("nhat-ky/", AuditView.as_view(), name="audit"),
    path("nhat-ky/luot-mo/", ReadsView.as_view(), name="audit-reads"),
]
