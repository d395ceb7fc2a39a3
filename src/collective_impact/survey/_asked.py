"""What is asked: an instrument, the responses to it, and the wave; anything else is an error of ours."""

from collections.abc import Iterable

from collective_impact.errors import InvalidValueError, UnknownNameError
from collective_impact.model.instruments import Instrument, Response
from collective_impact.model.ties import Wave
from collective_impact.survey._arrays import described


def own_responses(instrument: Instrument, responses: Iterable[Response]) -> list[Response]:
    """Return the responses to an instrument.

    Raises
    ------
    InvalidValueError
        It is no instrument, or they are no responses. The error shows no answer.
    """
    if not isinstance(instrument, Instrument):
        raise InvalidValueError("instrument", described(instrument), "an Instrument")
    try:
        given = list(responses)
    except TypeError:
        raise InvalidValueError("responses", described(responses), "an iterable of Response") from None
    for one in given:
        if not isinstance(one, Response):
            raise InvalidValueError("responses", described(one), "an iterable of Response")
    return [response for response in given if response.instrument == instrument.id]


def of_wave(
    instrument: Instrument, responses: Iterable[Response], wave: Wave | str | None
) -> tuple[str | None, list[Response]]:
    """Return the id of a wave, or of the only one that there is, and the responses to an instrument in it.

    Raises
    ------
    InvalidValueError
        There are several, and none is asked for; or what is given is of another kind.
    UnknownNameError
        There are responses, and none of the wave that an id asks for.
    """
    own = own_responses(instrument, responses)
    name = name_of(wave)
    waves = sorted({response.wave or "" for response in own})
    if isinstance(wave, str) and own and wave not in waves:
        raise UnknownNameError("wave with responses", wave, filter(None, waves))
    if name is None and len(waves) > 1:
        raise InvalidValueError("wave", wave, f"one of {', '.join(map(repr, waves))}, since there are several")
    name = name if wave is not None else "".join(waves) or None
    return name, [response for response in own if response.wave == name]


def name_of(wave: object, what: str = "wave") -> str | None:
    """Return the id of a wave.

    Raises
    ------
    InvalidValueError
        It is neither a wave nor an id.
    """
    if wave is not None and not isinstance(wave, Wave | str):
        raise InvalidValueError(what, described(wave), "a Wave or its id")
    return wave.id if isinstance(wave, Wave) else wave
