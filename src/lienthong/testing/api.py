# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""A system of others that calls the open API, over Django's test client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from lienthong.core.access.api import Grant, GrantScope, Role
from lienthong.core.accounts.api import ConnectedApp
from lienthong.core.units.api import Unit
from lienthong.testing.sso import SECRET, connect

SCOPES = (
    *("catalogue.read", "tracking.read", "cases.read", "cases.comment"),
    *("dossiers.file", "dossiers.tell"),
)


@dataclass
class Caller:
    """One application with a token."""

    app: ConnectedApp
    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def fetch_token(self, scope: str = " ".join(SCOPES)) -> Any:
        """Ask for a token as the standard says; keep it when there is one."""
        asked = {
            "grant_type": "client_credentials",
            "client_id": self.app.client_id,
            "client_secret": SECRET,
            "scope": scope,
        }
        answer = self.client.post("/sso/token", asked)
        self.token = answer.json().get("access_token", "")
        return answer

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """Ask."""
        return self.client.get(f"/api/v1{path}", query or {}, headers=self._headers(headers))

    def post(self, path: str, body: Any, *, key: str = "", **headers: str) -> Any:
        """Say, as JSON; text is sent as it is."""
        sent = self._headers(headers) | ({"idempotency-key": key} if key else {})
        return self.client.post(
            f"/api/v1{path}", body, content_type="application/json", headers=sent
        )

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        names = {name.replace("_", "-"): value for name, value in more.items()}
        return ({"authorization": f"Bearer {self.token}"} if self.token else {}) | names


def caller(
    code: str = "cong-tinh", *, unit: Unit | None = None, scope: GrantScope = GrantScope.UNIT
) -> Caller:
    """An application with all scopes of the API; with a unit it may see, comment and file there."""
    app = connect(code, code=code, scopes=SCOPES, redirect_uris=())
    if unit is not None:
        role, _made = Role.objects.get_or_create(
            code="api_reader",
            title="Hệ thống đọc việc",
            permissions=[
                *("cases.unit.view", "cases.comment.add"),
                *("onestop.dossier.file_for", "onestop.dossier.tell"),
            ],
        )
        Grant.objects.create(
            account=app.account, role=role, unit=unit, scope=scope, valid_from=timezone.localdate()
        )
    found = Caller(app)
    found.fetch_token()
    return found
