"""Value objects of the order event statistics node."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class ModelOrderEvent(BaseModel):
    """One order event."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    event_id: str = Field(min_length=1)
    occurred_at: datetime
    amount: Decimal = Decimal(0)


class ModelHourBucket(BaseModel):
    """Totals of one hour."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    count: int = 0
    amount: Decimal = Decimal(0)


class ModelOrderEventStatsState(BaseModel):
    """Folded state."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    hours: dict[str, ModelHourBucket] = Field(default_factory=dict)
    seen: frozenset[str] = frozenset()


class ModelOrderEventStatsInput(BaseModel):
    """State plus the events to fold in."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    state: ModelOrderEventStatsState = Field(default_factory=ModelOrderEventStatsState)
    events: tuple[ModelOrderEvent, ...]


class ModelOrderEventStatsOutput(BaseModel):
    """New state and the number of duplicates dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    state: ModelOrderEventStatsState
    duplicates: int
