"""PURE. Which addresses may be asked: an address in parts, and whether an IP address is one of the public Internet.

A host that different programs read as different hosts is refused, not interpreted: IPv4 in octal, hexadecimal, short or
as one number (https://url.spec.whatwg.org/#ends-in-a-number-checker), percent-encoding, back slashes, zones.
"""

import ipaddress
import re
import string
from collections.abc import Collection, Container
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from sources.unfetched import AddressTooLong, HasCredentials, Inside, NotAnAddress, NotOnTheWeb, PortNotAllowed

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
TrustedHost = tuple[str, int]
"""Host in lower case (IPv6 without brackets) and port."""

MAX_LENGTH: Final = 4000
MAX_HOST: Final = 253
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
WEB_PORTS: Final = frozenset({80, 443, 8080, 8443})

UNWANTED: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]")
AUTHORITY: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\[\]:\\%@]+)(?::([0-9]{1,5}))?")
HOST_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
SAFE: Final = string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/?%"

# RFC 6761, RFC 6762, RFC 8375, ICANN's "internal", and what routers and companies use although nobody gave it to them.
INSIDE_SUFFIXES: Final = frozenset(
    "localhost localdomain local internal intranet private corp home lan home.arpa".split()
)

# https://www.iana.org/assignments/iana-ipv4-special-registry, multicast and the rest above it; and Azure's own service.
NOT_PUBLIC_4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
        " 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15"
        " 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
    ).split()
)
# https://www.iana.org/assignments/ipv6-address-space: only this is global unicast; without the parts of it that lead
# elsewhere (Teredo and other protocol assignments, 6to4) or nowhere (documentation, AS112).
GLOBAL_6: Final = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6: Final = tuple(
    ipaddress.IPv6Network(network)
    for network in "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()
)
# RFC 6052: what an IPv6-only network with DNS64 gives for every host that has IPv4 alone.
NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """An address in the parts that are used: `host` in lower-case ASCII without brackets, `path` with the query,
    percent-encoded. The fragment is not part of a request."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def address(self) -> str:
        return self.origin + self.path

    @property
    def ip(self) -> IpAddress | None:
        """The host where it is an IP address itself."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


def target_of(address: str) -> Target:
    """The address in parts; a subclass of `AddressRejected` where it is none that can be asked."""
    address = address.strip()
    if len(address) > MAX_LENGTH:
        raise AddressTooLong(limit=MAX_LENGTH)
    if not address or UNWANTED.search(address):
        raise NotAnAddress(address=address[:80])
    try:
        parts = urlsplit(address)
        if not parts.scheme:
            raise NotAnAddress(address=address[:80])
        if parts.scheme not in DEFAULT_PORTS:
            raise NotOnTheWeb(scheme=parts.scheme[:20])
        if "@" in parts.netloc:
            raise HasCredentials
        host, port = _host_and_port(parts.netloc)
    except ValueError as error:
        raise NotAnAddress(address=address[:80]) from error
    path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
    return Target(parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], path)


def redirected(target: Target, location: str) -> Target:
    """Where a Location header (decoded as ISO 8859-1) leads from `target`; blanks are encoded as browsers do."""
    try:
        place = location.encode("latin-1").decode("utf-8", "replace").strip().replace(" ", "%20")
        return target_of(urljoin(target.address, place))
    except ValueError as error:
        raise NotAnAddress(address=location[:80]) from error


def check_target(target: Target, *, ports: Container[int], trusted: Container[TrustedHost]) -> None:
    """Refuse what is inside by its name or number alone. What stands behind a name is checked when it is looked up."""
    if (target.host, target.port) in trusted:
        return
    if target.port not in ports:
        raise PortNotAllowed(host=target.host, port=target.port)
    ip = target.ip
    if not is_public(ip) if ip else _is_inside_name(target.host):
        raise Inside(host=target.host)


def trusted_after(target: Target, trusted: Collection[TrustedHost]) -> Collection[TrustedHost]:
    """Which hosts inside may still be reached when `target` leads on: a page outside never opens what the operator
    trusts inside."""
    return trusted if (target.host, target.port) in trusted else ()


def is_public(ip: IpAddress) -> bool:
    """Whether a host of the public Internet can have this address.

    Addresses that hold another one (IPv4-mapped, IPv4-compatible, translated, 6to4, Teredo) are refused, except those
    that a network with DNS64 makes for public IPv4 addresses.
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in NOT_PUBLIC_4)
    if ip in NAT64:
        return is_public(ipaddress.IPv4Address(ip.packed[-4:]))
    return ip in GLOBAL_6 and not any(ip in network for network in NOT_PUBLIC_6)


def _host_and_port(authority: str) -> tuple[str, int | None]:
    """ValueError where there is no host, or one that could be read in two ways."""
    found = AUTHORITY.fullmatch(authority)
    if not found:
        raise ValueError(authority)
    name, digits = found.groups()
    port = int(digits) if digits else None
    if port is not None and not 0 < port < 65536:
        raise ValueError(authority)
    return (str(ipaddress.IPv6Address(name[1:-1])) if name.startswith("[") else _ascii_host(name)), port


def _ascii_host(name: str) -> str:
    if len(name) > MAX_HOST:
        raise ValueError(name)
    host = name.encode("idna").decode("ascii").lower().removesuffix(".")
    labels = host.split(".")
    if len(host) > MAX_HOST or not all(HOST_LABEL.fullmatch(label) for label in labels):
        raise ValueError(name)
    return str(ipaddress.IPv4Address(host)) if NUMBER.fullmatch(labels[-1]) else host


def _is_inside_name(host: str) -> bool:
    """A name without a dot is looked up in the network's own domain; some endings are never public."""
    return "." not in host or any(host.endswith("." + suffix) for suffix in INSIDE_SUFFIXES)
