# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the citizens' portal."""

from __future__ import annotations

from django.urls import path

from lienthong.modules.onestop.views import phone
from lienthong.modules.onestop.views.citizen import (
    acting,
    catalogue,
    drafts,
    figures,
    filing,
    late,
    lookup,
    lookup_open,
    obligation,
    reads,
    satisfaction,
    supplement,
    tracking,
    uploads,
)

urlpatterns = [
    path("chup/<str:permit>/", phone.CameraPhoneView.as_view(), name="citizen-camera"),
    path("chup/<str:permit>/anh/", phone.CameraPhotoView.as_view(), name="citizen-camera-photo"),
    path(
        "chup/<str:permit>/anh/<int:photo>/",
        phone.CameraPreviewView.as_view(),
        name="citizen-camera-preview",
    ),
    path("thu-tuc/", catalogue.ServiceListView.as_view(), name="citizen-services"),
    path("thu-tuc/<slug:slug>/", catalogue.ServiceView.as_view(), name="citizen-service"),
    path("thu-tuc/<slug:slug>/bat-dau/", catalogue.StartView.as_view(), name="citizen-start"),
    path("ban-nhap/", drafts.DraftListView.as_view(), name="citizen-drafts"),
    path("ban-nhap/<slug:key>/", drafts.DraftView.as_view(), name="citizen-draft"),
    path("ban-nhap/<slug:key>/xem-lai/", filing.ReviewView.as_view(), name="citizen-review"),
    path(
        "ban-nhap/<slug:key>/to-khai-moi/", drafts.RenewView.as_view(), name="citizen-draft-renew"
    ),
    path("ban-nhap/<slug:key>/xoa/", drafts.DiscardView.as_view(), name="citizen-discard"),
    path("ban-nhap/<slug:key>/lay-lai/", drafts.RestoreView.as_view(), name="citizen-restore"),
    path(
        "ban-nhap/<slug:key>/xem-tep/<int:version>/",
        uploads.DraftFileView.as_view(),
        name="citizen-draft-file",
    ),
    path(
        "ban-nhap/<slug:key>/tep/<slug:slot>/",
        uploads.DraftSlotView.as_view(),
        name="citizen-draft-slot",
    ),
    path(
        "ban-nhap/<slug:key>/<slug:page>/",
        drafts.DraftPageView.as_view(),
        name="citizen-draft-page",
    ),
    path(
        "danh-gia/<str:code>/",
        satisfaction.SatisfactionView.as_view(),
        name="citizen-satisfaction",
    ),
    path("con/", acting.ChildrenView.as_view(), name="citizen-children"),
    path("ai-da-xem/", reads.ReadsView.as_view(), name="citizen-reads"),
    path("lam-thay/", acting.MandatesView.as_view(), name="citizen-mandates"),
    path("lam-thay/them/", acting.AddMandateView.as_view(), name="citizen-mandate-add"),
    path("lam-thay/<int:pk>/", acting.MandateView.as_view(), name="citizen-mandate"),
    path("lam-thay/<int:pk>/tep/", acting.MandateFileView.as_view(), name="citizen-mandate-file"),
    path(
        "lam-thay/<int:pk>/giay/", acting.MandatePaperView.as_view(), name="citizen-mandate-paper"
    ),
    path("ho-so/", tracking.OwnListView.as_view(), name="citizen-dossiers"),
    path("ho-so/<str:code>/", tracking.TrackingView.as_view(), name="citizen-dossier"),
    path("ho-so/<str:code>/da-nop/", filing.SentView.as_view(), name="citizen-sent"),
    path("ho-so/<str:code>/bo-sung/", supplement.AnswerView.as_view(), name="citizen-supplement"),
    path(
        "ho-so/<str:code>/bo-sung/<int:defect>/",
        supplement.DefectFileView.as_view(),
        name="citizen-defect",
    ),
    path(
        "ho-so/<str:code>/nghia-vu/", obligation.ObligationView.as_view(), name="citizen-obligation"
    ),
    path("ho-so/<str:code>/nghia-vu/tep/", obligation.ProofView.as_view(), name="citizen-proof"),
    path("ho-so/<str:code>/rut/", tracking.WithdrawView.as_view(), name="citizen-withdraw"),
    path("ho-so/<str:code>/danh-gia/", tracking.RateView.as_view(), name="citizen-rate"),
    path("ho-so/<str:code>/ket-qua/", tracking.ResultView.as_view(), name="citizen-result"),
    path("ho-so/<str:code>/giay/<int:paper>/", tracking.PaperView.as_view(), name="citizen-paper"),
    path("ho-so/<str:code>/tep/<int:version>/", tracking.FileView.as_view(), name="citizen-file"),
    path("so-lieu/", figures.PublicFiguresView.as_view(), name="citizen-figures"),
    path("ho-so-tre-han/", late.LateView.as_view(), name="citizen-late"),
    path("tra-cuu/", lookup.LookupView.as_view(), name="citizen-lookup"),
    path("tra-cuu/<str:code>/", lookup.LookupCodeView.as_view(), name="citizen-lookup-code"),
    path(
        "tra-cuu/<str:code>/xin-ma/", lookup_open.AskCodeView.as_view(), name="citizen-lookup-ask"
    ),
    path(
        "tra-cuu/<str:code>/nhap-ma/",
        lookup_open.EnterCodeView.as_view(),
        name="citizen-lookup-enter",
    ),
    path(
        "tra-cuu/<str:code>/theo-doi/", lookup_open.OpenView.as_view(), name="citizen-lookup-open"
    ),
]
