"""Order writing logic; the database sits behind a port."""

from __future__ import annotations

import asyncio
import time

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.enums.enum_log_level import EnumLogLevel
from omnibase_core.errors.model_onex_error import ModelOnexError
from omnibase_core.logging.logging_emit import emit_log_event

from .models import ModelOrderRecordWriterInput, ModelOrderRecordWriterOutput
from .protocol_order_store import ProtocolOrderStore

_UPSERT = (
    "INSERT INTO orders (order_id, customer_id, total) VALUES ($1, $2, $3) "
    "ON CONFLICT (order_id) DO UPDATE SET customer_id = $2, total = $3"
)


class HandlerOrderRecordWriter:
    """Upserts one order."""

    def __init__(self, store: ProtocolOrderStore, timeout_s: float = 5.0) -> None:
        """Keep the port and the time limit."""
        self._store = store
        self._timeout_s = timeout_s

    async def handle(
        self, request: ModelOrderRecordWriterInput
    ) -> ModelOrderRecordWriterOutput:
        """Write the order, or raise ModelOnexError."""
        start = time.perf_counter()
        try:
            async with asyncio.timeout(self._timeout_s):
                rows = await self._store.execute(
                    _UPSERT, request.order_id, request.customer_id, request.total
                )
        except TimeoutError as error:
            raise ModelOnexError(
                message="Order write timed out",
                error_code=EnumCoreErrorCode.TIMEOUT_ERROR,
                correlation_id=request.correlation_id,
                order_id=str(request.order_id),
            ) from error
        except ModelOnexError:
            raise
        except Exception as error:
            raise ModelOnexError(
                message="Order write failed",
                error_code=EnumCoreErrorCode.DATABASE_OPERATION_ERROR,
                correlation_id=request.correlation_id,
                error_type=type(error).__name__,
            ) from error
        latency_ms = (time.perf_counter() - start) * 1000
        emit_log_event(
            EnumLogLevel.INFO,
            "order_record_written",
            "Order stored",
            request.correlation_id,
            data={"rows_written": rows, "latency_ms": latency_ms},
        )
        return ModelOrderRecordWriterOutput(
            order_id=request.order_id, rows_written=rows, latency_ms=latency_ms
        )
