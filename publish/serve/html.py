"""HTML by functions: whatever is put in is escaped, unless it is HTML already."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from publish.addresses import make_safe_url

VOID = frozenset(("br", "input", "link", "meta"))


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | None


def element(
    name: str,
    /,
    *children: Child,
    **attributes: str | int | bool | None,
) -> Html:
    """An element: `element("a", "text", href="/", class_="plain")`; None is left out."""
    written = "".join(
        _write_attribute(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def _write_attribute(name: str, value: str | int | bool) -> str:
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def join(*children: Child) -> Html:
    """Pieces one after the other; None is nothing."""
    return Html(
        "".join(
            child if isinstance(child, Html) else escape(child)
            for child in children
            if child is not None
        )
    )


def link(text: str, *path: str) -> Html:
    """A link within the server: `link("Acme", "companies", "acme")`."""
    return element("a", text, href=make_path(*path))


def make_path(*parts: str) -> str:
    """A path whose parts are escaped: `/companies/acme`."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def link_address(address: str) -> Html:
    """An address of the web as a link; anything else as it stands."""
    url = make_safe_url(address)
    if url is None:
        return join(address)
    return element("a", address, href=url, rel="noreferrer noopener")
