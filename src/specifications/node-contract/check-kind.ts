import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { NodeKind } from "../../domain/node-contract.ts";
import { checkStateMachine } from "./check-state-machine.ts";
import { finding, type Report } from "./contract-rules.ts";
import { type PlacedMap, spanAt } from "./placed.ts";
import { isOn, isRecord, numberAt, recordAt, recordsAt, textAt } from "./read-value.ts";

/** What fields say about each other, by the kind of node. */
export function checkKind(
  contract: PlacedMap,
  data: JsonRecord,
  kind: NodeKind,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (code, path, message, help, severity) => {
    found.push(finding(code, spanAt(contract, path), message, { help, severity }));
  };
  checkPerformance(data, kind, report);
  checkProtocols(data, report);
  checkTools(data, report);
  if (kind === "effect") checkEffect(data, report);
  if (kind === "compute") checkAlgorithm(data, report);
  if (kind === "reducer") checkReducer(data, report);
  if (kind === "orchestrator") checkEvents(data, report);
  checkEventType(data, report);
  return found;
}

function checkPerformance(data: JsonRecord, kind: NodeKind, report: Report): void {
  const performance = recordAt(data, "performance");
  const operation = numberAt(performance, "single_operation_max_ms");
  const query = numberAt(performance, "database_query_timeout_ms");
  if (operation === undefined && (kind === "compute" || kind === "orchestrator")) {
    const message = `A contract of kind ${kind.toUpperCase()} says single_operation_max_ms`;
    const help = "Add performance: { single_operation_max_ms: 100 }";
    report("CON009", ["performance"], message, help);
  }
  if (operation !== undefined && query !== undefined && query > operation) {
    const message = `A query may take ${query} ms, its whole operation only ${operation} ms`;
    const path = ["performance", "database_query_timeout_ms"];
    report("CON012", path, message, `Write ${operation} or less`);
  }
}

/** Names that protocols are bound to must differ; what is no protocol says what else it is. */
function checkProtocols(data: JsonRecord, report: Report): void {
  const bound = new Set<string>();
  for (const [index, each] of recordsAt(data, "protocol_dependencies").entries()) {
    const name = textAt(each, "bind_as") ?? textAt(each, "name") ?? "";
    if (bound.has(name)) {
      const message = `Two protocols are bound to "${name}"`;
      report("CON017", ["protocol_dependencies", index], message, "Write another bind_as");
    }
    bound.add(name);
  }
  for (const [index, each] of recordsAt(data, "dependencies").entries()) {
    const type = textAt(each, "dependency_type") ?? textAt(each, "type") ?? "protocol";
    const isOther = ["service", "module", "external", "environment"].includes(type);
    const named = `${textAt(each, "name") ?? ""} ${textAt(each, "module") ?? ""}`;
    if (isOther || /protocol/i.test(named)) continue;
    const message = `The dependency "${textAt(each, "name") ?? ""}" counts as a protocol, and is named as none`;
    const help = "Write type: service, module, external or environment";
    report("CON017", ["dependencies", index], message, help);
  }
}

function checkTools(data: JsonRecord, report: Report): void {
  const tool = recordAt(data, "tool_specification");
  if (tool === undefined || Object.keys(tool).length === 0) return;
  for (const field of ["tool_name", "main_tool_class"]) {
    if (!Object.hasOwn(tool, field)) {
      const message = `The field "tool_specification.${field}" is missing`;
      report("CON002", ["tool_specification"], message, "Add it");
    }
  }
}

function checkEffect(data: JsonRecord, report: Report): void {
  if (!Object.hasOwn(data, "io_operations")) {
    const help = "Add io_operations: [{ operation_type: … }]";
    report("CON006", ["io_operations"], "An effect needs an operation", help);
  }
  const operations = recordsAt(data, "io_operations");
  const transaction = recordAt(data, "transaction_management");
  // Both switches are on where nothing is said.
  const isTransaction = isOn(transaction, "enabled", true);
  if (
    isTransaction &&
    operations.length > 0 &&
    !operations.some((one) => isOn(one, "atomic", true))
  ) {
    const path = ["transaction_management", "enabled"];
    const message = "Transactions are on, and no operation is atomic";
    report("CON007", path, message, "Mark one atomic, or switch transactions off");
  }
  checkRetries(recordAt(data, "retry_policies"), report);
}

