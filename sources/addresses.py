"""PURE. One article has one canonical address, so that it is not stored twice.

Normalised as RFC 3986 section 6.2.2 and 6.2.3 allow without asking the server: case, percent-encoding, dot segments,
default port; host names in their ASCII form (RFC 3490). Beyond the RFC, the fragment and parameters that only say
where a reader came from are dropped, and a copy in an AMP cache is named by its original. The order of the other
parameters is kept.

What only the server knows, whether http, www, m. or a last slash lead to the same article, is not decided here:
`spellings` lists the canonical addresses under which the same article may be known already.
"""

import ipaddress
import re
import string
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from tld import get_fld

MAX_LENGTH: Final = 2000
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
TRACKING_PREFIXES: Final = ("utm_", "pk_", "mtm_", "at_", "hsa_")
TRACKING_NAMES: Final = (
    "fbclid gclid dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid _ga _gl mkt_tok"
    " ref_src ref_url s_cid cmpid ocid spm smid xtor wt_mc_o __twitter_impression amp_gsa amp_js_v usqp srsltid sfnsn"
    " vero_id wickedid oly_enc_id oly_anon_id _hsenc _hsmi sc_cid ns_mchannel ns_source ns_campaign ns_linkname"
    " guccounter guce_referrer guce_referrer_sig taid traffic_source smtyp cvid ito dm_i epik si_source rss_source"
)
AMP_CACHE: Final = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/amp/(s/)?(.+)", re.I)
AMP_PROJECT: Final = re.compile(r"https?://[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]/(s/)?(.+)", re.I)
AMP_PARAMETERS: Final = frozenset({"amp", "amp=1", "amp=true", "outputtype=amp", "output=amp"})
OTHER_HOSTS: Final = ("", "www.", "m.", "mobile.", "amp.")
TRACKING: Final = frozenset(TRACKING_NAMES.split())
UNRESERVED: Final = frozenset(string.ascii_letters + string.digits + "-._~")
SAFE_IN_PATH: Final = UNRESERVED | frozenset("!$&'()*+,;=:@/")
SAFE_IN_QUERY: Final = SAFE_IN_PATH | frozenset("?")
ESCAPE: Final = re.compile("%([0-9A-Fa-f]{2})")
UNWANTED: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")
HOST_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")


class AddressRefused(Exception):
    """This is no address of an article. The class is the reason, `params` its facts."""

    def __init__(self, **params: str | int) -> None:
        super().__init__(f"{type(self).__name__} {params or ''}".strip())
        self.params = params


class NotAnAddress(AddressRefused):
    """Not of the form https://host/path. params: address (shortened)."""


class NotOnTheWeb(AddressRefused):
    """Another scheme than http and https. params: scheme."""


class HasCredentials(AddressRefused):
    """A user name or password stands in the address: it would become public."""


class TooLong(AddressRefused):
    """More characters than an address may have. params: limit."""


def canonical_address(address: str) -> str:
    """The canonical form of a web address, in ASCII. Idempotent. `AddressRefused` where it is none."""
    parts = _split(_out_of_cache(address.strip()))
    form = f"{parts.scheme}://{_host(parts, address)}{_path(parts.path)}{_query(parts.query)}"
    if len(form) > MAX_LENGTH:
        raise TooLong(limit=MAX_LENGTH)
    return form


def spellings(address: str) -> tuple[str, ...]:
    """Canonical addresses that commonly lead to the same article as this canonical one: with and without TLS, `www`,
    the mobile and the AMP edition, and with or without a last slash. `address` stands first."""
    parts = urlsplit(address)
    host = re.sub(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.[^.])", "", parts.netloc)
    path = re.sub(r"(?:/amp/?|\.amp)$", "", parts.path) or "/"
    plain = path.rstrip("/")
    paths = (plain or "/", f"{plain}/", f"{plain}/amp", f"{plain}/amp/") if plain else ("/",)
    query = f"?{parts.query}" if parts.query else ""
    forms = [
        f"{scheme}://{other}{host}{one}{query}"
        for scheme in ("https", "http")
        for other in OTHER_HOSTS
        for one in paths
    ]
    return tuple(dict.fromkeys([address, *forms]))


