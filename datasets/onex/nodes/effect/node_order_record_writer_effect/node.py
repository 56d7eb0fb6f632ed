"""Order record writer EFFECT node."""

from __future__ import annotations

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.enums.enum_effect_types import EnumEffectType, EnumTransactionState
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.nodes import ModelEffectInput, ModelEffectOutput, NodeEffect

from .handler import HandlerOrderRecordWriter
from .models import ModelOrderRecordWriterInput


class NodeOrderRecordWriterEffect(NodeEffect):
    """Thin shell around HandlerOrderRecordWriter."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class; a handler is bound later."""
        super().__init__(container)
        self._handler: HandlerOrderRecordWriter | None = None

    def bind_handler(self, handler: HandlerOrderRecordWriter) -> None:
        """Attach the handler (composition root)."""
        self._handler = handler

    async def process(self, input_data: ModelEffectInput) -> ModelEffectOutput:
        """Run the effect."""
        return await self.execute_effect(input_data)

    async def execute_effect(self, input_data: ModelEffectInput) -> ModelEffectOutput:
        """Decode the input, delegate, and wrap the result."""
        if self._handler is None:
            raise ModelOnexError(
                message="No handler bound",
                error_code=EnumCoreErrorCode.INITIALIZATION_FAILED,
            )
        data = input_data.operation_data
        raw = data if isinstance(data, dict) else data.model_dump()
        result = await self._handler.handle(
            ModelOrderRecordWriterInput.model_validate(raw)
        )
        return ModelEffectOutput(
            result=result.model_dump(mode="json"),
            operation_id=input_data.operation_id,
            effect_type=EnumEffectType.DATABASE_OPERATION,
            transaction_state=EnumTransactionState.COMMITTED,
            processing_time_ms=result.latency_ms,
        )
