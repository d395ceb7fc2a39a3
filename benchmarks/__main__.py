"""Run the benchmarks: `python -m benchmarks [--smoke] [NAME ...]`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import platform

import benchmarks

ROW = "{:<60} {:>12} {:>8}  {}"


def main() -> None:
    """Run all benchmarks, or those named, and print one line for each result."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=benchmarks.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(names)}; all when none is given")
    parser.add_argument("--smoke", action="store_true", help="run once and small, only to see that it runs")
    options = parser.parse_args()
    if unknown := set(options.names) - set(names):
        parser.error(f"no benchmark named {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    print(ROW.format("what", "milliseconds", "ratio", "against"))
    for name in options.names or names:
        for result in importlib.import_module(f"benchmarks.{name}").results(smoke=options.smoke):
            print(ROW.format(result.what, f"{result.seconds * 1000:.2f}", f"{result.ratio:.3g}", result.peer))


if __name__ == "__main__":
    main()
