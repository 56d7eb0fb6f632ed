import type { NodeContract, NodeKind } from "../../../domain/node-contract.ts";
import { categoriesIn } from "../../../domain/requirement-category.ts";
import type { Specification } from "../../../domain/specification.ts";
import { inferKind } from "./infer-kind.ts";

/** What a specification asks for, contract or prose, in the words that guidance is chosen by. */
export interface NodeWish {
  readonly kind: NodeKind;
  readonly text: string;
  readonly features: readonly string[];
  readonly operations: readonly string[];
  readonly errorCodes: readonly string[];
  readonly performance: string;
  /** Facts that hold for the node, as mixins need them. */
  readonly given: readonly string[];
}

export const readWish = (specification: Specification): NodeWish =>
  specification.kind === "node-contract"
    ? fromContract(specification.contract)
    : fromProse(specification);

function fromContract(contract: NodeContract): NodeWish {
  const { kind, description, features, operations, errorCodes, data } = contract;
  return {
    kind,
    text: `${contract.name.replaceAll("_", " ")}. ${description}`,
    features,
    operations,
    errorCodes,
    performance: JSON.stringify(data["performance"] ?? ""),
    given: listGiven(contract),
  };
}

/** A wish in words names no operation: each of its requirements counts as one. */
const fromProse = ({ name, text, requirements }: Specification): NodeWish => {
  const words = `${name}\n${text}`;
  return {
    kind: inferKind(words),
    text: words,
    features: categoriesIn(words),
    operations: requirements,
    errorCodes: [],
    performance: "",
    given: ["node_id", "pydantic_model"],
  };
};

/** Blocks of the contract by the facts that they stand for. */
const FACTS: Readonly<Record<string, string>> = {
  event_bus: "event_bus",
  event_type: "event_bus",
  yaml_consumed_events: "event_bus",
  yaml_published_events: "event_bus",
  consumed_events: "event_bus",
  published_events: "event_bus",
  state_machine: "state_machine",
  state_transitions: "state_machine",
  workflow_coordination: "workflow_definition",
  handler_routing: "handler_routing",
};

function listGiven({ data }: NodeContract): readonly string[] {
  const byBlock = Object.keys(data).flatMap((key) =>
    Object.hasOwn(FACTS, key) ? (FACTS[key] ?? []) : [],
  );
  return [...new Set(["node_id", "contract_file", "pydantic_model", ...byBlock])];
}
