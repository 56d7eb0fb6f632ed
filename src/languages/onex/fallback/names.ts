import type { NodeContract, NodeKind } from "../../../domain/node-contract.ts";
import { textAt } from "../node-files.ts";

/** Names of what a node's files declare, by its contract. */
export interface NodeNames {
  /** `OrderPrice`. */
  readonly stem: string;
  /** `NodeOrderPriceCompute`. */
  readonly node: string;
  /** `HandlerOrderPrice`. */
  readonly handler: string;
  /** `ProtocolOrderPricePort`. */
  readonly port: string;
  /** `protocol_port`. */
  readonly portModule: string;
  readonly input: ClassPlace;
  readonly output: ClassPlace;
}

interface ClassPlace {
  readonly name: string;
  /** Where it is imported from: `.models` for one of the node's own files. */
  readonly module: string;
  readonly isOwn: boolean;
}

const SUFFIX: Readonly<Record<NodeKind, string>> = {
  effect: "Effect",
  compute: "Compute",
  reducer: "Reducer",
  orchestrator: "Orchestrator",
};

export function namesOf(contract: NodeContract): NodeNames {
  const stem = toPascal(contract.name);
  const wished = textAt(contract.data, "handler_routing", "default_handler");
  return {
    stem,
    node: `Node${stem}${SUFFIX[contract.kind]}`,
    handler: wished?.split(":")[1] ?? `Handler${stem}`,
    port: `Protocol${stem}Port`,
    portModule: "protocol_port",
    input: placeOf(contract.inputModel, contract.package),
    output: placeOf(contract.outputModel, contract.package),
  };
}

function placeOf(path: string, folder: string): ClassPlace {
  const at = path.lastIndexOf(".");
  const module = path.slice(0, at);
  const isOwn = module === `${folder}.models`;
  return { name: path.slice(at + 1), module: isOwn ? ".models" : module, isOwn };
}

/** `order_price` → `OrderPrice`. */
export const toPascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** `reserve-stock` → `reserve_stock`; always a name. */
export function toSnake(name: string): string {
  const joined = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(joined) ? joined : `step_${joined}`;
}
