# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A sample paper as the PDF that will be printed, beside what an administrator is confirming."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lienthong.core.documents.api import CONFIGURE, wording
from lienthong.kernel.views import GuardedView


class SampleView(GuardedView):
    """Whether the worker has drawn it: nothing yet (204), or its first page with the PDF."""

    permission = CONFIGURE

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """A part of the page, asked for each second."""
        sample = wording.drawn_sample(key)
        if sample is None:
            raise Http404
        if not sample.is_done:
            return HttpResponse(status=204)
        if sample.pdf and "HX-Request" not in request.headers:
            return redirect("administration:sample-pdf", key)
        context = {"sample": sample, "key": key}
        return render(request, "administration/directories/sample_part.html", context)


class SampleFileView(GuardedView):
    """The PDF, or its first page as a picture."""

    permission = CONFIGURE
    part = "pdf"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """The bytes. Not found before they are drawn, and some time after."""
        sample = wording.drawn_sample(key)
        if sample is None or not sample.pdf:
            raise Http404
        if self.part == "picture":
            return HttpResponse(sample.picture, content_type="image/jpeg")
        return HttpResponse(sample.pdf, content_type="application/pdf")
