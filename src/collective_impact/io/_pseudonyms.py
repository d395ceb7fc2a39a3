"""People in tables: pseudonyms made with a key that the caller keeps, and what must not be repeated of them."""

import hmac
import re
import unicodedata

import attrs

from collective_impact.errors import InvalidValueError
from collective_impact.io._cells import joined

SHORTEST_KEY = 16
"""Bytes of a key (128 bits). With a shorter one a list of all addresses is tried out in no time."""

LENGTH = 20
"""Hexadecimal digits of a pseudonym (80 bits): a million people share none but once in two million million studies."""

_WANTED = (
    "a key of at least 16 bytes, that nobody else has; make one with secrets.token_hex(32), keep it apart from the "
    "data, and use the same one for all waves"
)

_ADDRESS = re.compile(r"(?<![^\s@<>\"'(),;:])[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:]+")
_DIGITS = re.compile(r"(?:\d[\s().+/-]?){6,}")
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)

LONGEST_LABEL = 40
"""Characters of an answer that a remark repeats. A longer one is not chosen from a list but written."""

MOST_WORDS = 6
"""Words of such an answer."""


@attrs.frozen(repr=False)
class Pseudonyms:
    """Turns what identifies people into pseudonyms; it shows its key to nobody."""

    _key: bytes

    @classmethod
    def of(cls, key: object) -> "Pseudonyms":
        """Take a key.

        Raises
        ------
        InvalidValueError
            There is none, or it is too short. The error says how to make one, and does not show what was given.
        """
        if not isinstance(key, str | bytes):
            raise InvalidValueError("key", None if key is None else type(key), _WANTED)
        plain = key.encode("utf-8", "surrogatepass") if isinstance(key, str) else key
        if len(plain) < SHORTEST_KEY:
            raise InvalidValueError("key", f"one of {len(plain)} bytes", _WANTED)
        return cls(plain)

    def of_person(self, *identity: str) -> str:
        """Return the pseudonym of whom some cells identify, however they are spelled.

        The same person has the same in every wave and questionnaire that is read with the same key (HMAC-SHA256,
        RFC 2104, cut to `LENGTH` digits).
        """
        told = b"respondent\0"
        for part in identity:
            composed = part if part.isascii() else unicodedata.normalize("NFKC", part)
            plain = " ".join(composed.casefold().split()).encode("utf-8", "surrogatepass")
            told += len(plain).to_bytes(4, "big") + plain  # "ab", "c" is not "a", "bc"
        return hmac.digest(self._key, told, "sha256").hex()[:LENGTH]


def masked(words: str) -> str:
    """Return a text without the e-mail addresses in it."""
    return _ADDRESS.sub("…@…", words)


def is_address(words: str) -> bool:
    """Say whether a text is an e-mail address."""
    return _ADDRESS.fullmatch(words) is not None


def may_be_shown(words: str) -> bool:
    """Say whether an answer looks like one chosen from a list, and like nothing that leads to a person."""
    if len(words) > LONGEST_LABEL or len(words.split()) > MOST_WORDS:
        return False
    return not ("@" in words or _DIGITS.search(words) or _LINK.search(words))


def may_be_named(words: str) -> bool:
    """Say whether what stands for an organisation, a question or a wave leads to no single person."""
    longest = 120
    return len(words) <= longest and not ("@" in words or _DIGITS.search(words) or _LINK.search(words))


_IDENTIFYING = """
recipientlastname|recipientfirstname|recipientemail|recipient email|recipient first name|recipient last name
externalreference|external data reference|external reference|ipaddress|ip address|ip|locationlatitude|locationlongitude
location latitude|location longitude
name|first name|last name|full name|surname|your name|e mail|email|mail|email address|e mail address|username|phone
phone number|telephone|mobile|address|date of birth|birthday|signature
nombre|apellido|apellidos|nombre y apellidos|nombre completo|su nombre|correo|correo electronico
direccion de correo electronico|nombre de usuario|telefono|movil|direccion|fecha de nacimiento
vorname|nachname|vor und nachname|familienname|ihr name|e mail adresse|nutzername|benutzername|telefon|telefonnummer
handy|anschrift|adresse|geburtsdatum|unterschrift
nom|prenom|nom et prenom|votre nom|courriel|adresse e mail|adresse mail|adresse courriel|nom d'utilisateur
numero de telephone|date de naissance
"""
_TITLES = frozenset(title for line in _IDENTIFYING.split("\n") for title in line.split("|") if title)


def identifies(title: str) -> bool:
    """Say whether a column holds what leads to a person, as far as its title tells, in four languages."""
    return joined(title).strip(" :?*.") in _TITLES
