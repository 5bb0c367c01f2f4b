# SPDX-FileCopyrightText: Liên Thông contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of letters, and the same as data for tests."""

from urllib.parse import quote

from lienthong.simulators.http import Request, Response, Route, json_response, redirect
from lienthong.simulators.mail.store import Letter, Mailbox
from lienthong.simulators.render import Markup, fill, join, page, vietnam_time


class MailPages:
    """What arrived, newest first."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def routes(self) -> list[Route]:
        """The table of pages."""
        return [
            Route("GET", "/mail", self.show),
            Route("GET", "/mail/letters", self.list),
            Route("GET", "/mail/file", self.file),
            Route("POST", "/mail/clear", self.clear),
        ]

    def show(self, request: Request) -> Response:
        """All letters."""
        drawn = join([_letter(letter) for letter in self.mailbox.letters])
        empty = Markup("<p>Chưa có thư nào.</p>")
        return page("mail.html", "Thư đã tới hộp thư", letters=drawn or empty)

    def list(self, request: Request) -> Response:
        """The letters as data; ``?to=`` narrows to one mailbox."""
        wanted = request.query.get("to")
        found = [x for x in self.mailbox.letters if wanted is None or wanted in x.to]
        return json_response([_data(letter) for letter in found])

    def file(self, request: Request) -> Response:
        """One enclosed file."""
        letter = self.mailbox.letter(request.query.get("letter", ""))
        content = letter.files.get(request.query.get("name", "")) if letter else None
        if content is None:
            return json_response({"error": "not_found"}, 404)
        headers = (("content-disposition", "attachment"),)
        return Response(content, content_type="application/octet-stream", headers=headers)

    def clear(self, request: Request) -> Response:
        """Forget all letters."""
        self.mailbox.letters.clear()
        return redirect("/mail")


def _data(letter: Letter) -> dict[str, object]:
    keys = ("id", "sender", "subject", "text", "copies")
    shown: dict[str, object] = {key: getattr(letter, key) for key in keys}
    sizes = {name: len(content) for name, content in letter.files.items()}
    return shown | {"to": list(letter.to), "files": sizes}


def _letter(letter: Letter) -> Markup:
    times = f", tới {letter.copies} lần" if letter.copies > 1 else ""
    files = join([_file(letter, name) for name in letter.files])
    return fill(
        "mail_letter.html",
        to=", ".join(letter.to),
        sender=letter.sender,
        at=vietnam_time(letter.at),
        times=times,
        subject=letter.subject,
        text=letter.text.strip(),
        files=files,
    )


def _file(letter: Letter, name: str) -> Markup:
    address = f"/mail/file?letter={letter.number}&name={quote(name)}"
    kilobytes = str(max(1, len(letter.files[name]) // 1024))
    return fill("mail_file.html", address=address, name=name, size=kilobytes)
