import type { NodeContract } from "../../../domain/node-contract.ts";
import type { NodeNames } from "./names.ts";
import {
  CONTAINER,
  fieldPoints,
  fromCore,
  inWords,
  renderImports,
  renderMissing,
  renderModel,
  renderModels,
  spoken,
} from "./python-text.ts";
import type { RenderNode } from "./rendered-node.ts";

/**
 * A reducer node: the shell is whole. Stub: the handler has no fold. Partial: a pure fold that counts events by key and
 * leaves out those it has seen, over models that were made up for it.
 */
export const renderReducer: RenderNode = (contract, names, strategy) => {
  const isPartial = strategy === "partial" && names.input.isOwn && names.output.isOwn;
  return {
    files: [
      { path: "node.py", text: renderNode(names) },
      {
        path: "handler.py",
        text: isPartial ? renderFold(contract, names) : renderEmpty(contract, names),
      },
      isPartial
        ? { path: "models.py", text: renderFoldModels(contract, names) }
        : renderModels(contract, names),
    ],
    openPoints: isPartial
      ? [
          "The fields of the models are made up: put the real ones in their places, in models.py",
          `reduce_event only counts events by their key: fold what the ${spoken(contract)} need`,
        ]
      : [...fieldPoints(names), `Write ${names.handler}.handle as a pure fold`],
  };
};

const eventOf = ({ stem }: NodeNames): string => `Model${stem}Event`;
const stateOf = ({ stem }: NodeNames): string => `Model${stem}State`;
const own = (name: string) => ({ name, module: ".models" });

const renderFoldModels = (contract: NodeContract, names: NodeNames): string =>
  `"""Value objects of the ${spoken(contract)} node."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


${[
  renderModel(eventOf(names), "One event; the same id may come twice.", [
    "event_id: str = Field(min_length=1)",
    "key: str = Field(min_length=1)",
  ]),
  renderModel(stateOf(names), "What the events were folded into.", [
    "counts: dict[str, int] = Field(default_factory=dict)",
    "seen: frozenset[str] = frozenset()",
  ]),
  renderModel(names.input.name, "State plus the events to fold in.", [
    `state: ${stateOf(names)} = Field(default_factory=${stateOf(names)})`,
    `events: tuple[${eventOf(names)}, ...]`,
  ]),
  renderModel(names.output.name, "New state and the number of duplicates dropped.", [
    `state: ${stateOf(names)}`,
    "duplicates: int",
  ]),
].join("\n\n")}`;

const renderFold = (contract: NodeContract, names: NodeNames): string => {
  const [event, state] = [eventOf(names), stateOf(names)];
  return `"""${inWords(contract)}"""

from __future__ import annotations

${renderImports([own(event), own(state), names.input, names.output])}

def reduce_event(state: ${state}, event: ${event}) -> ${state}:
    """Fold one event; a repeated event_id leaves the state as it is."""
    if event.event_id in state.seen:
        return state
    count = state.counts.get(event.key, 0) + 1
    return ${state}(
        counts={**state.counts, event.key: count}, seen=state.seen | {event.event_id}
    )


class ${names.handler}:
    """Folds a batch of events."""

    def handle(self, request: ${names.input.name}) -> ${names.output.name}:
        """Return the new state."""
        state, duplicates = request.state, 0
        for event in request.events:
            new_state = reduce_event(state, event)
            duplicates += new_state is state
            state = new_state
        return ${names.output.name}(state=state, duplicates=duplicates)
`;
};

const renderEmpty = (contract: NodeContract, { handler, input, output }: NodeNames): string =>
  `"""${inWords(contract)}"""

from __future__ import annotations

${renderImports(fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError"))}
${renderImports([input, output])}

class ${handler}:
    """Folds events into the state of the ${spoken(contract)} node."""

    def handle(self, request: ${input.name}) -> ${output.name}:
        """Return the new state, from the old one and the events."""
${renderMissing(`${handler}.handle is not written yet`)}`;

const renderNode = (names: NodeNames): string => {
  const { stem, node, handler, input, output } = names;
  return `"""${stem} REDUCER node."""

from __future__ import annotations

${renderImports([
  CONTAINER,
  ...fromCore("omnibase_core.models.projectors.model_projection_intent", "ModelProjectionIntent"),
  ...fromCore("omnibase_core.nodes", "ModelReducerInput", "ModelReducerOutput", "NodeReducer"),
])}
${renderImports([{ name: handler, module: ".handler" }, input, output])}

class ${node}(NodeReducer[${input.name}, ${output.name}]):
    """Thin shell around ${handler}."""

    _fold = ${handler}()

    def __init__(self, container: ModelONEXContainer) -> None:
        """Call the base class."""
        super().__init__(container)

    async def execute_reduction(
        self, input_data: ModelReducerInput[${input.name}]
    ) -> ModelReducerOutput[${output.name}]:
        """Advance the state machine, then fold the last item of the batch."""
        output = await super().process(input_data)
        return output.model_copy(update={"result": self._fold.handle(input_data.data[-1])})

    async def process(
        self,
        input_data: ModelReducerInput[${input.name}],
        projection_intents: tuple[ModelProjectionIntent, ...] = (),
    ) -> ModelReducerOutput[${output.name}]:
        """Framework entry point."""
        return await self.execute_reduction(input_data)
`;
};
