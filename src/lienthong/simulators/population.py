# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The population database: says whether a number and a name belong together, and who lives where.

``POST /population/people`` with a bearer token and ``{"id", "number", "name", "born"}`` answers
``{"id", "found", "name_matches", "residence"}``. It knows the invented citizens of VNeID; the same
question again gets the same answer.
"""

import hmac
import json
import re
import unicodedata
from dataclasses import dataclass

from lienthong.simulators.http import Request, Response, Route, json_response
from lienthong.simulators.vneid.citizens import all_citizens

_NUMBER = re.compile(r"\d{12}")


@dataclass(frozen=True)
class Population:
    """The one endpoint; nothing is kept."""

    token: str

    def routes(self) -> list[Route]:
        """The table of endpoints."""
        return [Route("POST", "/population/people", self.answer, channel="population.people")]

    def answer(self, request: Request) -> Response:
        """What is known of one person."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return json_response({"error": "unauthorised"}, 401)
        try:
            asked = request.form
            key, number, name = (str(asked[each]) for each in ("id", "number", "name"))
        except (json.JSONDecodeError, UnicodeDecodeError, AttributeError):
            return json_response({"error": "invalid_request"}, 400)
        except (KeyError, TypeError):
            return json_response({"error": "missing_field"}, 422)
        if not _NUMBER.fullmatch(number):
            return json_response({"error": "invalid_number"}, 422)
        found = all_citizens().get(number)
        matches = found is not None and _plain(found.full_name) == _plain(name)
        place = found.address["formatted"] if found is not None and matches else ""
        told = {"id": key, "found": found is not None, "name_matches": matches}
        return json_response(told | {"residence": place})


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
