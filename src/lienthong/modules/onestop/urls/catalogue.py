# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Addresses of the catalogue of procedures: list, one procedure, confirming, putting into use."""

from __future__ import annotations

from django.urls import URLPattern, path

from lienthong.modules.onestop.views.work.catalogue import (
    ActivateView,
    CatalogueEntryView,
    CatalogueView,
    ConfirmView,
)
from lienthong.modules.onestop.views.work.catalogue_upload import (
    CatalogueRunView,
    CatalogueUploadView,
)

CATALOGUE: list[URLPattern] = [
    path("danh-muc/", CatalogueView.as_view(), name="officer-catalogue"),
    path("danh-muc/nhap/", CatalogueUploadView.as_view(), name="officer-catalogue-import"),
    path("danh-muc/nhap/<int:pk>/", CatalogueRunView.as_view(), name="officer-catalogue-run"),
    path("danh-muc/<int:pk>/", CatalogueEntryView.as_view(), name="officer-catalogue-entry"),
    path("danh-muc/<int:pk>/xac-nhan/", ConfirmView.as_view(), name="officer-catalogue-confirm"),
    path("danh-muc/<int:pk>/vao-dung/", ActivateView.as_view(), name="officer-catalogue-activate"),
]
