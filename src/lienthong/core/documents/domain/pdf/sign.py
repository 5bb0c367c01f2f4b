# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""Filling and signing a prepared PDF by incremental updates only (PAdES, levels B-B to B-LTA)."""

import asyncio
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from asn1crypto import tsp, x509
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields as sig_fields
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError as PdfSigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import PathError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lienthong.core.documents.domain.pdf.assets import Assets
from lienthong.core.documents.domain.pdf.evidence import context_of
from lienthong.core.documents.domain.pdf.marks import turn_of, turned
from lienthong.core.documents.domain.pdf.stamps import DrawnContent, signature_pdf, value_pdf
from lienthong.core.documents.domain.places import FieldError
from lienthong.core.documents.domain.signatures import (
    SignatureOrder,
    Signer,
    SigningError,
    TimeStampClient,
)
from lienthong.core.documents.domain.verdicts import TrustSet

DIGEST = "sha256"
LONGEST_SIGNATURE = 512  # bytes: RSA of 4,096 bits
SIGNERS = 256
LONG_TERM = ("b-lt", "b-lta")
STAMP_LAYOUT = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(0, 0, 0, 0),
)


class _Certified(NamedTuple):
    """What a signer shows before anything is signed."""

    certificate: bytes
    chain: tuple[bytes, ...]


class _PortSigner(signers.Signer):
    """Lets the library sign through our port, whatever holds the key."""

    def __init__(self, port: Signer | _Certified) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(x509.Certificate.load(der) for der in port.chain)
        super().__init__(
            signing_cert=x509.Certificate.load(port.certificate), cert_registry=registry
        )
        self.port = port

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if dry_run or isinstance(self.port, _Certified):
            return bytes(LONGEST_SIGNATURE)
        return self.port.sign_raw(data, digest_algorithm)


class _PortTimeStamper(TimeStamper):
    """Lets the library ask our time-stamp port."""

    def __init__(self, port: TimeStampClient) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.port = port

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        try:
            reply = tsp.TimeStampResp.load(self.port.request(req.dump()), strict=True)
            answers = _answers(reply, req)
        except (ValueError, KeyError, TypeError) as error:
            raise SigningError("time-stamp reply unreadable") from error
        if not answers:
            raise SigningError("time-stamp reply answers another question")
        return reply


def _answers(reply: tsp.TimeStampResp, req: tsp.TimeStampReq) -> bool:
    """Whether a granted reply repeats our nonce; what was not granted the library refuses.

    RFC 3161, 2.4.2. The library's own check fails while it writes its message.
    """
    if reply["status"]["status"].native not in {"granted", "granted_with_mods"}:
        return True
    signed = reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return bool(signed["nonce"].native == req["nonce"].native)


@lru_cache(maxsize=8)
def time_stamper(clock: TimeStampClient) -> _PortTimeStamper:
    """One client for each authority: it asks once how large a token is, not for every paper."""
    return _PortTimeStamper(clock)


def _room_for(signer: Signer, stamper: _PortTimeStamper | None) -> int:
    """Letters to keep free in the file for a signature: half as many again as a trial takes."""
    trial = _trial_length(_Certified(signer.certificate, tuple(signer.chain)), stamper)
    return trial * 2 + trial // 2 * 2


@lru_cache(maxsize=SIGNERS)
def _trial_length(signer: _Certified, stamper: _PortTimeStamper | None) -> int:
    """Bytes of a signature that signs nothing; it depends on the certificates and the authority.

    Raises ``SigningError`` when the authority is silent.
    """
    trial = _PortSigner(signer).async_sign(
        bytes(32), DIGEST, dry_run=True, use_pades=True, timestamper=stamper
    )
    return len(asyncio.run(trial).dump())


def sign_field(
    pdf: bytes,
    order: SignatureOrder,
    signer: Signer,
    clock: TimeStampClient,
    assets: Assets | None = None,
    evidence: TrustSet | None = None,
) -> bytes:
    """Return the document with one more signature, in a field prepared for it.

    The earlier bytes stay as they are. Level ``b-lt`` keeps the answers of ``evidence`` about
    revocation in the file, ``b-lta`` puts a time-stamp over all of it. Raises ``FieldError`` when
    there is no such empty field and ``SigningError`` when the key or the time-stamp authority
    fails or the evidence does not prove the certificates good.
    """
    place = _empty_signature_field(pdf, order.field_name)
    style = StaticStampStyle(
        border_width=0,
        background=DrawnContent(_drawn(place, order, assets)),
        background_layout=STAMP_LAYOUT,
    )
    output = io.BytesIO(pdf)
    output.seek(0, io.SEEK_END)
    stamper = None if order.level == "b-b" else time_stamper(clock)  # type: ignore[arg-type]  # ports are frozen values
    made = _metadata(order, place, evidence), _PortSigner(signer)
    try:
        signers.PdfSigner(*made, timestamper=stamper, stamp_style=style).sign_pdf(
            IncrementalPdfFileWriter(output),
            in_place=True,
            existing_fields_only=True,
            bytes_reserved=_room_for(signer, stamper),
        )
    except (PdfSigningError, TimestampRequestError, PathError) as error:
        raise SigningError(str(error)) from error
    return output.getvalue()


