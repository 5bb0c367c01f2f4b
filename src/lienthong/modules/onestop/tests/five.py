# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""What a citizen types for five procedures, page by page, and the way to the result."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from lienthong.core.accounts.api import Account
from lienthong.core.documents.api import File, FileVersion, IssuedDocument
from lienthong.core.forms.api import FormDraft
from lienthong.modules.onestop.actions.give_back import Taker
from lienthong.modules.onestop.actions.intake import ComponentCheck, accept_dossier
from lienthong.modules.onestop.models import Dossier
from lienthong.modules.onestop.tests.citizen import PLACE, Citizen, errors
from lienthong.modules.onestop.tests.test_whole_life import Office, reread
from lienthong.testing.world import World

DESK = "one_stop_officer"
DELIVERY = {"contact_phone": "0912345486", "result_delivery": "desk"}
PERSON = {
    "person_full_name": "Trần Thị Mỹ Duyên",
    "person_date_of_birth_day": "8",
    "person_date_of_birth_month": "3",
    "person_date_of_birth_year": "1994",
    "person_sex": "female",
    "person_personal_id": "044194003812",
}
HOME = {"residence_division": PLACE, "residence_detail": "Tổ dân phố 6"}
Pages = dict[str, dict[str, str]]
MARITAL: Pages = {
    "start": {"submitter_role": "self", **HOME},
    "person": PERSON,
    "origin": {"person_ethnicity": "01", "person_nationality": "VN"},
    "marriage": {"marital_state": "never"},
    "purpose": {
        "purpose": "marriage",
        "partner_full_name": "Lê Quang Thắng",
        "marriage_place": "Phường Đồng Hới",
    },
    "earlier": {"earlier_certificate": "no", "exempt_kind": "none"},
    "delivery": DELIVERY,
}
COPIES: Pages = {
    "start": {
        "desk_place_division": PLACE,
        "requester_full_name": "Trần Thị Mỹ Duyên",
        "requester_personal_id": "044194003812",
    },
    "papers": {
        "papers.count": "2",
        "papers.0.paper_name": "Bằng tốt nghiệp đại học",
        "papers.0.paper_pages": "1",
        "papers.0.paper_copies": "3",
        "papers.1.paper_name": "Học bạ",
        "papers.1.paper_pages": "12",
        "papers.1.paper_copies": "2",
    },
    "how": {"copies_brought": "no", "many_papers": "no"},
    "delivery": DELIVERY,
}
ALLOWANCE: Pages = {
    "start": {"request_kind": "start", "submitter_role": "self", **HOME},
    "person": PERSON,
    "group": {
        "group": "disabled",
        "disability_known": "yes",
        "disability_number": "15/XN-KT, phường Đồng Hới",
        "poor_household": "yes",
    },
    "situation": {"situation": "Sống một mình, không có thu nhập.", "other_allowance": "no"},
    "care": {"has_carer": "no"},
    "payment": {
        "payment_way": "bank",
        "bank_name": "Agribank Đồng Hới",
        "bank_account": "3800205123456",
    },
    "delivery": DELIVERY,
}
ENVIRONMENT: Pages = {
    "start": {
        "facility_name": "Xưởng gỗ Bình Minh",
        "site_address_division": PLACE,
        "site_address_detail": "Cụm công nghiệp Thuận Đức",
        "project_stage": "new",
        "project_group": "three",
    },
    "assessment": {"eia_done": "yes", "eia_number": "12/QĐ-UBND", "trial_needed": "no"},
    "owner": {
        "owner_kind": "company",
        "owner_name": "Công ty TNHH Bình Minh",
        "owner_tax_code": "3100123456",
    },
    "representative": {
        "owner_representative": "Trần Thị Mỹ Duyên",
        "owner_position": "Giám đốc",
        "owner_phone": "0912345486",
    },
    "emissions": {"industry": "Chế biến gỗ, 5.000 m³ một năm", "wastewater": "12,5"},
    "other_emissions": {"gas_flow": "3000", "hazardous_waste": "120", "noise": "yes"},
    "papers": {},
    "delivery": DELIVERY,
}
LICENCE: Pages = {
    "start": {"reason": "lost", "is_foreigner": "no"},
    "card": {"licence_number": "440123456789", "licence_class": "a1"},
    "person": PERSON,
    "home": HOME,
    "papers": {},
    "delivery": DELIVERY,
}


@dataclass
class Walk:
    """One procedure from the citizen's phone to the result in the hand."""

    world: World
    slug: str
    pages: Pages
    examiner: str
    files: tuple[str, ...] = ()
    changes: dict[str, str] = field(default_factory=dict)

    @property
    def citizen(self) -> Citizen:
        """The one who files."""
        account = Account.objects.get(person__personal_id="044194003812")
        return Citizen(account, slug=self.slug, pages=self.pages, changes=self.changes)

    @property
    def office(self) -> Office:
        """The officers of the ward."""
        return Office(self.world, examiner=self.examiner)

    def review(self) -> tuple[str, str]:
        """Every page answered: the address of check-your-answers, and what it shows."""
        draft = self.citizen.start()
        for slot in self.files:
            _give(draft, slot)
        address = self.citizen.fill(draft)
        return address, self.citizen.get(address)

    def submit(self) -> Dossier:
        """Filed from the phone."""
        response = self.citizen.send(self.review()[0])
        assert response.status_code == 302, errors(response)
        return Dossier.objects.get(submission_code=response["Location"].split("/")[2])

    def accept(self, dossier: Dossier) -> Dossier:
        """The desk takes it with every component that is asked."""
        checks = {
            component.key: ComponentCheck(state="accepted", originals=component.originals)
            for component in dossier.procedure_version.spec.components
        }
        actor = self.world.officer(DESK)
        accept_dossier(self.office.step(DESK), checks=checks, actor=actor)
        return reread(dossier)

    def finish(self, dossier: Dossier) -> IssuedDocument:
        """Examined, signed, numbered, sealed; the paper."""
        office = self.office
        office.propose()
        office.sign()
        office.issue()
        return IssuedDocument.objects.get(pk=reread(dossier).result.document_id or 0)

    def hand_out(self, dossier: Dossier) -> Dossier:
        """Given to the person at the desk."""
        taker = Taker("Trần Thị Mỹ Duyên", "", "M0 0L9 9")
        self.office.hand_out(method="desk", taker=taker, originals_returned=True)
        return reread(dossier)


def _give(draft: FormDraft, slot: str) -> None:
    """A received file in the slot."""
    file = File.objects.create(title=slot, owner_kind="onestop.draft", owner_id=draft.pk)
    version = FileVersion.objects.create(
        file=file,
        number=1,
        original_name=f"{slot}.pdf",
        content_type="application/pdf",
        source="uploaded",
        uploaded_at=timezone.now(),
        size=1000,
        sha256="0" * 64,
        storage_key="x",
    )
    kept = {"id": version.pk, "name": version.original_name, "size": version.size}
    draft.attachments = {**draft.attachments, slot: [kept]}
    draft.save(update_fields=["attachments"])


def lines_of(document: IssuedDocument) -> dict[str, str]:
    """The lines of the paper by key."""
    return {line["key"]: line["text"] for line in document.content["lines"]}
