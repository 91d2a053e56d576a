"""PURE. Why a page could not be fetched: the class is the reason, `params` its facts.

Four families tell a caller what to do next: the address itself is at fault (`AddressRejected`), no answer came
(`NotReached`: the page may be there, ask again), the server answered with a refusal (`AnswerRefused`), or what it sent
cannot be kept as a page (`ContentRefused`). What an editor reads stands in `sources.refusals`.
"""


class FetchRefused(Exception):
    """The page was not fetched. No parameter names an address inside the network that was found behind a name."""

    def __init__(self, **params: str | int) -> None:
        super().__init__(f"{type(self).__name__} {params or ''}".strip())
        self.params = params


class AddressRejected(FetchRefused):
    """The address, or one that it leads to, is never asked."""


class NotAnAddress(AddressRejected):
    """Not of the form https://host/path, or a host in a spelling that means different hosts to different programs.
    params: address (shortened)."""


class NotOnTheWeb(AddressRejected):
    """Another scheme than http and https. params: scheme."""


class HasCredentials(AddressRejected):
    """A user name or password stands in the address."""


class AddressTooLong(AddressRejected):
    """More characters than an address may have. params: limit."""


class PortNotAllowed(AddressRejected):
    """A port on which no outlet publishes. params: host, port."""


class Inside(AddressRejected):
    """The host, or an address behind its name, is not public. params: host."""


class NotReached(FetchRefused):
    """No answer came. Nothing is known about the page."""


class HostNotFound(NotReached):
    """Nobody has this name. params: host."""


class NameServiceAway(NotReached):
    """The name service gave no answer for this name. params: host."""


class NoAnswer(NotReached):
    """Not everything came within the time. params: host, seconds."""


class NotListening(NotReached):
    """No connection: refused, or no way there. params: host."""


class CertificateWrong(NotReached):
    """The server could not prove that it is the host. params: host."""


class NotSecure(NotReached):
    """TLS failed for another reason than the certificate. params: host."""


class CutOff(NotReached):
    """The connection ended before the page did. params: host."""


class BrokenAnswer(NotReached):
    """Not an answer in HTTP, or its headers are without end. params: host."""


class HostBusy(NotReached):
    """Others are before us at this host; it is asked no faster. params: host, seconds."""


class RobotsAway(NotReached):
    """The robots.txt cannot be read, so RFC 9309 (2.3.1.4) asks to wait. params: host, seconds."""


class AnswerRefused(FetchRefused):
    """The server answered with something else than the page. params: host, status; sometimes more."""

    @property
    def status(self) -> int:
        return int(self.params.get("status", 0))


class NeedsLogin(AnswerRefused):
    """401, 402, 407: only for those who log in or pay."""


class Forbidden(AnswerRefused):
    """403: not for us."""


class NotThere(AnswerRefused):
    """404."""


class Gone(AnswerRefused):
    """410: it was there, and was taken away on purpose."""


class Withheld(AnswerRefused):
    """451: withheld for legal reasons (RFC 7725)."""


class TooManyRequests(AnswerRefused):
    """429. params: also seconds to wait."""


class ServerFailed(AnswerRefused):
    """5xx. params: also seconds to wait."""


class OddAnswer(AnswerRefused):
    """A status that is no answer to what was asked."""


class TooManyRedirects(AnswerRefused):
    """params: host, limit."""


class RedirectLoop(AnswerRefused):
    """It leads back to where we were. params: host."""


class RedirectNowhere(AnswerRefused):
    """A redirect that does not say where to."""


class Downgraded(AnswerRefused):
    """From https to http, where anyone on the way could change the words. params: host, address."""


class RobotsForbid(AnswerRefused):
    """The host's robots.txt asks automatic visitors to stay away from this page. params: host."""


class ContentRefused(FetchRefused):
    """What came cannot be kept as a page."""


class TooLarge(ContentRefused):
    """params: limit (bytes)."""


class Bomb(ContentRefused):
    """Compressed so that it grows without measure. params: limit (bytes)."""


class UnknownEncoding(ContentRefused):
    """A content encoding that was not asked for, or several. params: encoding (shortened)."""


class BrokenEncoding(ContentRefused):
    """It is not compressed as it says, or not to its end. params: encoding."""


class NoContent(ContentRefused):
    """Not one byte, or 204 or 205. params: host."""


class NotAPage(ContentRefused):
    """A file that holds no article. params: media_type."""


class IsPicture(NotAPage):
    """params: media_type."""


class IsRecording(NotAPage):
    """Sound or film. params: media_type."""


class IsArchive(NotAPage):
    """params: media_type."""
