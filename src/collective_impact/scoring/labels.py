"""What groups and criteria are called, as sentences that can be translated."""

import functools
from collections.abc import Mapping

from collective_impact.errors import Message
from collective_impact.scoring.framework import Framework


def label_of(framework: Framework, path: str) -> Message:
    """Return what a group or criterion is called.

    Only labels of the package's own have translations; what a framework of yours is called,
    or calls otherwise, stands as it is.

    Examples
    --------
    >>> import collective_impact as ci
    >>> label_of(ci.FIVE_CONDITIONS, "shared_measurement").text("es")
    'Medición compartida'
    >>> ours = ci.FIVE_CONDITIONS.relabelled({"shared_measurement": "Counting together"})
    >>> label_of(ours, "shared_measurement").text("es")
    'Counting together'
    """
    return _message(_labels().get((path, framework.label(path)), "label.of_the_framework"), framework.label(path))


def name_of(framework: Framework) -> Message:
    """Return what a framework is called."""
    return _message(_names().get((framework.id, framework.name), "label.of_the_framework"), framework.name)


def _message(code: str, words: str) -> Message:
    return Message(code, {}, words.replace("{", "{{").replace("}", "}}"))


@functools.cache
def _labels() -> Mapping[tuple[str, str], str]:
    """Return the code of each label of the package, by path and English words."""
    found: dict[tuple[str, str], str] = {}
    for framework in _ours():
        for group in (*framework.top, *framework.gates):
            found.setdefault((group.path, group.label), f"label.top.{framework.id}.{group.path}")
        for criterion in framework.criteria:
            found.setdefault((criterion.path, criterion.label), f"label.{criterion.id}")
    return found


@functools.cache
def _names() -> Mapping[tuple[str, str], str]:
    return {(framework.id, framework.name): f"label.framework.{framework.id}" for framework in _ours()}


def _ours() -> tuple[Framework, ...]:
    from collective_impact.scoring.standard import ALIGNMENT, COLLECTIVE_IMPACT_3, FIVE_CONDITIONS

    return FIVE_CONDITIONS, COLLECTIVE_IMPACT_3, ALIGNMENT
