"""Pseudonyms, and what leads to a person."""

import hashlib
import hmac
import pickle

import pytest

import collective_impact as ci
from collective_impact.io._pseudonyms import Pseudonyms, identifies, masked, may_be_named, may_be_shown

KEY = "0f6c2b9d8e4a4d53a17b"


def test_a_pseudonym_is_a_keyed_hash():
    """HMAC-SHA256 (RFC 2104) of what identifies a person, with the lengths of its parts, cut to 20 digits."""
    told = b"respondent\0" + b"\0\0\0\x0ejo@example.org" + b"\0\0\0\x041990"
    expected = hmac.new(KEY.encode(), told, hashlib.sha256).hexdigest()[:20]
    assert expected == Pseudonyms.of(KEY).of_person("Jo@Example.org ", "1990")
    assert expected == Pseudonyms.of(KEY.encode()).of_person("jo@example.org", "1990")


def test_other_people_and_other_keys_have_other_pseudonyms():
    """Where one part ends and the next begins tells people apart, too."""
    ours, theirs = Pseudonyms.of(KEY), Pseudonyms.of(KEY[::-1])
    found = [ours.of_person("ab", "c"), ours.of_person("a", "bc"), ours.of_person("abc"), theirs.of_person("abc")]
    assert 4 == len(set(found))


def test_a_key_is_shown_to_nobody():
    """Neither where it is used nor where it is refused."""
    assert KEY not in repr(Pseudonyms.of(KEY))
    for key in ("", "secret", b"secret", None, 7, ["secret"]):
        with pytest.raises(ci.InvalidValueError) as caught:
            Pseudonyms.of(key)
        assert "secret'" not in str(caught.value)
        assert b"secret\x94" not in pickle.dumps(str(caught.value))


def test_addresses_are_covered():
    """Wherever they stand in a text."""
    assert "ask …@… or <…@…>" == masked("ask jo.doe+x@mail.example.org or <al@b>")


def test_what_looks_like_an_answer_is_shown():
    """Short, and without numbers, addresses and links."""
    assert all(map(may_be_shown, ["Kind of agree", "7", "4 - so-so"]))
    hidden = ["jo@x.example", "512 555 0100", "see www.x.example", "a long sentence that says who the writer is"]
    assert not any(map(may_be_shown, [*hidden, "x" * 41]))
    assert [True, False, False] == list(map(may_be_named, ["A long name of a place, and more", "x" * 121, "a@b"]))


def test_titles_of_columns_that_lead_to_people():
    """In four languages."""
    titles = [
        "IPAddress",
        "Recipient Email",
        "Your name:",
        "Correo electrónico",
        "Vor- und Nachname",
        "Prénom",
        "E-Mail *",
    ]
    assert all(map(identifies, titles))
    assert not any(map(identifies, ["We meet.", "Name of your organization", ""]))
