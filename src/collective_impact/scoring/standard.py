"""The frameworks of this package."""

from collective_impact.scoring.framework_files import shipped

FIVE_CONDITIONS = shipped("five_conditions")
"""The five conditions of collective impact and their preconditions (Kania & Kramer 2011;
Hanleybrown, Kania & Kramer 2012), the default framework."""

COLLECTIVE_IMPACT_3 = shipped("collective_impact_3")
"""The same under the names of Collective Impact 3.0 (Cabaj & Weaver 2016)."""

ALIGNMENT = shipped("alignment")
"""Whether partners pull the same way: agenda, measurement, activities and relationships."""
