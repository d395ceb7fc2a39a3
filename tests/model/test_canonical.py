"""One text for one content: what a fingerprint is taken of."""

import hashlib
import os
import subprocess
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.generated import initiatives
from tests.model.whole import EACH_TYPE, WHOLE

import collective_impact as ci
from collective_impact.model._canonical import canonical, fingerprint
from collective_impact.model._record import Extra

SMALL = ci.Initiative(
    id="reads",
    place="Nuevo León",
    started="2012-05-01",
    stakeholders=[ci.Stakeholder(id="ymca", affected=False), ci.Stakeholder(id="library", staff_fte=2.5)],
    indicators=[
        ci.Indicator(
            id="grad",
            levels=["low", "high"],
            reporters=["ymca", "library"],
            baseline=ci.Observation(period="2011/12", value=87),
        )
    ],
)

CANONICAL = (
    '{"id":"reads",'
    '"indicators":[{"baseline":{"period":{"end":"2012-06-30","start":"2011-07-01"},"value":87},'
    '"id":"grad","levels":["low","high"],"reporters":["library","ymca"]}],'
    '"place":"Nuevo León",'
    '"stakeholders":[{"affected":false,"id":"ymca"},{"id":"library","staff_fte":2.5}],'
    '"started":"2012-05-01"}'
)
"""Written by hand: keys by the alphabet, no defaults, whole numbers whole, records and ids in one order."""


def test_the_fingerprint_is_that_of_a_text_which_people_can_write():
    """Another program can compute it: SHA-256 of the canonical JSON in UTF-8."""
    assert CANONICAL == canonical(SMALL)
    assert hashlib.sha256(CANONICAL.encode("utf-8")).hexdigest() == SMALL.fingerprint()
    assert 64 == len(SMALL.fingerprint())


@pytest.mark.parametrize("seed", ["0", "1", "12345"])
def test_the_fingerprint_is_the_same_in_every_process(seed):
    """Neither hashes of strings nor anything else that differs between processes takes part."""
    script = "from tests.model.whole import WHOLE; print(WHOLE.fingerprint())"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, env=environment)
    assert WHOLE.fingerprint() == run.stdout.strip()


@given(initiatives(), st.randoms(use_true_random=False))
def test_the_order_of_listing_does_not_matter(initiative, random):
    """Records and ids listed in another order are the same content."""
    assert initiative.fingerprint() == shuffled(initiative, random).fingerprint()


def test_the_order_of_every_list_of_parts_does_not_matter():
    """Nor does it inside records: attendances, answers, items, codes, what was kept from the document."""
    extras = [Extra(key="x_a", text="1"), Extra(key="x_b", text="2")]
    codes = [ci.Code(vocabulary="SDG", code="4.1.2"), ci.Code(vocabulary="IRIS+", code="PI2688")]
    full = WHOLE.patched({"extras": extras, "indicators": {"grad": {"codes": codes}}})
    assert full.fingerprint() == reversed_lists(full).fingerprint()


def reversed_lists(value):
    """Return a value with every list of it from last to first, save those whose order says something."""
    if isinstance(value, tuple):
        return tuple(reversed_lists(part) for part in reversed(value))
    if not attrs.has(type(value)):
        return value
    fields = [field.name for field in attrs.fields(type(value))]
    return attrs.evolve(
        value, **{name: reversed_lists(getattr(value, name)) for name in fields if name not in MEANINGFUL}
    )


MEANINGFUL = {"levels", "sources", "principles", "decisions", "aliases", "roles", "capabilities", "rival_explanations"}


def shuffled(value, random):
    """Return an initiative with its records, and the ids in them, in another order."""
    if not attrs.has(type(value)):
        return value
    changed = {}
    for field in attrs.fields(type(value)):
        part = getattr(value, field.name)
        if isinstance(part, tuple) and (any(map(attrs.has, map(type, part))) or "refers" in field.metadata):
            changed[field.name] = random.sample([shuffled(below, random) for below in part], len(part))
        else:
            changed[field.name] = shuffled(part, random)
    return attrs.evolve(value, **changed)


CHANGES = {
    "a name": {"name": "All read"},
    "an empty text, which is a recorded none": {"agenda": {"vision": ""}},
    "what is unknown": {"stakeholders": {"garza": {"affected": None}}},
    "a no": {"stakeholders": {"garza": {"affected": False}}},
    "a date": {"stakeholders": {"ymca": {"joined": "2012-05-02"}}},
    "a figure": {"indicators": {"grad": {"baseline": {"value": 87.5}}}},
    "a zero": {"indicators": {"attend": {"publication_lag": 0}}},
    "an order that says something": {"instruments": {"pulse": {"levels": ["yes", "partly", "no"]}}},
    "a record more": {"stakeholders": {"library": {}}},
    "a record less": {"systems_changes": {"policy": ci.REMOVE}},
    "something kept": {"extras": [Extra(key="x_note", text='"a"')]},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_content_has_another_fingerprint(change):
    """Whatever is recorded takes part."""
    assert WHOLE.fingerprint() != WHOLE.patched(change).fingerprint()


@given(initiatives(), initiatives())
def test_equal_initiatives_have_equal_fingerprints(one, other):
    """What is the same for Python is the same content."""
    assert one.fingerprint() == attrs.evolve(one).fingerprint()
    if one.fingerprint() != other.fingerprint():
        assert one != other


def test_the_label_of_a_period_takes_no_part():
    """Which spelling a source uses is not content."""
    renamed = WHOLE.patched({"indicators": {"grad": {"baseline": {"period": "2011/2012"}}}})
    assert "2011/2012" == str(renamed.indicator("grad").baseline.period)
    assert WHOLE.fingerprint() == renamed.fingerprint()


@pytest.mark.parametrize("value", EACH_TYPE, ids=lambda value: type(value).__name__)
def test_every_type_has_a_fingerprint(value):
    """No type holds anything that has no canonical text."""
    assert fingerprint(value) == fingerprint(attrs.evolve(value))


@pytest.mark.parametrize(
    ("number", "text"), [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (1e22, "1" + 22 * "0"), (2.5e-7, "2.5e-07")]
)
def test_numbers_have_one_spelling(number, text):
    """A whole number is written whole, any other in the fewest digits that say it."""
    assert f'{{"value":{text}}}' == canonical(ci.Observation(value=number))


def test_a_new_field_at_its_default_changes_nothing():
    """What is said explicitly and equals the default has the same canonical text as what is not said."""
    explicit = ci.Stakeholder(id="a", kind="organization", aliases=[], name=None)
    assert '{"id":"a"}' == canonical(explicit)
