# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A citizen with a phone: opens pages, fills in the form, sends it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from lienthong.core.accounts.api import Account
from lienthong.core.forms.api import FormDraft
from lienthong.kernel.forms import form_key
from lienthong.modules.onestop.models import Dossier

PLACE = "Phường Đồng Hới"
PAGES: dict[str, dict[str, str]] = {
    "start": {
        "submitter_relation": "mother",
        "birth_situation": "ordinary",
        "registry_place_division": PLACE,
        "registry_place_detail": "Tổ dân phố 6",
    },
    "child": {
        "child_full_name": "Lê Nguyễn Khánh Vy",
        "child_date_of_birth_day": "15",
        "child_date_of_birth_month": "11",
        "child_date_of_birth_year": "2026",
        "child_sex": "female",
    },
    "birth": {
        "birth_place_kind": "facility",
        "birth_facility": "Bệnh viện Hữu nghị Việt Nam – Cuba Đồng Hới",
        "birth_proof_kind": "electronic_certificate",
    },
    "child_origin": {
        "child_ethnicity": "01",
        "child_nationality": "VN",
        "child_hometown_division": PLACE,
    },
    "mother": {
        "mother_full_name": "Trần Thị Mỹ Duyên",
        "mother_date_of_birth_day": "8",
        "mother_date_of_birth_month": "3",
        "mother_date_of_birth_year": "1994",
        "mother_personal_id": "044194003812",
        "mother_residence_division": PLACE,
    },
    "parents": {"parents_marriage": "registered_in_country", "father_declared": "yes"},
    "father": {
        "father_full_name": "Lê Quang Thắng",
        "father_date_of_birth_day": "1",
        "father_date_of_birth_month": "2",
        "father_date_of_birth_year": "1991",
        "father_personal_id": "044091001234",
        "father_residence_division": PLACE,
    },
    "parents_origin": {
        "mother_ethnicity": "01",
        "mother_nationality": "VN",
        "father_ethnicity": "01",
        "father_nationality": "VN",
    },
    "birth_paper": {},
    "delivery": {"contact_phone": "0912345486", "result_delivery": "desk"},
}


@dataclass
class Citizen:
    """One signed-in citizen; ``changes`` replaces typed answers by input name."""

    account: Account
    changes: dict[str, str] = field(default_factory=dict)
    slug: str = "dang-ky-khai-sinh"
    pages: dict[str, dict[str, str]] = field(default_factory=lambda: PAGES)

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(self.account)

    def get(self, path: str, status: int = 200) -> str:
        """The page as text."""
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return str(response.content.decode())

    def file(self, path: str) -> tuple[bytes, dict[str, str]]:
        """A downloaded file and its headers."""
        response: Any = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        try:
            return b"".join(response.streaming_content), dict(response.headers)
        finally:
            for close in response._resource_closers:
                close()

    def post(self, path: str, data: dict[str, Any]) -> Any:
        """What the server answers to a form."""
        return self.client.post(path, data)

    def start(self) -> FormDraft:
        """A fresh draft of the service (a birth registration by default)."""
        response = self.post(f"/thu-tuc/{self.slug}/bat-dau/", {"_key": form_key()})
        assert response.status_code == 302
        return FormDraft.objects.get(key=response["Location"].split("/")[2])

    def fill(self, draft: FormDraft) -> str:
        """Answer page after page as the server leads; answers the address it ends at."""
        address = f"/ban-nhap/{draft.key}/start/"
        while not address.endswith("/xem-lai/"):
            page = address.rstrip("/").rsplit("/", 1)[1]
            shown = self.get(address)
            typed = {name: self.changes.get(name, text) for name, text in self.pages[page].items()}
            response = self.post(address, typed | hidden(shown))
            assert response.status_code == 302, errors(response)
            address = response["Location"]
        return address

    def send(self, address: str, **changes: str) -> Any:
        """Press "Nộp hồ sơ" on check-your-answers."""
        return self.post(address, {"declared": "on", **hidden(self.get(address)), **changes})

    def submit(self) -> Dossier:
        """From nothing to a submitted dossier."""
        response = self.send(self.fill(self.start()))
        assert response.status_code == 302, errors(response)
        return Dossier.objects.get(submission_code=response["Location"].split("/")[2])


def hidden(page: str) -> dict[str, str]:
    """Hidden inputs of the last form that carries a key."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def errors(response: Any) -> str:
    """The error summary of a page, for messages of failing tests."""
    text = response.content.decode()
    found = re.search(r'<section class="errors".*?</section>', text, re.S)
    return found.group(0) if found else text[:2000]
