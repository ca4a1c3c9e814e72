"""What the product promises, measured: `python -m bench [PART …] [--json PATH]`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench import editor, interpreter, processes, recovery, timeline, watching
from bench.figures import Figure, figure, table
from bench.product import Product, product
from services.installation.home import Home

IN_THE_PRODUCT: dict[str, Callable[[Product], list[Figure]]] = {
    "editor": editor.measure,
    "watching": watching.measure,
    "recovery": recovery.measure,
}
PARTS = ["processes", *IN_THE_PRODUCT, "interpreter", "timeline"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without one")
    parser.add_argument("--json", type=Path, metavar="PATH", help="write the figures to this file, too")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    found = {}
    for part, figures, load in _measured(given.parts or PARTS):
        print(f"{part} (load {load[0]:.1f} → {load[1]:.1f})\n{table(figures)}", flush=True)
        found[part] = {"load": load, "figures": [asdict(one) | {"met": one.is_met} for one in figures]}
    if given.json:
        given.json.write_text(json.dumps(found, indent=2))


def _measured(parts: list[str]) -> Iterator[tuple[str, list[Figure], tuple[float, float]]]:
    """One part after the other, with the machine's load before and after."""
    for part in (part for part in PARTS if part in parts):
        before = os.getloadavg()[0]
        figures = _figures(part)
        yield part, figures, (before, os.getloadavg()[0])


def _figures(part: str) -> list[Figure]:
    if part == "processes":
        return processes.measure()
    if part == "timeline":
        return timeline.measure()
    with product() as running:
        if part in IN_THE_PRODUCT:
            return IN_THE_PRODUCT[part](running)
        return _interpreter(running)


def _interpreter(running: Product) -> list[Figure]:
    runtime = Home(running.installation.home).runtime()
    assert runtime is not None
    assert runtime.temporal_address is not None
    address = runtime.temporal_address

    async def compare() -> interpreter.Measured:
        return await interpreter.measure(address)

    measured = running.beside(lambda: asyncio.run(compare()))
    rates, alone = measured.executions_per_second, measured.milliseconds_a_step_alone
    return [
        *(figure(f"executions of 20 activities, {name}", [rate], "/s") for name, rate in rates.items()),
        figure("interpreter's speed, by hand being 1", [measured.ratio], "", at_least=0.9),
        figure("a step alone, interpreter", [alone["interpreter"]], "ms", at_most=25),
        figure("a step alone, by hand", [alone["by hand"]], "ms"),
    ]


if __name__ == "__main__":
    main()
