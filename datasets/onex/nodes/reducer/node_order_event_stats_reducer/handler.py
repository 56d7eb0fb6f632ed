"""Pure fold: (state, events) -> new state."""

from __future__ import annotations

from .models import (
    ModelHourBucket,
    ModelOrderEvent,
    ModelOrderEventStatsInput,
    ModelOrderEventStatsOutput,
    ModelOrderEventStatsState,
)


def reduce_event(
    state: ModelOrderEventStatsState, event: ModelOrderEvent
) -> ModelOrderEventStatsState:
    """Fold one event; a repeated event_id leaves the state as it is."""
    if event.event_id in state.seen:
        return state
    key = event.occurred_at.strftime("%Y-%m-%dT%H")
    old = state.hours.get(key, ModelHourBucket())
    bucket = ModelHourBucket(count=old.count + 1, amount=old.amount + event.amount)
    return ModelOrderEventStatsState(
        hours={**state.hours, key: bucket}, seen=state.seen | {event.event_id}
    )


class HandlerOrderEventStats:
    """Folds a batch of events."""

    def handle(self, request: ModelOrderEventStatsInput) -> ModelOrderEventStatsOutput:
        """Return the new state."""
        state, duplicates = request.state, 0
        for event in request.events:
            new_state = reduce_event(state, event)
            duplicates += new_state is state
            state = new_state
        return ModelOrderEventStatsOutput(state=state, duplicates=duplicates)
