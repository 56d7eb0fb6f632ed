/** What a model should know to write nodes that are accepted here. */
export const briefing = `Write ONEX nodes: Python 3.12 or newer, pydantic v2, the package omnibase_core.
Files of one node's folder: models.py (pydantic models), handler.py (the logic; not for an orchestrator), node.py (a thin
shell), protocol_NAME.py (a port, where the node needs the outside world). Imports between them are relative.

Imports (from omnibase_core):
- omnibase_core.nodes: NodeEffect, NodeCompute, NodeReducer, NodeOrchestrator, ModelEffectInput/Output,
  ModelComputeInput/Output, ModelReducerInput/Output, ModelOrchestratorInput/Output
- omnibase_core.models.container.model_onex_container: ModelONEXContainer
- omnibase_core.errors: ModelOnexError, EnumCoreErrorCode; omnibase_core.logging: emit_log_event
- omnibase_core.enums.enum_log_level: EnumLogLevel
- omnibase_core.enums.enum_effect_types: EnumEffectType, EnumTransactionState
- omnibase_core.models.contracts.model_workflow_step: ModelWorkflowStep

Signatures:
- ModelOnexError(message="...", error_code=EnumCoreErrorCode.X, correlation_id=<UUID>, **context); keywords only.
  Codes: INVALID_INPUT, VALIDATION_ERROR, TIMEOUT_ERROR, OPERATION_FAILED, DATABASE_OPERATION_ERROR, NETWORK_ERROR,
  SERVICE_UNAVAILABLE, NOT_FOUND, INVALID_STATE, CONFIGURATION_ERROR, INITIALIZATION_FAILED.
- emit_log_event(EnumLogLevel.INFO, "event_type", "Message", correlation_id, data={...}); no other keywords.

Shapes; the class is Node<Name><Kind>, its __init__(self, container: ModelONEXContainer) calls super().__init__(container)
first and does no I/O:
- EFFECT, NodeEffect: async process(self, input_data: ModelEffectInput) -> ModelEffectOutput delegates to a handler that
  gets its port injected. Every call of the port: async with asyncio.timeout(...), except TimeoutError, except
  ModelOnexError: raise, except Exception as error -> ModelOnexError from error; one emit_log_event with latency_ms.
- COMPUTE, NodeCompute[In, Out]: register_computation("<algorithm_type>", Handler().handle) in __init__; handle is
  synchronous and pure: no I/O, no log, no clock, no randomness.
- REDUCER, NodeReducer[Event, Out]: a pure fold (state, event) -> new frozen state; an event id seen before changes nothing;
  async execute_reduction, and process(self, input_data, projection_intents=()) that leads to it.
- ORCHESTRATOR, NodeOrchestrator: builds ModelWorkflowStep list with timeout_ms, error_action, depends_on; no I/O, returns
  no domain model; async execute_orchestration returns ModelOrchestratorOutput.

Rules: models are Model*, with model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True), Decimal for
money, aware datetimes. Handlers are Handler*, ports Protocol*. Annotate everything, no Any. Raise ModelOnexError, never a
builtin; always "from error". No print, no logging module, no os.environ, no mutable defaults, no TODO.
A docstring of a sentence on every public class and function.
`;