def site_of(address: str) -> str:
    """The part of the host that somebody registered (by the public suffix list), or the host where it has none. Two
    authors of one hosting platform have two sites."""
    host = urlsplit(address).hostname or ""
    registered = get_fld(f"https://{host}/", fail_silently=True, search_private=True)
    if registered or ":" in host or host.replace(".", "").isdigit():
        return registered or host
    return ".".join(host.split(".")[-2:])


def is_same_site(one: str, other: str) -> bool:
    return bool(one and other) and site_of(one) == site_of(other)


def is_home_page(address: str) -> bool:
    """Whether it names a whole site or one of its languages, and no article."""
    parts = urlsplit(address)
    path = parts.path.strip("/").lower()
    return not parts.query and (not path or bool(re.fullmatch(r"(?:[a-z]{2}(?:-[a-z]{2})?|home|index\.\w{2,5})", path)))


def _out_of_cache(address: str) -> str:
    found = AMP_CACHE.fullmatch(address) or AMP_PROJECT.fullmatch(address)
    if not found:
        return address
    target = found.group(2)
    if "/" not in target and "%2f" in target.lower():
        target = unquote(target)
    return f"{'https' if found.group(1) else 'http'}://{target}"


def _split(address: str) -> SplitResult:
    if not address or UNWANTED.search(address) or len(address) > 10 * MAX_LENGTH:
        raise NotAnAddress(address=address[:80])
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise NotAnAddress(address=address[:80]) from error
    if "://" not in address or not parts.scheme:
        raise NotAnAddress(address=address[:80])
    if parts.scheme not in DEFAULT_PORTS:
        raise NotOnTheWeb(scheme=parts.scheme[:20])
    if "@" in parts.netloc:
        raise HasCredentials
    return parts


def _host(parts: SplitResult, address: str) -> str:
    """Host in lower case and ASCII, with the port where it is not the scheme's own."""
    try:
        name, port = parts.hostname or "", parts.port
        ascii_name = f"[{ipaddress.IPv6Address(name)}]" if ":" in name else _ascii_host(name)
    except ValueError as error:
        raise NotAnAddress(address=address[:80]) from error
    return ascii_name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{ascii_name}:{port}"


def _ascii_host(name: str) -> str:
    host = name.removesuffix(".").encode("idna").decode("ascii").lower()
    if not host or len(host) > 253 or not all(HOST_LABEL.fullmatch(label) for label in host.split(".")):
        raise ValueError(name)
    return host


def _path(path: str) -> str:
    kept: list[str] = []
    segments = _escaped(path, SAFE_IN_PATH).split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    return "?" + _escaped("&".join(kept), SAFE_IN_QUERY) if kept else ""


def _is_tracking(part: str) -> bool:
    if part.lower() in AMP_PARAMETERS:
        return True
    name = _escaped(part.partition("=")[0], SAFE_IN_QUERY).lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _escaped(text: str, safe: frozenset[str]) -> str:
    """Percent-encoding in its one normal form: unreserved characters plain, the others in upper-case hexadecimal."""
    plain = ESCAPE.sub(_unreserved_or_upper, text)
    parts = re.split("(%[0-9A-F]{2})", plain)
    return "".join(part if ESCAPE.fullmatch(part) else _encode(part, safe) for part in parts)


def _unreserved_or_upper(found: re.Match[str]) -> str:
    character = chr(int(found.group(1), 16))
    return character if character in UNRESERVED else found.group().upper()


def _encode(text: str, safe: frozenset[str]) -> str:
    return "".join(
        character if character in safe else "".join(f"%{byte:02X}" for byte in character.encode()) for character in text
    )
