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


def test_several_figures_have_a_line_each():
    """With their names and intervals: the six of Shrout & Fleiss (1979)."""
    said = str(ci.survey.icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]))
    names = [line.split()[0] for line in said.splitlines()[1:7]]
    assert ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"] == names


def test_few_figures_stand_in_one_line():
    """Intervals are two numbers."""
    said = str(ci.survey.krippendorff_alpha([[1, 2, 3, 4], [1, 2, 3, 3], [1, 2, 2, 4]], metric="ordinal"))
    assert "KrippendorffAlpha" == said.splitlines()[0]
    assert any(line.split()[0] == "interval" and "," in line for line in said.splitlines())
