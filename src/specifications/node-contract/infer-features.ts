import type { JsonRecord } from "../../domain/json.ts";
import type { NodeKind } from "../../domain/node-contract.ts";
import { categoriesIn, countWords } from "../../domain/requirement-category.ts";
import { isOn, listAt, recordAt, recordsAt, textAt } from "./read-value.ts";

/** What words of an operation's name call for. */
const BY_OPERATION: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["db", "sql", "upsert", "insert", "query", "database", "table"],
    ["database", "writes"],
  ],
  [
    ["http", "api", "rest", "request"],
    ["api", "http_client"],
  ],
  [
    ["publish", "emit", "produce"],
    ["events", "event_publishing"],
  ],
  [
    ["consume", "subscribe"],
    ["events", "consumer"],
  ],
  [
    ["batch", "bulk"],
    ["bulk", "batch_operations"],
  ],
  [["file", "directory", "read", "write"], ["any_io"]],
  [["aggregate", "sum", "count", "fold"], ["aggregation"]],
  [["model", "infer", "predict", "embed"], ["model_loading"]],
];

/** What a contract calls for, in the words that patterns, variants and mixins are chosen by; sorted, each once. */
export function inferFeatures(
  data: JsonRecord,
  kind: NodeKind,
  operations: readonly string[],
): readonly string[] {
  const tags = listAt(data, "tags").filter((tag) => typeof tag === "string");
  const words = `${textAt(data, "description") ?? ""} ${tags.join(" ")}`;
  const features = new Set<string>([
    ...byBlocks(data, kind),
    ...operations.flatMap(byOperation),
    ...tags.map(toFeature),
    ...categoriesIn(words),
  ]);
  features.delete("");
  return [...features].toSorted();
}

/** As a feature is written: lower case, with underscores. */
const toFeature = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 60);

const byOperation = (operation: string): readonly string[] =>
  BY_OPERATION.flatMap(([words, features]) => (countWords(operation, words) > 0 ? features : []));

function byBlocks(data: JsonRecord, kind: NodeKind): readonly string[] {
  const retries = recordAt(data, "retry_policies");
  const transaction = recordAt(data, "transaction_management");
  const streaming = recordAt(data, "streaming");
  const workflow = recordAt(data, "workflow_coordination");
  const isFlow = kind === "orchestrator" && workflow !== undefined;
  const when = (is: boolean, ...features: readonly string[]): readonly string[] =>
    is ? features : [];
  return [
    ...when(kind === "effect", "any_io"),
    ...when(retries !== undefined, "retry", "transient_errors"),
    ...when(
      retries !== undefined && isOn(retries, "circuit_breaker_enabled", true),
      "circuit_breaker",
    ),
    ...when(transaction !== undefined && isOn(transaction, "enabled", true), "transaction"),
    ...when(recordAt(data, "event_type") !== undefined, "events"),
    ...when(recordAt(data, "event_bus") !== undefined, "events", "kafka"),
    ...when(recordAt(data, "caching") !== undefined, "caching"),
    ...when(recordsAt(data, "external_services").length > 0, "api", "external_service"),
    ...when(streaming !== undefined && isOn(streaming, "enabled", true), "windowing", "streaming"),
    ...when(recordAt(data, "aggregation") !== undefined, "aggregation"),
    ...when(kind === "reducer", "aggregation"),
    ...when(machineOf(data) !== undefined, "fsm", "fsm_state_management", "lifecycle"),
    ...when(isOn(data, "idempotent_operations", false), "idempotency"),
    ...when(isOn(data, "audit_trail_enabled", false), "audit"),
    ...when(isOn(recordAt(data, "parallel_processing"), "enabled", false), "parallel"),
    ...when(isOn(data, "intermediate_result_caching", false), "caching"),
    ...when(isFlow, "workflow", "multi_step", "multi_step_coordination"),
    ...when(isFlow && isOn(workflow, "rollback_enabled", false), "rollback", "rollback_support"),
    ...when(isFlow && isOn(workflow, "checkpoint_enabled", false), "workflow_persistence"),
    ...when(
      isFlow && textAt(workflow, "execution_mode") === "parallel",
      "parallel",
      "parallel_execution",
    ),
    ...when(recordAt(data, "conditional_branching") !== undefined, "conditional_branching"),
    ...when(listAt(data, "consumed_events").length > 0, "events", "consumer"),
    ...when(listAt(data, "published_events").length > 0, "events", "event_publishing"),
    ...when(listAt(data, "yaml_consumed_events").length > 0, "events", "consumer"),
    ...when(listAt(data, "yaml_published_events").length > 0, "events", "event_publishing"),
  ];
}

/** A reducer's state machine, under either of its names. */
export const machineOf = (data: JsonRecord): JsonRecord | undefined =>
  recordAt(data, "state_machine") ?? recordAt(data, "state_transitions");
