"""Order fulfilment ORCHESTRATOR node."""

from __future__ import annotations

from uuid import UUID, uuid4

from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.contracts.model_workflow_step import ModelWorkflowStep
from omnibase_core.models.contracts.subcontracts.model_coordination_rules import (
    ModelCoordinationRules,
)
from omnibase_core.models.contracts.subcontracts.model_execution_graph import (
    ModelExecutionGraph,
)
from omnibase_core.models.contracts.subcontracts.model_workflow_definition import (
    ModelWorkflowDefinition,
)
from omnibase_core.models.contracts.subcontracts.model_workflow_definition_metadata import (
    ModelWorkflowDefinitionMetadata,
)
from omnibase_core.models.primitives.model_semver import ModelSemVer
from omnibase_core.nodes import (
    ModelOrchestratorInput,
    ModelOrchestratorOutput,
    NodeOrchestrator,
)

from .models import ModelOrderFulfilmentInput

_V1 = ModelSemVer(major=1, minor=0, patch=0)


def build_workflow() -> ModelWorkflowDefinition:
    """Return the fixed workflow definition of order fulfilment."""
    return ModelWorkflowDefinition(
        version=_V1,
        workflow_metadata=ModelWorkflowDefinitionMetadata(
            version=_V1,
            workflow_name="order_fulfilment",
            workflow_version=_V1,
            description="Reserve, charge, ship",
            timeout_ms=30000,
        ),
        execution_graph=ModelExecutionGraph(version=_V1, nodes=[]),
        coordination_rules=ModelCoordinationRules(version=_V1),
    )


class NodeOrderFulfilmentOrchestrator(NodeOrchestrator):
    """Plans reserve-stock, charge-card and book-courier; emits actions only."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class; the workflow is loaded on first use."""
        super().__init__(container)

    def plan(self, request: ModelOrderFulfilmentInput) -> list[ModelWorkflowStep]:
        """Build the dependent steps of one order."""
        corr: UUID = request.correlation_id
        reserve, charge = uuid4(), uuid4()
        return [
            ModelWorkflowStep(
                step_id=reserve,
                step_name="reserve_stock",
                step_type="effect",
                correlation_id=corr,
                timeout_ms=5000,
            ),
            ModelWorkflowStep(
                step_id=charge,
                step_name="charge_card",
                step_type="effect",
                correlation_id=corr,
                depends_on=[reserve],
                error_action="compensate",
            ),
            ModelWorkflowStep(
                step_name="book_courier",
                step_type="effect",
                correlation_id=corr,
                depends_on=[charge],
            ),
        ]

    async def execute_orchestration(
        self, request: ModelOrderFulfilmentInput
    ) -> ModelOrchestratorOutput:
        """Schedule the steps; actions are carried out elsewhere."""
        if self.workflow_definition is None:
            self.workflow_definition = build_workflow()
        return await self.process(
            ModelOrchestratorInput(
                workflow_id=uuid4(),
                steps=self.plan(request),
            )
        )
