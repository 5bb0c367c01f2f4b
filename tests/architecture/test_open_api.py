# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The document of the open API says what is there: the same addresses, scopes and refusals."""

from __future__ import annotations

import json

import jsonschema
import pytest
from django.test import Client
from django.urls import get_resolver

from lienthong.kernel.registry import api_scopes, permissions
from lienthong.portals.openapi.addresses import all_endpoints, patterns
from lienthong.portals.openapi.document import api, document_in
from lienthong.portals.openapi.guard import ApiView
from lienthong.testing.matrix import addresses
from tests.architecture.test_urls import MATRIX

pytestmark = pytest.mark.covers("15")
OPEN = {"openapi:document", "openapi:documentation"}


def routes() -> dict[str, ApiView]:
    found = {
        address.name: address.view
        for address in addresses(get_resolver())
        if address.name.startswith("openapi:") and address.name not in OPEN
    }
    assert len(found) >= 6
    return found


def test_document_equals_the_routes() -> None:
    told = document_in("vi")
    by_path = {(path, method) for path, methods in told["paths"].items() for method in methods}

    declared = {(f"/api/v1{each.path}", each.method.lower()) for each in all_endpoints()}
    assert by_path == declared
    assert set(routes()) == {f"openapi:{each.name}" for each in all_endpoints()}
    assert set(routes()) | OPEN == {name for name in MATRIX if name.startswith("openapi:")}
    operations = (each for methods in told["paths"].values() for each in methods.values())
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) == len(declared)


def test_addresses_are_those_of_the_library_that_answers() -> None:
    ours = {str(each.name): str(each.pattern) for each in patterns()}

    theirs = {str(each.name): str(each.pattern) for each in api().urls[0]}
    assert ours == {name: theirs[name] for name in ours}
    assert len(ours) == len(all_endpoints())


def test_every_endpoint_asks_for_a_declared_scope_and_right() -> None:
    told = document_in("en")

    for each in all_endpoints():
        view = routes()[f"openapi:{each.name}"]
        operation = told["paths"][f"/api/v1{each.path}"][each.method.lower()]
        assert issubclass(view, ApiView)  # type: ignore[arg-type]
        assert view.permission is each.permission
        assert permissions()[each.permission.code] is each.permission
        assert api_scopes()[each.scope.code] is each.scope
        assert each.permission in each.scope.permissions
        assert operation["security"] == [{"oauth2": [each.scope.code]}]
        assert {"401", "403", "422", "429"} <= set(operation["responses"])
        refusal = operation["responses"]["401"]["content"]
        assert list(refusal) == ["application/problem+json"]
        needs_key = [p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"]
        assert ("Idempotency-Key" in needs_key) is each.writes
        assert (
            operation["summary"]
            != document_in("vi")["paths"][f"/api/v1{each.path}"][each.method.lower()]["summary"]
        )


def test_document_is_openapi_3_1_and_its_schemas_are_schemas() -> None:
    told = document_in("vi")

    assert told["openapi"] == "3.1.0"
    assert told["info"]["title"] == "API mở Liên Thông"
    for name, schema in told["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema), name
    flow = told["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"].endswith("/sso/token")
    assert set(flow["scopes"]) == {each.scope.code for each in all_endpoints()}


@pytest.mark.django_db
def test_document_and_page_are_served_to_anybody() -> None:
    answer = Client().get("/api/v1/openapi.json")
    page = Client().get("/api/").content.decode()

    assert answer.json() == json.loads(json.dumps(document_in("vi")))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert Client().get("/api/v1/openapi.json?ngon-ngu=en").json()["info"]["title"] == (
        "Liên Thông open API"
    )
    for each in all_endpoints():
        assert f"/api/v1{each.path}" in page
        assert each.scope.code in page
    assert "⟦" not in page
    assert "grant_type=client_credentials" in page
