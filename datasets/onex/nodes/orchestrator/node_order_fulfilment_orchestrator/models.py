"""Value objects of the order fulfilment node."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class ModelOrderFulfilmentInput(BaseModel):
    """Order to fulfil."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    order_id: UUID
    correlation_id: UUID


class ModelOrderFulfilmentOutput(BaseModel):
    """Ids of the steps that were scheduled."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    workflow_id: UUID
    steps: tuple[str, ...]
