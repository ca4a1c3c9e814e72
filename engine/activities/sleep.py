"""Sleep: keeps a worker's slot for some seconds."""

from __future__ import annotations

import asyncio

from pydantic import BaseModel, Field

from engine.activities.registry import Arguments, activity


class Sleep(Arguments):
    seconds: float = Field(ge=0, le=86_400)


class Slept(BaseModel):
    seconds: float


@activity(label="Sleep", icon="schedule", summary="{seconds} s", category="Basics")
async def sleep(arguments: Sleep) -> Slept:
    """Waits within a worker; a delay node waits without one, and for as long as you like."""
    await asyncio.sleep(arguments.seconds)
    return Slept(seconds=arguments.seconds)
