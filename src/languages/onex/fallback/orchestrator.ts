import type { NodeContract } from "../../../domain/node-contract.ts";
import { type NodeNames, toSnake } from "./names.ts";
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
 * An orchestrator node. Stub: no plan. Partial: one step for each dependency that the contract names, one after the
 * other, each with a time limit, and stopping where one fails.
 */
export const renderOrchestrator: RenderNode = (contract, names, strategy) => {
  const steps = strategy === "partial" ? stepsOf(contract) : [];
  return {
    files: [
      { path: "node.py", text: renderNode(contract, names, steps) },
      renderModels(contract, names),
    ],
    openPoints: [
      ...fieldPoints(names),
      ...(steps.length === 0
        ? [`Write ${names.node}.plan: the steps, their time limits and what each waits for`]
        : steps.map(
            ({ name }) => `Check the step ${name}: its type, time limit and what it waits for`,
          )),
      "Pass the correlation id of the request to every step, once the input model has one",
    ],
  };
};

interface Step {
  readonly name: string;
  readonly type: string;
}

const STEP_TYPES = new Set(["compute", "effect", "reducer", "orchestrator"]);

/** By the contract's dependencies; where it names none, by its operations. */
function stepsOf({ data, operations }: NodeContract): readonly Step[] {
  const { dependencies } = data as { readonly dependencies?: unknown };
  const named = (Array.isArray(dependencies) ? dependencies : []).flatMap((each: unknown) => {
    const { name, type } = (each ?? {}) as { readonly name?: unknown; readonly type?: unknown };
    const kind = typeof type === "string" ? type.toLowerCase() : "";
    return typeof name === "string"
      ? [{ name: toSnake(name), type: STEP_TYPES.has(kind) ? kind : "effect" }]
      : [];
  });
  const all =
    named.length > 0 ? named : operations.map((name) => ({ name: toSnake(name), type: "effect" }));
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
}

function renderNode(contract: NodeContract, names: NodeNames, steps: readonly Step[]): string {
  const { stem, node, input } = names;
  const isEmpty = steps.length === 0;
  const timeoutMs = timeoutOf(contract, Math.max(1, steps.length));
  return `"""${stem} ORCHESTRATOR node."""

from __future__ import annotations

from uuid import ${isEmpty ? "uuid4" : "UUID, uuid4"}

${renderImports([
  ...(isEmpty ? fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError") : []),
  CONTAINER,
  ...fromCore("omnibase_core.models.contracts.model_workflow_step", "ModelWorkflowStep"),
  ...WORKFLOW.flatMap(([module, name]) => fromCore(module, name)),
  ...fromCore("omnibase_core.models.primitives.model_semver", "ModelSemVer"),
  ...fromCore(
    "omnibase_core.nodes",
    "ModelOrchestratorInput",
    "ModelOrchestratorOutput",
    "NodeOrchestrator",
  ),
])}
${renderImports([input])}
_V1 = ModelSemVer(major=1, minor=0, patch=0)


def build_workflow() -> ModelWorkflowDefinition:
    """Return the workflow definition of the ${spoken(contract)} node."""
    return ModelWorkflowDefinition(
        version=_V1,
        workflow_metadata=ModelWorkflowDefinitionMetadata(
            version=_V1,
            workflow_name=${quote(contract.name)},
            workflow_version=_V1,
            description=${quote(inWords(contract))},
            timeout_ms=${timeoutMs * Math.max(1, steps.length)},
        ),
        execution_graph=ModelExecutionGraph(version=_V1, nodes=[]),
        coordination_rules=ModelCoordinationRules(version=_V1),
    )


class ${node}(NodeOrchestrator):
    """Plans the steps of the ${spoken(contract)} node; emits actions only."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class; the workflow is loaded on first use."""
        super().__init__(container)

    def plan(self, request: ${input.name}) -> list[ModelWorkflowStep]:
        """Build the steps for one request."""
${isEmpty ? renderMissing(`${node}.plan is not written yet`) : renderSteps(steps, timeoutMs)}
    async def execute_orchestration(self, request: ${input.name}) -> ModelOrchestratorOutput:
        """Schedule the steps; actions are carried out elsewhere."""
        if self.workflow_definition is None:
            self.workflow_definition = build_workflow()
        return await self.process(
            ModelOrchestratorInput(workflow_id=uuid4(), steps=self.plan(request))
        )
`;
}

const SUBCONTRACTS = "omnibase_core.models.contracts.subcontracts";
const WORKFLOW = [
  [`${SUBCONTRACTS}.model_coordination_rules`, "ModelCoordinationRules"],
  [`${SUBCONTRACTS}.model_execution_graph`, "ModelExecutionGraph"],
  [`${SUBCONTRACTS}.model_workflow_definition`, "ModelWorkflowDefinition"],
  [`${SUBCONTRACTS}.model_workflow_definition_metadata`, "ModelWorkflowDefinitionMetadata"],
] as const;

function renderSteps(steps: readonly Step[], timeoutMs: number): string {
  const ids = steps.map(({ name }) => `        ${name}_id: UUID = uuid4()\n`).join("");
  const parts = steps.map(({ name, type }, at) => {
    const before = steps[at - 1];
    return `            ModelWorkflowStep(
                step_id=${name}_id,
                step_name=${quote(name)},
                step_type=${quote(type)},
                correlation_id=correlation_id,
                timeout_ms=${timeoutMs},
                error_action="stop",
${before === undefined ? "" : `                depends_on=[${before.name}_id],\n`}            ),
`;
  });
  return `        correlation_id: UUID = uuid4()\n${ids}        return [\n${parts.join("")}        ]\n`;
}

/** Milliseconds of one step: the workflow's time in equal parts. */
function timeoutOf({ data }: NodeContract, count: number): number {
  const { workflow_coordination: workflow, performance } = data as {
    readonly workflow_coordination?: { readonly timeout_ms?: unknown };
    readonly performance?: { readonly single_operation_max_ms?: unknown };
  };
  const whole = [workflow?.timeout_ms, performance?.single_operation_max_ms].find(
    (value) => typeof value === "number" && value > 0,
  );
  return Math.max(100, Math.floor((typeof whole === "number" ? whole : 30_000) / count));
}
