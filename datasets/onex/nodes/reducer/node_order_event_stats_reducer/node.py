"""Order event statistics REDUCER node."""

from __future__ import annotations

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.projectors.model_projection_intent import (
    ModelProjectionIntent,
)
from omnibase_core.nodes import ModelReducerInput, ModelReducerOutput, NodeReducer

from .handler import HandlerOrderEventStats
from .models import (
    ModelOrderEvent,
    ModelOrderEventStatsInput,
    ModelOrderEventStatsOutput,
    ModelOrderEventStatsState,
)


class NodeOrderEventStatsReducer(
    NodeReducer[ModelOrderEvent, ModelOrderEventStatsOutput]
):
    """Thin shell around HandlerOrderEventStats."""

    _fold = HandlerOrderEventStats()

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class; the state starts empty."""
        super().__init__(container)
        self.reduced_state: ModelOrderEventStatsState | None = None

    async def execute_reduction(
        self, input_data: ModelReducerInput[ModelOrderEvent]
    ) -> ModelReducerOutput[ModelOrderEventStatsOutput]:
        """Fold the batch, then advance the state machine."""
        fsm = await super().process(input_data)
        result = self._fold.handle(
            ModelOrderEventStatsInput(
                state=self.reduced_state or ModelOrderEventStatsState(),
                events=tuple(input_data.data),
            )
        )
        self.reduced_state = result.state
        return fsm.model_copy(update={"result": result})

    async def process(
        self,
        input_data: ModelReducerInput[ModelOrderEvent],
        projection_intents: tuple[ModelProjectionIntent, ...] = (),
    ) -> ModelReducerOutput[ModelOrderEventStatsOutput]:
        """Framework entry point."""
        return await self.execute_reduction(input_data)
