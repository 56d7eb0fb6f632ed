import type { NodeContract } from "../../../domain/node-contract.ts";
import type { NodeNames } from "./names.ts";
import {
  CONTAINER,
  fieldPoints,
  fromCore,
  inWords,
  quote,
  renderImports,
  renderMissing,
  renderModels,
  spoken,
} from "./python-text.ts";
import type { RenderNode } from "./rendered-node.ts";

/**
 * An effect node: the shell is whole, and refuses to run without a handler. Stub: the handler has no work. Partial: the
 * handler calls a port under a time limit, with every failure named; what the port does is left to an adapter.
 */
export const renderEffect: RenderNode = (contract, names, strategy) => {
  const isPartial = strategy === "partial";
  const models = renderModels(contract, names);
  const port = `"""Port of the ${spoken(contract)} node; the adapter is injected."""

from __future__ import annotations

from typing import Protocol

${renderImports([names.input, names.output])}

class ${names.port}(Protocol):
    """Does the work of the ${spoken(contract)} node in the outside world."""

    async def perform(self, request: ${names.input.name}) -> ${names.output.name}:
        """Do it, and return what came of it."""
        ...
`;
  return {
    files: [
      { path: "node.py", text: renderNode(contract, names) },
      {
        path: "handler.py",
        text: isPartial ? renderHandler(contract, names) : renderEmpty(contract, names),
      },
      models,
      ...(isPartial ? [{ path: `${names.portModule}.py`, text: port }] : []),
    ],
    openPoints: [
      ...fieldPoints(names),
      isPartial
        ? `Write an adapter for ${names.port}, and bind ${names.handler} with it where the node is made`
        : `Write ${names.handler}.handle, with its port, time limit and errors`,
      "Pass the correlation id of the request to every error and log event, once the input model has one",
    ],
  };
};

const renderEmpty = (contract: NodeContract, { handler, input, output }: NodeNames): string =>
  `"""${inWords(contract)}"""

from __future__ import annotations

${renderImports(fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError"))}
${renderImports([input, output])}

class ${handler}:
    """Does the work of the ${spoken(contract)} node."""

    async def handle(self, request: ${input.name}) -> ${output.name}:
        """Do the work of one request."""
${renderMissing(`${handler}.handle is not written yet`)}`;

const renderHandler = (contract: NodeContract, names: NodeNames): string =>
  `"""${inWords(contract)}"""

from __future__ import annotations

import asyncio
import time
from uuid import UUID, uuid4

${renderImports([
  ...fromCore("omnibase_core.enums.enum_log_level", "EnumLogLevel"),
  ...fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError"),
  ...fromCore("omnibase_core.logging", "emit_log_event"),
])}
${renderImports([names.input, names.output, { name: names.port, module: `.${names.portModule}` }])}

class ${names.handler}:
    """Does the work of the ${spoken(contract)} node through its port."""

    def __init__(self, port: ${names.port}, timeout_s: float = ${timeoutOf(contract)}) -> None:
        """Keep the port and the time limit."""
        self._port = port
        self._timeout_s = timeout_s

    async def handle(self, request: ${names.input.name}) -> ${names.output.name}:
        """Do the work of one request, or raise ModelOnexError."""
        start = time.perf_counter()
        correlation_id: UUID = uuid4()
        try:
            async with asyncio.timeout(self._timeout_s):
                result = await self._port.perform(request)
        except TimeoutError as error:
            raise ModelOnexError(
                message=${quote(`The ${spoken(contract)} node ran out of time`)},
                error_code=EnumCoreErrorCode.TIMEOUT_ERROR,
                correlation_id=correlation_id,
            ) from error
        except ModelOnexError:
            raise
        except Exception as error:
            raise ModelOnexError(
                message=${quote(`The ${spoken(contract)} node failed`)},
                error_code=EnumCoreErrorCode.OPERATION_FAILED,
                correlation_id=correlation_id,
                error_type=type(error).__name__,
            ) from error
        latency_ms = (time.perf_counter() - start) * 1000
        emit_log_event(
            EnumLogLevel.INFO,
            ${quote(`${contract.name}_done`)},
            ${quote(`The ${spoken(contract)} node has done its work`)},
            correlation_id,
            data={"latency_ms": latency_ms},
        )
        return result
`;

const renderNode = (contract: NodeContract, { stem, node, handler, input }: NodeNames): string =>
  `"""${stem} EFFECT node."""

from __future__ import annotations

import time

${renderImports([
  ...fromCore("omnibase_core.enums.enum_effect_types", "EnumTransactionState"),
  ...fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError"),
  CONTAINER,
  ...fromCore("omnibase_core.nodes", "ModelEffectInput", "ModelEffectOutput", "NodeEffect"),
])}
${renderImports([{ name: handler, module: ".handler" }, input])}

class ${node}(NodeEffect):
    """Thin shell around ${handler}."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class; a handler is bound later."""
        super().__init__(container)
        self._handler: ${handler} | None = None

    def bind_handler(self, handler: ${handler}) -> None:
        """Attach the handler, where the node is put together."""
        self._handler = handler

    async def process(self, input_data: ModelEffectInput) -> ModelEffectOutput:
        """Decode the input, delegate, and wrap the result."""
        if self._handler is None:
            raise ModelOnexError(
                message="No handler is bound",
                error_code=EnumCoreErrorCode.INITIALIZATION_FAILED,
            )
        start = time.perf_counter()
        data = input_data.operation_data
        raw = data if isinstance(data, dict) else data.model_dump()
        result = await self._handler.handle(${input.name}.model_validate(raw))
        return ModelEffectOutput(
            result=result.model_dump(mode="json"),
            operation_id=input_data.operation_id,
            effect_type=input_data.effect_type,
            transaction_state=EnumTransactionState.${hasTransaction(contract) ? "COMMITTED" : "PENDING"},
            processing_time_ms=(time.perf_counter() - start) * 1000,
        )
`;

/** Seconds, as a float: of the first operation that says. */
function timeoutOf({ data }: NodeContract): string {
  const operations = (data as { readonly io_operations?: unknown }).io_operations;
  const seconds = (Array.isArray(operations) ? operations : [])
    .map((operation: { readonly timeout_seconds?: unknown }) => operation?.timeout_seconds)
    .find((value) => typeof value === "number" && value > 0);
  const known = typeof seconds === "number" ? seconds : 30;
  return Number.isInteger(known) ? `${known}.0` : String(known);
}

const hasTransaction = ({ data }: NodeContract): boolean =>
  (data as { readonly transaction_management?: { readonly enabled?: unknown } })
    .transaction_management?.enabled === true;
