"""Value objects of the order record writer node."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class ModelOrderRecordWriterInput(BaseModel):
    """Order to store."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    order_id: UUID
    customer_id: str = Field(min_length=1)
    total: Decimal = Field(ge=0)
    correlation_id: UUID


class ModelOrderRecordWriterOutput(BaseModel):
    """What was stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    order_id: UUID
    rows_written: int
    latency_ms: float
