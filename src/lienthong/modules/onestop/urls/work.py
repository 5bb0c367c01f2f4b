# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the case screen, the leader's day and the clerk's work."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.modules.onestop.views.work.acts import (
    CommentView,
    IssueView,
    OwnStepView,
    ProposeView,
    RefuseView,
    RequestSupplementView,
    SendBackView,
    SignView,
    VerifyView,
)
from lienthong.modules.onestop.views.work.carrying_out import CarryOutView
from lienthong.modules.onestop.views.work.case import BusyView, CaseView
from lienthong.modules.onestop.views.work.figures import (
    FigureBoardView,
    FigureListView,
    FigureReportView,
    FigureTableView,
)
from lienthong.modules.onestop.views.work.internal import InternalFilesView
from lienthong.modules.onestop.views.work.opinions import (
    AskView,
    InquiryView,
    OpinionFollowView,
    OpinionListView,
    OpinionView,
)
from lienthong.modules.onestop.views.work.satisfaction import SatisfactionResultsView
from lienthong.modules.onestop.views.work.signing import (
    SigningBusyView,
    SigningDrawView,
    SigningReviewView,
    SigningView,
)
from lienthong.modules.onestop.views.work.turns import (
    AskExtensionView,
    DecideTurnView,
    ExpiredView,
    ObligationView,
    ProposeStopView,
    ResumeView,
)
from lienthong.modules.onestop.views.work.undoing import DoneView, RevokeView, TakeBackView
from lienthong.modules.onestop.views.work.visits import OpinionFileView, VisitFileView, VisitView

WORK: list[URLPattern] = [
    path("so-lieu/", FigureBoardView.as_view(), name="officer-figures"),
    path("so-lieu/bieu-ii06a/", FigureReportView.as_view(), name="officer-figure-report"),
    path("so-lieu/theo/<slug:by>/", FigureTableView.as_view(), name="officer-figure-table"),
    path("so-lieu/ho-so/<slug:figure>/", FigureListView.as_view(), name="officer-figure"),
    path("muc-hai-long/", SatisfactionResultsView.as_view(), name="officer-satisfaction"),
    path("ho-so/<int:pk>/", CaseView.as_view(), name="officer-case"),
    path("ho-so/<int:pk>/tai-lieu/", InternalFilesView.as_view(), name="officer-internal"),
    path("ho-so/<int:pk>/dang-chay/", BusyView.as_view(), name="officer-busy"),
    path("ho-so/<int:pk>/trao-doi/", CommentView.as_view(), name="officer-comment"),
    path("ho-so/<int:pk>/thu-hoi/", RevokeView.as_view(), name="officer-revoke"),
    path("buoc/<int:pk>/thu-hoi/", TakeBackView.as_view(), name="officer-take-back"),
    path("da-lam/", DoneView.as_view(), name="officer-done"),
    path("buoc/<int:pk>/trinh-ky/", ProposeView.as_view(), name="officer-propose"),
    path("buoc/<int:pk>/tu-choi/", RefuseView.as_view(), name="officer-refuse"),
    path("buoc/<int:pk>/bo-sung/", RequestSupplementView.as_view(), name="officer-supplement"),
    path("buoc/<int:pk>/xac-minh/", VerifyView.as_view(), name="officer-verify"),
    path("buoc/<int:pk>/tra-lai/", SendBackView.as_view(), name="officer-send-back"),
    path("buoc/<int:pk>/xong/", OwnStepView.as_view(), name="officer-own-step"),
    path("buoc/<int:pk>/ky/", SignView.as_view(), name="officer-sign"),
    path("buoc/<int:pk>/phat-hanh/", IssueView.as_view(), name="officer-issue"),
    path("ho-so/<int:pk>/gia-han/", AskExtensionView.as_view(), name="officer-extension"),
    path("ho-so/<int:pk>/giai-quyet-tiep/", ResumeView.as_view(), name="officer-resume"),
    path("buoc/<int:pk>/nghia-vu/", ObligationView.as_view(), name="officer-obligation"),
    path("buoc/<int:pk>/dung/", ProposeStopView.as_view(), name="officer-stop"),
    path("buoc/<int:pk>/qua-han/", ExpiredView.as_view(), name="officer-expired"),
    path("buoc/<int:pk>/duyet/", DecideTurnView.as_view(), name="officer-decide-turn"),
    path("buoc/<int:pk>/thuc-hien/", CarryOutView.as_view(), name="officer-carry-out"),
    path("buoc/<int:pk>/thuc-dia-y-kien/", InquiryView.as_view(), name="officer-inquiry"),
    path("buoc/<int:pk>/bien-ban/", VisitView.as_view(), name="officer-visit"),
    path("buoc/<int:pk>/anh/", VisitFileView.as_view(), name="officer-visit-file"),
    path("buoc/<int:pk>/tep-y-kien/", OpinionFileView.as_view(), name="officer-opinion-file"),
    path("buoc/<int:pk>/hoi-y-kien/", AskView.as_view(), name="officer-ask"),
    path("buoc/<int:pk>/cho-y-kien/", OpinionView.as_view(), name="officer-opinion"),
    path("y-kien/<int:pk>/", OpinionFollowView.as_view(), name="officer-opinion-follow"),
    path("y-kien/", OpinionListView.as_view(), name="officer-opinions"),
    path("ky/dang-chay/", SigningBusyView.as_view(), name="officer-signing-busy"),
    path("ky/tao-lai/", SigningDrawView.as_view(), name="officer-signing-draw"),
    path("ky/xem-lai/", SigningReviewView.as_view(), name="officer-signing-review"),
    path("ky/", SigningView.as_view(), name="officer-signing"),
]
