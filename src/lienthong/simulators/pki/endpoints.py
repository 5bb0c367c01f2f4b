# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The test authority over HTTP: issue, revoke, certificates, revocation lists, status."""

import base64
import binascii
from datetime import datetime
from functools import partial
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding

from lienthong.simulators.faults import STATUS_FAULTS, Mode
from lienthong.simulators.http import Handler, Request, Response, Route, json_response
from lienthong.simulators.pki.certificates import Period, load_pair
from lienthong.simulators.pki.revocation import revocation_list, status_answer
from lienthong.simulators.pki.store import Authority


class AuthorityEndpoints:
    """What certificates point at, and the door at which the demo asks for certificates."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority

    def routes(self) -> list[Route]:
        """The table of endpoints; making a key takes a moment, so it runs in a thread."""
        return [
            Route("POST", "/ca/issue", self.issue, channel="ca", slow=True),
            Route("POST", "/ca/revoke", self.revoke, slow=True),
            Route("GET", "/ca/root.pem", self.root_pem, slow=True),
            Route("GET", "/ca/root.cer", self.root, slow=True),
            Route("GET", "/ca/issuer.cer", self.issuing, slow=True),
            Route("GET", "/ca/root.crl", self.root_list, channel="ca.status", slow=True),
            Route("GET", "/ca/issuer.crl", self.issuing_list, channel="ca.status", slow=True),
            *(
                Route(verb, path, self.status, channel="ca.ocsp", slow=True, faulty=self.faulty())
                for verb, path in (("POST", "/ca/ocsp"), ("GET", "/ca/ocsp/*"))
            ),
        ]

    def faulty(self) -> dict[str, Handler]:
        """How the status service answers wrongly."""
        return {mode: partial(self.status, fault=mode) for mode in STATUS_FAULTS}

    def issue(self, request: Request) -> Response:
        """Issue a key and certificate for ``common_name``, ``organisation`` and ``kind``.

        ``since`` and ``until`` (ISO 8601 days) play a certificate of the past; with ``answers``
        it names the status service.
        """
        form = request.form
        name, organisation = form.get("common_name", ""), form.get("organisation", "")
        try:
            issued = self.authority.issue(
                name,
                organisation,
                form.get("kind", ""),
                request.base_url,
                _period(form),
                answers=bool(form.get("answers")),
            )
        except ValueError:
            return json_response({"error": "invalid_request"}, 400)
        certificate = load_pair(issued.key_pem, issued.cert_pem).certificate
        return json_response(
            {
                "key": issued.key_pem.decode(),
                "certificate": issued.cert_pem.decode(),
                "chain": issued.chain_pem.decode(),
                "root": self.authority.root.certificate_pem().decode(),
                "serial": str(certificate.serial_number),
            }
        )

    def revoke(self, request: Request) -> Response:
        """Revoke the certificate with the decimal ``serial``."""
        try:
            record = self.authority.revoke(int(request.form.get("serial", "")))
        except (KeyError, ValueError):
            return json_response({"error": "unknown_serial"}, 404)
        return json_response({"serial": str(record.serial), "revoked_at": record.revoked_at})

    def root_pem(self, request: Request) -> Response:
        """The root as PEM, for trust stores."""
        return Response(
            self.authority.root.certificate_pem(), content_type="application/x-pem-file"
        )

    def root(self, request: Request) -> Response:
        """The root as DER."""
        return _certificate(self.authority.root.certificate.public_bytes(Encoding.DER))

    def issuing(self, request: Request) -> Response:
        """The issuing authority as DER."""
        return _certificate(self.authority.issuing.certificate.public_bytes(Encoding.DER))

    def root_list(self, request: Request) -> Response:
        """What the root revoked."""
        return _list(revocation_list(self.authority, "root"))

    def issuing_list(self, request: Request) -> Response:
        """What the issuing authority revoked."""
        return _list(revocation_list(self.authority, "issuer"))

    def status(self, request: Request, fault: Mode = Mode.OFF) -> Response:
        """The status of one certificate (RFC 6960), posted or base64 in the path."""
        try:
            body = request.body or base64.b64decode(unquote(request.path.removeprefix("/ca/ocsp/")))
            answer = status_answer(self.authority, body, fault)
        except (ValueError, binascii.Error):
            return json_response({"error": "malformed_request"}, 400)
        return Response(answer, content_type="application/ocsp-response")


def _period(form: dict[str, str]) -> Period | None:
    if not form.get("since"):
        return None
    since, until = (datetime.fromisoformat(form.get(name, "")) for name in ("since", "until"))
    return since, until


def _certificate(data: bytes) -> Response:
    return Response(data, content_type="application/pkix-cert")


def _list(data: bytes) -> Response:
    return Response(data, content_type="application/pkix-crl")
