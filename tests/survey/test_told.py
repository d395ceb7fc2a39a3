"""How results print."""

import collective_impact as ci


def test_a_result_prints_its_figures():
    """A line for each figure, a dash where there is none, and its warnings."""
    found = ci.survey.agreement([0, 0, 0])
    expected = [
        "Agreement",
        "  value      –",
        "  n          0",
        "  levels     3",
        "  polarised  –",
        "  note: nobody answered",
    ]
    assert expected == str(found).splitlines()
    assert "  value      -1.000" in str(ci.survey.agreement([3, 0, 3])).splitlines()


def test_few_figures_stand_in_one_line():
    """Intervals are two numbers."""
    said = str(ci.survey.krippendorff_alpha([[1, 2, 3, 4], [1, 2, 3, 3], [1, 2, 2, 4]], metric="ordinal"))
    assert "KrippendorffAlpha" == said.splitlines()[0]
    assert any(line.split()[0] == "interval" and "," in line for line in said.splitlines())
