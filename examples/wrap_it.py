"""Wrap the library in a service: JSON in, faults or a scorecard out, with the standard library alone.

Run: python examples/wrap_it.py (it answers two requests and prints the answers).
Serve: python -m wsgiref.simple_server takes any WSGI application; `application` is one.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

import collective_impact as ci

OK, UNPROCESSABLE = "200 OK", "422 Unprocessable Entity"


def answer(body: bytes, locale: str = "en") -> tuple[str, dict[str, Any]]:
    """Return the status and the answer to a document: its scorecard, or everything that is wrong with it."""
    found = ci.check(body)
    said = {
        "faults": [fault.to_dict(locale) for fault in found.faults],
        "warnings": [warning.to_dict(locale) for warning in found.warnings],
    }
    if found.value is None:
        return UNPROCESSABLE, said
    return OK, said | {"card": ci.readiness(found.value).to_dict()}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, as WSGI asks it."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    status, said = answer(environ["wsgi.input"].read(length))
    start_response(status, [("Content-Type", "application/json; charset=utf-8")])
    return [json.dumps(said, ensure_ascii=False, allow_nan=False).encode()]


def main() -> None:
    """Answer a good document and a broken one."""
    good = ci.examples.text("rgv_focus").encode()
    broken = good.replace(b'"funder": "', b'"funder": "the_')
    for body in (good, broken):
        status, said = answer(body)
        print(status)
        for fault in said["faults"]:
            print(f"  {fault['path']}: {fault['text']}")
        if "card" in said:
            print(f"  a scorecard of {len(said['card']['scorecard']['tree'])} places")


if __name__ == "__main__":
    main()
