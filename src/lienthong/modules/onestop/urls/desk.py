# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.modules.onestop.views.desk import (
    brought,
    camera,
    certification,
    check,
    counter,
    day,
    hand_overs,
    papers,
    posting,
    printing,
    reception,
    register,
    returning,
    tablet,
    taking_over,
)

DESK: list[URLPattern] = [
    path("mot-cua/", reception.ReceptionView.as_view(), name="officer-reception"),
    path("mot-cua/lay-y-kien/", tablet.TabletView.as_view(), name="officer-satisfaction-tablet"),
    path("mot-cua/quay/", counter.CounterView.as_view(), name="officer-counter"),
    path("mot-cua/cach-in/", printing.PrintingView.as_view(), name="officer-printing"),
    path("mot-cua/dien-thoai/", camera.CameraStartView.as_view(), name="officer-camera-start"),
    path("mot-cua/dien-thoai/<int:pk>/", camera.CameraView.as_view(), name="officer-camera"),
    path("buoc/<int:pk>/kiem-tra/", check.CheckView.as_view(), name="officer-check"),
    path("buoc/<int:pk>/tra-ket-qua/", returning.ReturnView.as_view(), name="officer-return"),
    path(
        "buoc/<int:pk>/nhan-chuyen/", taking_over.TakeOverView.as_view(), name="officer-take-over"
    ),
    path(
        "buu-gui/<int:pk>/in/", posting.ShipmentPrintView.as_view(), name="officer-shipment-print"
    ),
    path("giay/<int:pk>/", papers.PaperView.as_view(), name="officer-paper"),
    path("giay/<int:pk>/in/", papers.PaperNowView.as_view(), name="officer-paper-now"),
    path("ho-so/<int:pk>/nhan-bo-sung/", brought.BroughtView.as_view(), name="officer-brought"),
    path(
        "ho-so/<int:pk>/nhan-bo-sung/<int:item>/",
        brought.BroughtFileView.as_view(),
        name="officer-brought-file",
    ),
    path("ho-so/<int:pk>/bien-lai/", papers.FeeReceiptView.as_view(), name="officer-fee-receipt"),
    path(
        "ho-so/<int:pk>/giay-nhan-ket-qua/",
        papers.ResultReceiptView.as_view(),
        name="officer-result-receipt",
    ),
    path(
        "ho-so/<int:pk>/phieu-kiem-soat/",
        papers.ControlSlipView.as_view(),
        name="officer-paper-control",
    ),
    path("ban-giao/", hand_overs.HandOverListView.as_view(), name="officer-hand-overs"),
    path("ban-giao/ca/", hand_overs.ShiftView.as_view(), name="officer-shift"),
    path("ban-giao/<int:pk>/", hand_overs.HandOverView.as_view(), name="officer-hand-over"),
    path(
        "ban-giao/<int:pk>/in/",
        hand_overs.HandOverPrintView.as_view(),
        name="officer-hand-over-print",
    ),
    path("mot-cua/cuoi-ngay/", day.DayView.as_view(), name="officer-day"),
    path("mot-cua/cuoi-ngay/in/", day.DayPrintView.as_view(), name="officer-day-print"),
    path(
        "so-chung-thuc/",
        certification.CertificationBookView.as_view(),
        name="officer-certification",
    ),
    path(
        "so-chung-thuc/in/",
        certification.CertificationPrintView.as_view(),
        name="officer-certification-print",
    ),
    path("so-theo-doi/", register.RegisterView.as_view(), name="officer-register"),
    path("so-theo-doi/in/", register.RegisterPrintView.as_view(), name="officer-register-print"),
    path("so-theo-doi/excel/", register.RegisterExcelView.as_view(), name="officer-register-excel"),
]
