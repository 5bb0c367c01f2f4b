# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""How the simulated plug-in signs a PDF: with a key of the test authority, into a given field."""

import io
import secrets

from asn1crypto import keys, tsp, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import load_private_key_from_pemder_data
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lienthong.simulators.http import Request
from lienthong.simulators.pki.store import Issued
from lienthong.simulators.tsa import TimeStampEndpoints

STRETCH = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(0, 0, 0, 0),
)


class OwnClock(TimeStamper):
    """Asks the simulated time-stamp authority of this very process."""

    def __init__(self, endpoints: TimeStampEndpoints) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.endpoints = endpoints

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer a request for a time-stamp."""
        asked = Request("POST", "/tsa", {}, {}, req.dump(), "")
        return tsp.TimeStampResp.load(self.endpoints.stamp(asked).body)


def sign_pdf(
    pdf: bytes, field: str, look: bytes, issued: Issued, clock: TimeStampEndpoints
) -> bytes:
    """Return the document with one more signature, appended to its bytes."""
    output = io.BytesIO(pdf)
    output.seek(0, io.SEEK_END)
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            docmdp_permissions=_permits(pdf, field),
        ),
        _signer(issued),
        timestamper=OwnClock(clock),
        stamp_style=_style(look),
    ).sign_pdf(IncrementalPdfFileWriter(output), in_place=True, existing_fields_only=True)
    return output.getvalue()


def altered(signed: bytes) -> bytes:
    """Return the document with its first page turned over after it was signed."""
    output = io.BytesIO(signed)
    writer = IncrementalPdfFileWriter(output)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(180)  # type: ignore[no-untyped-call]
    writer.update_container(page)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return output.getvalue()


def _permits(pdf: bytes, field: str) -> fields.MDPPerm:
    """What the place says may still change once it is signed."""
    reader = PdfFileReader(io.BytesIO(pdf))
    for name, _value, reference in fields.enumerate_sig_fields(reader):
        if name == field:
            place = reference.get_object()
            lock = place["/Lock"] if "/Lock" in place else {}  # noqa: SIM401  # get() does not resolve
            return fields.MDPPerm(int(lock.get("/P", fields.MDPPerm.FILL_FORMS.value)))
    return fields.MDPPerm.FILL_FORMS


def _signer(issued: Issued) -> signers.SimpleSigner:
    chain = certificates.load_pem_x509_certificates(issued.chain_pem)
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple(
        x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in chain
    )
    own = certificates.load_pem_x509_certificate(issued.cert_pem).public_bytes(Encoding.DER)
    key: keys.PrivateKeyInfo = load_private_key_from_pemder_data(issued.key_pem, None)
    return signers.SimpleSigner(x509.Certificate.load(own), key, registry)


class GivenLook(PdfContent):
    """The picture of the signature that came with the document, one small PDF page."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf

    def render(self) -> bytes:
        """Import the page and answer the operator that paints it."""
        writer = self._ensure_writer
        form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf)))
        name = f"/Given{secrets.token_hex(8)}"
        self.resources.xobject[name] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return f"{name} Do".encode()


def _style(look: bytes) -> StaticStampStyle:
    return StaticStampStyle(border_width=0, background=GivenLook(look), background_layout=STRETCH)
