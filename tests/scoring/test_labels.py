"""What groups and criteria are called, in the languages of the package."""

import pytest
from tests.scoring import made

import collective_impact as ci
from collective_impact.errors import locales
from collective_impact.scoring.labels import label_of, name_of

OURS = (ci.FIVE_CONDITIONS, ci.COLLECTIVE_IMPACT_3, ci.ALIGNMENT)


@pytest.mark.parametrize("framework", OURS, ids=lambda framework: framework.id)
def test_english_labels_are_those_of_the_framework(framework):
    """The words stand there; others stand in the languages."""
    parts = [*framework.top, *framework.gates, *framework.criteria]
    assert [part.label for part in parts] == [str(label_of(framework, part.path)) for part in parts]
    assert framework.name == str(name_of(framework))


@pytest.mark.parametrize("framework", OURS, ids=lambda framework: framework.id)
@pytest.mark.parametrize("locale", [locale for locale in locales() if locale != "en"])
def test_every_label_of_the_package_is_translated(framework, locale):
    """Those of Collective Impact 3.0 that are the same as those of the five conditions, too."""
    parts = [*framework.top, *framework.gates, *framework.criteria]
    assert [] == [part.label for part in parts if label_of(framework, part.path).text(locale) == part.label]
    assert framework.name != name_of(framework).text(locale)


def test_what_is_called_otherwise_is_called_so_in_every_language():
    """A label, or a name, of somebody's own has no translation; braces in it are letters."""
    ours = ci.ALIGNMENT.relabelled({"agenda": "{Aims}"}).renamed("ours", name="{Ours}")
    assert ["{Aims}", "{Ours}"] == [message.text("es") for message in (label_of(ours, "agenda"), name_of(ours))]
    assert "Adopción por los aliados activos" == label_of(ours, "agenda/adoption").text("es")
    own = made.framework(["common_agenda/in_practice/adoption"])
    assert "Adopción" == label_of(own, "common_agenda/in_practice/adoption").text("es")  # the same path and words


def test_a_path_of_nothing_is_its_own_label():
    """As in the framework."""
    assert "a/b" == str(label_of(ci.ALIGNMENT, "a/b"))
