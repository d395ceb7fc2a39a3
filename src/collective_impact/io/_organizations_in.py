"""Whose name, alias or e-mail domain it is that somebody wrote: stakeholders as files know them."""

import re
from collections.abc import Iterable, Mapping

import attrs

from collective_impact.errors import InvalidValueError, UnknownNameError, nearest
from collective_impact.io._cells import joined
from collective_impact.model.initiative import Initiative

_DOMAIN = re.compile(r"@?((?:[\w-]+\.)+[^\W\d_][\w-]+)")

_EVERYWHERE = frozenset(
    [
        "gmail",
        "googlemail",
        "outlook",
        "hotmail",
        "msn",
        "yahoo",
        "ymail",
        "rocketmail",
        "icloud",
        "aol",
        "gmx",
        "proton",
        "protonmail",
        "yandex",
    ]
)
"""Where anybody may have a mailbox, whatever the country behind it."""

_ANYBODYS = """
live.com live.co.uk live.de live.fr live.nl me.com mac.com aim.com mail.com email.com inbox.com fastmail.com fastmail.fm
pm.me hey.com tutanota.com tutanota.de tuta.io hushmail.com zoho.com rediffmail.com mail.ru qq.com 163.com 126.com
sina.com naver.com daum.net hanmail.net
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net
shaw.ca rogers.com sympatico.ca telus.net btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com
blueyonder.co.uk bigpond.com optusnet.com.au
web.de t-online.de freenet.de arcor.de posteo.de mailbox.org 1und1.de online.de vodafone.de kabelmail.de bluewin.ch
hispeed.ch aon.at chello.at
orange.fr wanadoo.fr laposte.net free.fr sfr.fr neuf.fr numericable.fr bbox.fr club-internet.fr aliceadsl.fr
terra.es terra.com telefonica.net movistar.es ono.com prodigy.net.mx
"""
_PROVIDERS = frozenset(_ANYBODYS.split())


def is_anybodys(domain: str) -> bool:
    """Say whether a domain gives mailboxes to everybody, and so tells of no organisation."""
    return domain in _PROVIDERS or domain.partition(".")[0] in _EVERYWHERE


@attrs.frozen
class Match:
    """Who a name or an address belongs to.

    Parameters
    ----------
    id : str, optional
        Of the stakeholder; None where nobody, or more than one, goes by it.
    several : tuple of str
        Ids of those that share the name or domain.
    suggestion : str, optional
        Who goes by something like it.
    """

    id: str | None = None
    several: tuple[str, ...] = ()
    suggestion: str | None = None


@attrs.frozen(repr=False)
class Directory:
    """The names and domains of the stakeholders of an initiative."""

    _names: Mapping[str, tuple[str, ...]]
    _domains: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, initiative: Initiative | None, domains: Mapping[str, str] | None) -> "Directory":
        """Take the ids, names and aliases of stakeholders; an alias such as ``"ymca.org"`` is a domain, too.

        Raises
        ------
        InvalidValueError
            A domain is none, or gives mailboxes to everybody.
        UnknownNameError
            A domain is said to be of a stakeholder that there is none of.
        """
        people = () if initiative is None else initiative.stakeholders
        ids = [person.id for person in people]
        names = [
            (joined(name), person.id) for person in people for name in (person.id, person.name, *person.aliases) if name
        ]
        told: list[tuple[str, str]] = []
        for domain, owner in (domains or {}).items():
            host = domain_in(domain)
            if host is None or is_anybodys(host):
                wanted = "the domain of one organisation, such as 'ymca.org'; where anybody may have a mailbox is none"
                raise InvalidValueError("domains", domain, wanted)
            if owner not in ids:
                raise UnknownNameError("stakeholder", owner, ids)
            told.append((host, owner))
        hosts = ((host, person.id) for person in people for alias in person.aliases if (host := domain_in(alias)))
        known = _grouped(pair for pair in hosts if not is_anybodys(pair[0]))
        return cls(_grouped(names), {**known, **_grouped(told)})  # what the caller says settles whose a domain is

    def named(self, words: str) -> Match:
        """Return who goes by a name."""
        key = joined(words)
        found = self._names.get(key, ())
        if found:
            return _only(found)
        near = nearest(key, self._names)
        return Match(suggestion=None if near is None else " / ".join(self._names[near]))

    def reached(self, address: str) -> Match:
        """Return who has an e-mail address as an alias, or its domain."""
        found = self._names.get(joined(address), ())
        return _only(found) if found else self.addressed(address)

    def addressed(self, address: str) -> Match:
        """Return whose the domain of an e-mail address is; what only ends in a known one is suggested."""
        domain = address.rpartition("@")[2].casefold().strip().rstrip(".")
        found = self._domains.get(domain, ())
        if found:
            return _only(found)
        above = next((owners for known, owners in self._domains.items() if domain.endswith(f".{known}")), ())
        return Match(suggestion=" / ".join(above) or None)


def domain_in(words: str) -> str | None:
    """Return the domain that a text is: ``"ymca.org"`` or ``"@ymca.org"``; None where it is none."""
    found = _DOMAIN.fullmatch(words.strip().casefold())
    return None if found is None else found[1]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, dict[str, None]] = {}
    for key, owner in pairs:
        grouped.setdefault(key, {})[owner] = None
    return {key: tuple(owners) for key, owners in grouped.items()}


def _only(found: tuple[str, ...]) -> Match:
    return Match(id=found[0]) if len(found) == 1 else Match(several=found)
