"""Questionnaires and made-up answers for tests."""

import collective_impact as ci

SCALE = ["no", "rather no", "partly", "rather", "yes"]
ZONES = ci.Banding(
    bands=[
        ci.Band(name="concern", low=1, high=2.9),
        ci.Band(name="borderline", low=3, high=3.9),
        ci.Band(name="strength", low=4, high=5),
    ],
    decimals=1,
)


def questionnaire(*items, **fields):
    """Return an instrument of five levels; items are given by id, and all ask for trust."""
    made = [item if isinstance(item, ci.Item) else ci.Item(id=item, construct="trust") for item in items]
    return ci.Instrument(**{"id": "pulse", "levels": SCALE, "items": made} | fields)


def response(respondent, *values, organization=None, items="abcdefgh", **fields):
    """Return a response; numbers are answers, words reasons, and None is no answer at all."""
    answers = [
        ci.Answer(item=item, reason=value) if isinstance(value, str) else ci.Answer(item=item, value=value)
        for item, value in zip(items, values, strict=False)
        if value is not None
    ]
    fields = {"instrument": "pulse", "respondent": respondent, "organization": organization} | fields
    return ci.Response(answers=answers, **fields)


def responses(*rows, **fields):
    """Return one response for each row of answers, from people of one organisation each."""
    return [response(f"p{k:03}", *row, organization=f"o{k:03}", **fields) for k, row in enumerate(rows)]
