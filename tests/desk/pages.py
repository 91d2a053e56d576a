"""What a browser without a script would send back from a page of the desk."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User

ADD = "admin:quotes_quotation_add"


class FormReader(HTMLParser):
    """The successful controls of the form with one id: names to values. What stands in a <template> is not one."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.template = form_id, False, 0
        self.values: dict[str, str] = {}
        self.name = ""
        self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if tag == "template":
            self.template += 1
        if not self.inside or self.template:
            return
        self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str | None]) -> None:
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "input" and name and (kind not in ("checkbox", "radio", "submit") or "checked" in given):
            self.values[name] = given.get("value") or ""
        elif tag == "textarea" and name:
            self.name, self.kind = name, tag
            self.values[name] = ""
        elif tag == "select" and name:
            self.name, self.kind = name, tag
        elif tag == "option" and self.kind == "select" and ("selected" in given or self.name not in self.values):
            self.values[self.name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.template -= 1
        if tag in ("textarea", "select"):
            self.kind = ""
        if tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.kind == "textarea" and self.inside and not self.template:
            # HTML drops the one line end that follows the tag.
            before = self.values[self.name]
            self.values[self.name] = before + (data.removeprefix("\r\n").removeprefix("\n") if not before else data)


def form_of(page: Any, form_id: str = "quotation_form") -> dict[str, str]:
    reader = FormReader(form_id)
    reader.feed(page.content.decode())
    return reader.values


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(client: Client, address: str, **changes: str) -> dict[str, str]:
    """The form as it is opened, with what the editor then types."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return {**form_of(page), **{name.replace("__", "-"): value for name, value in changes.items()}}


def change_address(pk: int) -> str:
    return reverse("admin:quotes_quotation_change", args=[pk])
