"""Port to the order store; the adapter is injected."""

from __future__ import annotations

from typing import Protocol


class ProtocolOrderStore(Protocol):
    """Runs one parameterised statement in a transaction."""

    async def execute(self, sql: str, *params: object) -> int:
        """Return the number of rows written."""
        ...
