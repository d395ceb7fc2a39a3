"""Objects of a document to values and back, by functions that cattrs writes for each class.

They are for what is right: they stop at the first fault, and `_examination` then finds them
all. cattrs loads when the first document is read or written.
"""

import functools
import threading
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from collective_impact.errors import InvalidValueError, Message
from collective_impact.io import _extras, _leaves
from collective_impact.io._forms import EXTRAS, Form, fields, keeps_extras, keys, part_for
from collective_impact.io._leaves import LARGEST, LONGEST, RefusedError, leaf_reader, shown
from collective_impact.model._record import Extra
from collective_impact.model.period import Period

if TYPE_CHECKING:
    from cattrs import Converter

Hook: TypeAlias = Callable[..., Any]

_MAKING = threading.RLock()


class _Functions(dict[type, Hook]):
    """A function for each class, written when it is first needed, by one thread."""

    def __init__(self, write: Callable[[type], Hook]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, cls: type) -> Hook:
        with _MAKING:
            return self.get(cls) or self.setdefault(cls, self._write(cls))


@functools.cache
def _converter() -> "Converter":
    from cattrs import Converter

    return Converter(detailed_validation=False)


# In ------------------------------------------------------------------------------------


def read(cls: type, value: object) -> Any:  # noqa: ANN401 - an instance of the class
    """Return an object of a document as an instance of a class.

    Raises
    ------
    CollectiveImpactError, KeyError, RecursionError
        Something is wrong with it; `_examination` says what.
    """
    return _READERS[cls](value)


def taken(form: Form, value: object) -> Any:  # noqa: ANN401 - what a field of the form holds
    """Return a single value of a document as what a field of a form holds; it raises what `read` does."""
    return _in(form)(value, None)


def given(form: Form, value: object) -> object:
    """Return what a field of a form holds as a single value of a document; it raises what `plain` does."""
    return _out(form)(value)


def _reader(cls: type) -> Hook:
    from cattrs.gen import make_dict_structure_fn, override

    hooks: dict[str, Any] = {field.name: override(struct_hook=_in(field.form)) for field in fields(cls)}
    if keeps_extras(cls):
        hooks[EXTRAS] = override(struct_hook=_as_it_is)
    make: Hook = make_dict_structure_fn(cls, _converter(), **hooks)
    known = keys(cls)

    def read_object(value: object, _form: object = None) -> object:
        if not isinstance(value, dict):
            raise RefusedError("shape.object", given=shown(value))
        if value.keys() <= known:
            return make(value, cls)
        strangers = [key for key in value if key not in known]
        if not keeps_extras(cls) or not all(_extras.may_be_kept(key, newer=False) for key in strangers):
            raise RefusedError("shape.unknown_key")
        return make({**value, EXTRAS: tuple(_extras.kept(key, value[key]) for key in strangers)}, cls)

    return read_object


_READERS = _Functions(_reader)


def _as_it_is(value: object, _form: object = None) -> object:
    return value


def _in(form: Form) -> Hook:
    """Return what takes the values of a form."""
    take = _in_list(_in(form.item)) if form.item else _in_part(form.parts) if form.parts else _in_leaf(form.leaf)
    if not form.nullable:
        return take
    return lambda value, _form: None if value is None else take(value, _form)


def _in_leaf(leaf: Any) -> Hook:  # noqa: ANN401 - a kind of leaf
    take = leaf_reader(leaf)
    if leaf is not Period:
        return take
    return lambda value, _form: _READERS[Period](value) if isinstance(value, dict) else take(value)


def _in_list(take: Hook) -> Hook:
    def read_list(values: object, _form: object) -> tuple[object, ...]:
        if not isinstance(values, list | tuple):
            raise RefusedError("shape.list", given=shown(values))
        return tuple([take(value, None) for value in values])

    return read_list


def _in_part(parts: tuple[type, ...]) -> Hook:
    if len(parts) == 1:
        (only,) = parts
        return lambda value, _form: _READERS[only](value)

    def read_one_of(value: object, _form: object) -> object:
        part = part_for(parts, value) if isinstance(value, dict) else None
        if part is None:
            raise RefusedError("shape.no_part")
        return _READERS[part](value)

    return read_one_of


# Out -----------------------------------------------------------------------------------


def plain(value: object, extras: tuple[Extra, ...] | None = None) -> dict[str, object]:
    """Return a value of one of the classes as the object that stands for it.

    Parameters
    ----------
    value : object
    extras : tuple of Extra, optional
        Those to write instead of its own.

    Raises
    ------
    InvalidValueError
        No document can hold it.
    """
    cls: type = type(value)
    data: dict[str, object] = _WRITERS[cls](value)
    extras = getattr(value, EXTRAS, ()) if extras is None else extras
    return _extras.laid(data, extras, keys(cls)) if extras else data


def _writer(cls: type) -> Hook:
    from cattrs.gen import make_dict_unstructure_fn, override

    hooks: dict[str, Any] = {field.name: override(unstruct_hook=_out(field.form)) for field in fields(cls)}
    if keeps_extras(cls):
        hooks[EXTRAS] = override(omit=True)
    make: Hook = make_dict_unstructure_fn(cls, _converter(), _cattrs_omit_if_default=True, **hooks)
    order = [field.name for field in fields(cls)]
    required = [field.required for field in fields(cls)]
    if required == sorted(required, reverse=True):
        return make

    def write_in_order(value: object) -> dict[str, object]:
        data = make(value)  # cattrs puts what is required first
        return {name: data[name] for name in order if name in data}

    return write_in_order


_WRITERS = _Functions(_writer)


def _out(form: Form) -> Hook:
    """Return what writes the values of a form."""
    if form.item:
        each = _out(form.item)
        return lambda values: [each(value) for value in values]
    write = plain if form.parts else _out_leaf(form.leaf)
    if not form.nullable:
        return write
    return lambda value: None if value is None else write(value)


def _out_leaf(leaf: Any) -> Hook:  # noqa: ANN401 - a kind of leaf
    return _LEAF_WRITERS.get(leaf, _term_out)


def _text_out(value: str) -> str:
    if len(value) > LONGEST:
        raise InvalidValueError("text", value, f"text of at most {LONGEST:,} characters")
    return value


def _number_out(value: float) -> int | float:
    """Write 92.0 as 92; what Python spells with an exponent, and a negative zero, stay as they are."""
    spelled = repr(value)
    return int(value) if spelled.endswith(".0") and spelled != "-0.0" else value


def _whole_out(value: int) -> int:
    if abs(value) > LARGEST:
        raise InvalidValueError("whole number", value, f"between -{LARGEST:,} and {LARGEST:,}")
    return value


def _period_out(value: Period) -> object:
    return value.label if _leaves.label_says_all(value) else plain(value)


def _message_out(value: Message) -> dict[str, object]:
    data: dict[str, object] = {"code": value.code}
    if value.params:
        data["params"] = dict(value.params)
    if value.template is not None:
        data["template"] = value.template
    try:
        _leaves.message(data)
    except RefusedError as error:
        raise InvalidValueError("Message", value, f"a sentence for a document ({error.message})") from None
    return data


def _term_out(value: StrEnum) -> str:
    return value.value


_LEAF_WRITERS: dict[type, Hook] = {
    str: _text_out,
    float: _number_out,
    int: _whole_out,
    bool: bool,
    date: date.isoformat,
    Period: _period_out,
    Message: _message_out,
}
