import type { JsonRecord } from "../../domain/json.ts";
import type { NodeContract, NodeKind } from "../../domain/node-contract.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { CompanionWish, NodeContractSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { folderOf } from "../../std/folder-of.ts";
import { inferFeatures, machineOf } from "./infer-features.ts";
import { packageOf } from "./model-path.ts";
import { isRecord, listAt, recordAt, recordsAt, textAt } from "./read-value.ts";

export interface ReadContract {
  readonly kind: NodeKind;
  readonly data: JsonRecord;
  /** The contract, then what was put into it. */
  readonly sources: readonly SourceText[];
}

/** A contract without errors → specification: main file beside the contract, companions as the kind needs them. */
export function toSpecification(
  { kind, data, sources: [source, ...parts] }: ReadContract,
  language: LanguagePack,
): NodeContractSpecification {
  const { path = "", text = "" } = source ?? {};
  const contract = toContract(kind, data, path, parts);
  const [extension] = language.fileExtensions;
  return {
    kind: "node-contract",
    name: contract.name,
    language: language.id,
    text: renderText(contract, { path, text }, parts),
    signature: undefined,
    examples: [],
    requirements: listRequirements(contract),
    contextFiles: [],
    testFiles: [],
    companions: listCompanions(kind, extension),
    path: `${folderOf(path)}node${extension}`,
    contract,
  };
}

function toContract(
  kind: NodeKind,
  data: JsonRecord,
  path: string,
  parts: readonly SourceText[],
): NodeContract {
  const operations = listOperations(data, kind);
  const inputModel = textAt(data, "input_model") ?? "";
  const { major, minor, patch } = recordAt(data, "contract_version") ?? {};
  return {
    kind,
    name: textAt(data, "name") ?? "",
    version: [major, minor, patch].join("."),
    description: textAt(data, "description") ?? "",
    package: packageOf(inputModel, path),
    inputModel,
    outputModel: textAt(data, "output_model") ?? "",
    operations,
    errorCodes: listAt(recordAt(data, "annotations"), "error_codes").filter(
      (code) => typeof code === "string",
    ),
    features: inferFeatures(data, kind, operations),
    subcontracts: parts.map((part) => fromFolder(folderOf(path), part.path)),
    data,
  };
}

/** `a/b/` and `a/c/x.yaml` → `../c/x.yaml`. */
function fromFolder(folder: string, path: string): string {
  const from = folder.split("/").slice(0, -1);
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

function listOperations(data: JsonRecord, kind: NodeKind): readonly string[] {
  const named = (key: string, field: string): readonly string[] =>
    recordsAt(data, key).flatMap((each) => textAt(each, field) ?? []);
  const routed = recordsAt(recordAt(data, "handler_routing"), "handlers").flatMap(
    (each) => textAt(each, "operation") ?? [],
  );
  const byKind = {
    effect: () => named("io_operations", "operation_type"),
    compute: () => [textAt(recordAt(data, "algorithm"), "algorithm_type") ?? []].flat(),
    reducer: () => named("reduction_operations", "reduction_function"),
    orchestrator: () => [...listSteps(data), ...named("consumed_events", "handler_function")],
  }[kind]();
  return [...new Set([...byKind, ...routed])];
}

const listSteps = (data: JsonRecord): readonly string[] => {
  const definition = recordAt(recordAt(data, "workflow_coordination"), "workflow_definition");
  return recordsAt(recordAt(definition, "execution_graph"), "nodes").flatMap(
    (node) => textAt(node, "node_id") ?? [],
  );
};

function listRequirements(contract: NodeContract): readonly string[] {
  const { data, kind, operations } = contract;
  const performance = recordAt(data, "performance");
  const most = performance?.["single_operation_max_ms"];
  const rules = recordAt(recordAt(data, "validation_rules"), "constraint_definitions") ?? {};
  const fields = recordAt(recordAt(data, "input_validation"), "field_constraints") ?? {};
  const needed = listAt(recordAt(data, "input_validation"), "required_fields");
  return [
    ...operations.map((name) => `It carries out the operation ${name}.`),
    ...recordsAt(data, "io_operations").flatMap((one) => limitOf(one)),
    ...(most === undefined || most === null ? [] : [`One operation takes ${most} ms at most.`]),
    ...needed.map((field) => `The input field ${String(field)} is required.`),
    ...[...Object.entries(rules), ...Object.entries(fields)].map(
      ([name, rule]) => `${name}: ${isRecord(rule) ? JSON.stringify(rule) : String(rule)}`,
    ),
    ...recordsAt(machineOf(data), "transitions").map(
      (one) =>
        `On ${textAt(one, "trigger") ?? ""}, the state ${textAt(one, "from_state") ?? ""} becomes ${textAt(one, "to_state") ?? ""}.`,
    ),
    ...recordsAt(data, "consumed_events").map(
      (one) =>
        `Events ${textAt(one, "event_pattern") ?? ""} are handled by ${textAt(one, "handler_function") ?? ""}.`,
    ),
    ...contract.errorCodes.map((code) => `It may raise ${code}.`),
    ...(kind === "compute" && data["deterministic_execution"] === true
      ? ["The same input always gives the same output."]
      : []),
  ];
}

const limitOf = (operation: JsonRecord): readonly string[] => {
  const seconds = operation["timeout_seconds"];
  return seconds === undefined
    ? []
    : [`${textAt(operation, "operation_type") ?? ""} ends within ${String(seconds)} s.`];
};

function listCompanions(kind: NodeKind, extension: string): readonly CompanionWish[] {
  const models = {
    path: `models${extension}`,
    purpose: "the input and output models that the contract names",
    isOptional: false,
  };
  if (kind === "orchestrator") return [models];
  const handler = {
    path: `handler${extension}`,
    purpose: "the handler with the node's logic",
    isOptional: false,
  };
  const port = {
    path: `protocol_*${extension}`,
    purpose: "the protocol of what the handler is given: store, client or bus; name it after that",
    isOptional: true,
  };
  return kind === "effect" ? [models, handler, port] : [models, handler];
}

const renderText = (
  contract: NodeContract,
  { path, text }: SourceText,
  parts: readonly SourceText[],
): string =>
  [
    `# ${contract.name}`,
    contract.description.trim(),
    `A node of kind ${contract.kind.toUpperCase()} in the package ${contract.package}, by this contract:`,
    ...[{ path, text }, ...parts].map((file) => renderFile(file, parts.length > 0)),
  ].join("\n\n");

/** The fence is longer than any run of its marks inside. */
function renderFile({ path, text }: SourceText, isNamed: boolean): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const name = isNamed ? `${path}:\n\n` : "";
  return `${name}${fence}yaml\n${text.trimEnd()}\n${fence}`;
}
