import { textAt } from "../node-files.ts";
import { toSnake } from "./names.ts";
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
 * A compute node: the shell is whole. Stub: the handler has no work. Partial: the handler has one function for each
 * factor that the contract names.
 */
export const renderCompute: RenderNode = (contract, names, strategy) => {
  const factors = strategy === "partial" ? factorsOf(contract.data) : [];
  const { input, output } = names;
  const algorithm = textAt(contract.data, "algorithm", "algorithm_type") ?? contract.name;
  const errors = fromCore("omnibase_core.errors", "EnumCoreErrorCode", "ModelOnexError");
  const handler = `"""${inWords(contract)}"""

from __future__ import annotations

${renderImports(errors)}
${renderImports([input, output])}

${factors.map((factor) => renderFactor(factor, input.name)).join("")}class ${names.handler}:
    """Works out the ${spoken(contract)} without side effects."""

    def handle(self, request: ${input.name}) -> ${output.name}:
        """Return the ${spoken(contract)} of one request."""
${factors.length === 0 ? "" : renderFactorCalls(factors)}${renderMissing(`${names.handler}.handle is not written yet`)}`;
  const node = `"""${names.stem} COMPUTE node."""

from __future__ import annotations

${renderImports([CONTAINER, ...fromCore("omnibase_core.nodes", "NodeCompute")])}
${renderImports([{ name: names.handler, module: ".handler" }, input, output])}

class ${names.node}(NodeCompute[${input.name}, ${output.name}]):
    """Thin shell: registers the handler under the contract's algorithm type."""

    def __init__(self, container: ModelONEXContainer) -> None:
        """Register the computation of the handler."""
        super().__init__(container)
        self.register_computation(${quote(algorithm)}, ${names.handler}().handle)
`;
  return {
    files: [
      { path: "node.py", text: node },
      { path: "handler.py", text: handler },
      renderModels(contract, names),
    ],
    openPoints: [
      ...fieldPoints(names),
      ...factors.map(({ name }) => `Work out the factor ${name}, in handler.py`),
      `Write ${names.handler}.handle`,
    ],
  };
};

interface Factor {
  readonly name: string;
  readonly method: string;
}

function factorsOf(data: unknown): readonly Factor[] {
  const algorithm = (data as { readonly algorithm?: { readonly factors?: unknown } }).algorithm;
  const factors = algorithm?.factors;
  if (typeof factors !== "object" || factors === null) return [];
  return Object.keys(factors).map((name) => ({
    name,
    method: textAt(factors, name, "calculation_method") ?? name,
  }));
}

const renderFactor = ({ name, method }: Factor, input: string): string =>
  `def work_out_${toSnake(name)}(request: ${input}) -> object:
    """Work out the factor ${toSnake(name)} by the method ${toSnake(method)}."""
${renderMissing(`The factor ${toSnake(name)} is not worked out yet`, "    ")}

`;

const renderFactorCalls = (factors: readonly Factor[]): string =>
  factors.map(({ name }) => `        work_out_${toSnake(name)}(request)\n`).join("");
