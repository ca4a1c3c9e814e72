"""Records histories of the test programs that have none yet, with their blobs; keeps those that are there.

    .venv/bin/python -m tools.record_histories ADDRESS

The suite replays them: a change of the interpreter that breaks one needs `workflow.patched`; see
docs/decisions/0033.
"""

import asyncio
import base64
import json
import sys
from pathlib import Path

from tests.engine.histories.programs import PROGRAMS, Program
from tests.engine.house import Blobs, house

FOLDER = Path(__file__).parent.parent / "tests" / "engine" / "histories"


async def main(address: str) -> None:
    for name, program in PROGRAMS.items():
        path = FOLDER / f"{name.replace(' ', '_')}.json"
        if not path.exists():
            recorded = await _recorded(address, program)
            path.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
            print(f"recorded {path.name}")


async def _recorded(address: str, program: Program) -> dict[str, object]:
    engine = await house(address)
    async with engine.worker():
        run = await engine.run(program.graph, program.input)
    return {
        "workflow_id": run.history.workflow_id,
        "status": str(run.execution.status),
        "output": run.output,
        "steps": run.statuses(),
        "blobs": _encoded(engine.blobs),
        "history": run.history.to_json_dict(),
    }


def _encoded(blobs: Blobs) -> dict[str, str]:
    return {key: base64.b64encode(content).decode() for key, content in blobs.contents.items()}


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