function checkRetries(retries: JsonRecord | undefined, report: Report): void {
  if (retries === undefined) return;
  const attempts = numberAt(retries, "max_attempts") ?? 3;
  const threshold = numberAt(retries, "circuit_breaker_threshold") ?? 3;
  if (isOn(retries, "circuit_breaker_enabled", true) && threshold > attempts) {
    const path = ["retry_policies", "circuit_breaker_threshold"];
    const message = `The circuit opens after ${threshold} failures, of ${attempts} attempts`;
    report("CON008", path, message, `Write ${attempts} or less`);
  }
  const base = numberAt(retries, "base_delay_ms") ?? 100;
  const most = numberAt(retries, "max_delay_ms") ?? 5000;
  if (most <= base) {
    const message = `The longest delay, ${most} ms, is no longer than the first, ${base} ms`;
    report("CON017", ["retry_policies", "max_delay_ms"], message, `Write more than ${base}`);
  }
}

function checkAlgorithm(data: JsonRecord, report: Report): void {
  const factors = recordAt(recordAt(data, "algorithm"), "factors");
  if (factors === undefined) return;
  const weights = Object.values(factors).map((factor) =>
    isRecord(factor) ? numberAt(factor, "weight") : undefined,
  );
  if (weights.includes(undefined)) return;
  const sum = weights.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  if (sum >= 0.99 && sum <= 1.01) return;
  const message = `The weights of the factors sum to ${Number(sum.toFixed(4))}, not to 1`;
  report("CON010", ["algorithm", "factors"], message, "Divide each by their sum");
}

function checkReducer(data: JsonRecord, report: Report): void {
  for (const key of ["state_machine", "state_transitions"]) {
    const machine = recordAt(data, key);
    if (machine !== undefined) checkStateMachine(machine, key, report);
  }
  const memory = recordAt(data, "memory_management");
  const threshold = numberAt(memory, "gc_threshold") ?? 0.8;
  if (memory !== undefined && isOn(memory, "spill_to_disk_enabled", true) && threshold >= 0.9) {
    const message = "With spilling to disk, gc_threshold is below 0.9";
    report("CON017", ["memory_management", "gc_threshold"], message);
  }
}

function checkEvents(data: JsonRecord, report: Report): void {
  const names = new Set<string>();
  for (const [index, event] of recordsAt(data, "published_events").entries()) {
    const name = textAt(event, "event_name") ?? "";
    if (names.has(name)) {
      const message = `The event "${name}" is published twice`;
      report("CON015", ["published_events", index, "event_name"], message, "Name it once");
    }
    names.add(name);
  }
  for (const [index, event] of recordsAt(data, "consumed_events").entries()) {
    if ((textAt(event, "handler_function") ?? "") !== "") continue;
    const message = `Nothing handles "${textAt(event, "event_pattern") ?? "the event"}"`;
    report("CON015", ["consumed_events", index], message, "Add handler_function: on_…");
  }
  const coordination = recordAt(data, "event_coordination");
  const timeout = numberAt(coordination, "correlation_timeout_ms") ?? 10_000;
  if (isOn(coordination, "correlation_enabled", true) && timeout < 1000) {
    const path = ["event_coordination", "correlation_timeout_ms"];
    report("CON017", path, `Events are correlated for ${timeout} ms`, "Write 1000 or more");
  }
}

function checkEventType(data: JsonRecord, report: Report): void {
  const events = recordAt(data, "event_type");
  if (events === undefined) return;
  const size = numberAt(events, "batch_size") ?? 100;
  if (isOn(events, "batch_processing", false) && size < 1) {
    report("CON017", ["event_type", "batch_size"], "A batch holds one event or more");
  }
  const window = numberAt(events, "deduplication_window_ms") ?? 60_000;
  if (isOn(events, "deduplication_enabled", false) && window < 1000) {
    const message = `Doubles are looked for within ${window} ms`;
    report("CON017", ["event_type", "deduplication_window_ms"], message, "Write 1000 or more");
  }
}