def draw_look(pdf: bytes, order: SignatureOrder, assets: Assets | None = None) -> bytes:
    """Return the look of a signature as a PDF of the size of its place.

    Raises ``FieldError`` when there is no such empty field.
    """
    return _drawn(_empty_signature_field(pdf, order.field_name), order, assets)


def _drawn(place: Any, order: SignatureOrder, assets: Assets | None) -> bytes:
    inset = float(place["/LTInset"]) if "/LTInset" in place else 0.0
    turn, size = turn_of(place), _size(place)
    upright = size if turn % 180 == 0 else (size[1], size[0])
    return turned(signature_pdf(order.appearance, order.at, upright, assets, inset), turn)


def _metadata(order: SignatureOrder, place: Any, evidence: TrustSet | None) -> Any:
    lock = place["/Lock"] if "/Lock" in place else {}  # noqa: SIM401  # get() does not resolve
    permits = int(lock.get("/P", sig_fields.MDPPerm.FILL_FORMS.value))
    return signers.PdfSignatureMetadata(
        field_name=order.field_name,
        md_algorithm=DIGEST,
        subfilter=sig_fields.SigSeedSubFilter.PADES,
        name=order.appearance.name,
        reason=order.reason or None,
        location=order.location or None,
        docmdp_permissions=sig_fields.MDPPerm(permits),
        **_long_term(order, evidence),
    )


def _long_term(order: SignatureOrder, evidence: TrustSet | None) -> dict[str, Any]:
    """What the library needs to keep the proof inside (B-LT), and stamped (B-LTA)."""
    if order.level not in LONG_TERM:
        return {}
    if evidence is None:
        raise SigningError("no evidence about revocation")
    roots = evidence.roots + evidence.time_roots
    return {
        "embed_validation_info": True,
        "validation_context": context_of(evidence, roots, order.at, "require"),
        "use_pades_lta": order.level == "b-lta",
    }


def _empty_signature_field(pdf: bytes, name: str) -> Any:
    reader = PdfFileReader(io.BytesIO(pdf))
    for found, value, reference in sig_fields.enumerate_sig_fields(reader):
        if found == name and value is None:
            return reference.get_object()
    raise FieldError(name)


def _size(place: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(number) for number in place["/Rect"])
    return right - left, top - bottom


def fill_fields(pdf: bytes, values: Mapping[str, str], assets: Assets | None = None) -> bytes:
    """Return the document with its text fields filled, as one incremental update.

    Raises ``FieldError`` when a field is missing or already has another value.
    """
    output = io.BytesIO(pdf)
    writer = IncrementalPdfFileWriter(output)
    fields = {str(ref.get_object().get("/T")): ref for ref in writer.root["/AcroForm"]["/Fields"]}
    for name, text in values.items():
        reference = fields.get(name)
        if reference is None or reference.get_object().get("/FT") != "/Tx":
            raise FieldError(name)
        _fill(writer, reference.get_object(), text, assets)
    output.seek(0, io.SEEK_END)
    writer.write_in_place()  # type: ignore[no-untyped-call]
    return output.getvalue()


def fill_known(pdf: bytes, values: Mapping[str, str], assets: Assets | None = None) -> bytes:
    """Return the document with those of its text fields filled that it has and that are empty."""
    root = PdfFileReader(io.BytesIO(pdf)).root
    form = root["/AcroForm"] if "/AcroForm" in root else {}  # noqa: SIM401  # get() does not resolve
    places = [one.get_object() for one in form["/Fields"]] if form else []
    empty = {str(one["/T"]) for one in places if one.get("/FT") == "/Tx" and not one.get("/V")}
    chosen = {name: text for name, text in values.items() if name in empty and text}
    return fill_fields(pdf, chosen, assets) if chosen else pdf


def _fill(writer: Any, field: Any, text: str, assets: Assets | None) -> None:
    if str(field.get("/V", "")) not in {"", text}:
        raise FieldError(str(field["/T"]))
    drawing = value_pdf(text, _size(field), str(field.get("/DS", "")), assets)
    form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(drawing)))
    field["/V"] = generic.pdf_string(text)
    look = generic.DictionaryObject({generic.pdf_name("/N"): form})  # type: ignore[no-untyped-call]
    field["/AP"] = look
    writer.update_container(field)
