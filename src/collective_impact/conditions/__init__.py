"""The five conditions and their preconditions as pure measures of an initiative.

Each criterion of a condition is a function ``(initiative, as_of) -> Finding`` in a unit of
its own. Goalposts, weights and readings belong to a framework, not here.
"""
