"""Stakeholders by name, alias, address and domain."""

import pytest

import collective_impact as ci
from collective_impact.io._organizations_in import Directory, Match, domain_in, is_anybodys

RIVER = ci.Initiative(
    id="river",
    stakeholders=[
        ci.Stakeholder(id="ymca", name="YMCA of the River", aliases=["The Y", "@ymca-river.org"]),
        ci.Stakeholder(id="city", aliases=["gmail.com", "Jefatura-Pública", "mayor@gmail.com"]),
        ci.Stakeholder(id="north", name="Library", aliases=["books.example"]),
        ci.Stakeholder(id="south", name="LIBRARY", aliases=["Books.Example"]),
    ],
)


def test_names():
    """By id, name or alias, whatever the case, accents and hyphens; a near one is suggested, never taken."""
    people = Directory.of(RIVER, None)
    for name in ("ymca", "ymca of  the river", "THE Y"):
        assert Match(id="ymca") == people.named(name)
    assert Match(id="city") == people.named("jefatura publica")
    assert Match(several=("north", "south")) == people.named("library")
    assert Match(suggestion="ymca") == people.named("YMCA of the Rivr")
    assert Match() == people.named("Somebody else")


def test_addresses():
    """By domain, or as an alias; what only ends in a domain is suggested; mailboxes of anybody tell nothing."""
    people = Directory.of(RIVER, {"City.example": "city"})
    assert Match(id="ymca") == people.reached("ana@YMCA-river.org")
    assert Match(id="city") == people.reached("x@city.example")
    assert Match(id="city") == people.reached("mayor@gmail.com")
    assert Match(several=("north", "south")) == people.reached("x@books.example")
    assert Match(suggestion="ymca") == people.reached("x@mail.ymca-river.org")
    assert Match() == people.reached("x@gmail.com")
    assert Match() == people.reached("x@notymca-river.org")


def test_there_may_be_nobody():
    """Without an initiative nobody is known."""
    assert Match() == Directory.of(None, None).named("YMCA")


def test_domains():
    """With or without the sign in front; a name is none."""
    given = ["@Ymca.org", "k12.tx.us", "St. Mary", "ymca", "a@b.org", ""]
    assert ["ymca.org", "k12.tx.us", None, None, None, None] == list(map(domain_in, given))


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.co.uk", "hotmail.es", "gmx.de", "orange.fr", "comcast.net"])
def test_domains_of_anybody(domain):
    """Providers of four languages; nobody may say that one is an organisation's."""
    assert is_anybodys(domain)
    with pytest.raises(ci.InvalidValueError):
        Directory.of(RIVER, {domain: "ymca"})


def test_domains_of_organizations():
    """What only sounds like a provider is none."""
    assert not any(map(is_anybodys, ["ymca.org", "free.org", "mygmail.com", "web.gov"]))


def test_domains_are_of_stakeholders():
    """Of those that there are."""
    with pytest.raises(ci.UnknownNameError, match="ymca"):
        Directory.of(RIVER, {"x.example": "ymcaa"})
    with pytest.raises(ci.InvalidValueError):
        Directory.of(RIVER, {"no domain": "ymca"})
