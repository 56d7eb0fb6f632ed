import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { NODE_KINDS, type NodeKind } from "../../domain/node-contract.ts";
import { type ContractRule, finding } from "./contract-rules.ts";
import { type Placed, type PlacedMap, spanAt, toPlain, valueAt } from "./placed.ts";
import { REFERENCE_KEY } from "./resolve-references.ts";
import { KINDLESS_SCHEMA, SCHEMAS } from "./schema.ts";
import type { UnknownKey } from "./schema-parts.ts";

/** Words that other dialects use, and what says the same in this one. */
const OTHER_DIALECTS: Readonly<Record<string, string>> = {
  version: "Write contract_version: { major, minor, patch }",
  descriptor: "Leave it out: it belongs to a contract of a handler",
  capabilities: "Leave it out, or name what the node does under tags",
  subcontracts: `Write ${REFERENCE_KEY}: ./file.yaml where the block belongs`,
  effect_operations: "Write io_operations",
  operations: "Write io_operations, reduction_operations or algorithm, by the kind of node",
  error_codes: "Write them under annotations.error_codes",
};

/** The kind that a contract says, in capitals or in the longer form that the loader takes too. */
export function kindOf(contract: Placed): NodeKind | undefined {
  const said = valueAt(contract, ["node_type"]);
  // One in small letters is refused, and the rest still judged by the kind that is meant.
  const word = said?.kind === "scalar" ? String(said.value).toUpperCase() : "";
  return NODE_KINDS.find((kind) => {
    const short = kind.toUpperCase();
    return word === short || word === `${short}_GENERIC`;
  });
}

/** Keys, types and ranges. */
export function checkShape(contract: PlacedMap): readonly Diagnostic[] {
  const kind = kindOf(contract);
  const schema = kind === undefined ? KINDLESS_SCHEMA : SCHEMAS[kind];
  const { error } = schema.safeParse(toPlain(contract));
  const issues = error?.issues.flatMap(flatten) ?? [];
  return [...checkKind(contract), ...issues.map((issue) => toFinding(contract, issue))];
}

function checkKind(contract: PlacedMap): readonly Diagnostic[] {
  const said = contract.entries.get("node_type");
  if (said === undefined) return [];
  const word = said.value.kind === "scalar" ? String(said.value.value) : "";
  const short = NODE_KINDS.map((kind) => kind.toUpperCase());
  if (short.includes(word)) return [];
  const help = `Write ${short.join(", ")}`;
  const isLong = kindOf(contract) !== undefined && word === word.toUpperCase();
  const message = isLong
    ? `node_type "${word}" is the long form`
    : `node_type "${word}" is no kind of node`;
  const severity = isLong ? "warning" : "error";
  return [finding("CON004", said.value.span, message, { help, severity })];
}

/** Of a value that may have several forms, what is wrong with the last: the fullest of them. */
const flatten = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== "invalid_union") return [issue];
  const inner = issue.errors.at(-1) ?? [];
  return inner.flatMap((each) => flatten({ ...each, path: [...issue.path, ...each.path] }));
};

function toFinding(contract: PlacedMap, issue: z.core.$ZodIssue): Diagnostic {
  const { path } = issue;
  const unknown = issue.code === "custom" ? (issue.params?.["unknown"] as UnknownKey) : undefined;
  if (unknown !== undefined) return unknownKey(contract, path, unknown);
  const name = path.join(".");
  const span = spanAt(contract, path);
  if (isVersion(path)) {
    const message = `${name.replace(/(version)\..*$/, "$1")} is no version`;
    if (path.length > 1 || valueAt(contract, path) !== undefined) {
      return finding("CON003", span, message, { help: "Write { major: 1, minor: 0, patch: 0 }" });
    }
  }
  if (valueAt(contract, path) === undefined) {
    return finding("CON002", span, `The field "${name}" is missing`, { help: "Add it" });
  }
  const code: ContractRule = name === "io_operations" ? "CON006" : "CON017";
  return finding(code, span, `${name}: ${issue.message}`);
}

/** `contract_version`, or a part of it; the versions of blocks may be missing too. */
const isVersion = (path: readonly PropertyKey[]): boolean =>
  path.some((key) => key === "contract_version" || key === "node_version");

function unknownKey(
  contract: PlacedMap,
  path: readonly PropertyKey[],
  { known, isRefused }: UnknownKey,
): Diagnostic {
  const key = String(path.at(-1));
  const where = path.length === 1 ? "" : ` in ${path.slice(0, -1).join(".")}`;
  const near = known.length === 0 ? "" : closest(key, [...known]);
  const help =
    (path.length === 1 ? OTHER_DIALECTS[key] : undefined) ??
    (near !== "" && distance(key, near) <= Math.max(2, key.length / 3)
      ? `Did you mean "${near}"?`
      : `Keys here: ${known.join(", ")}`);
  const message = isRefused
    ? `There is no key "${key}"${where}`
    : `There is no key "${key}"${where}: it does nothing`;
  const severity = isRefused ? "error" : "warning";
  return finding("CON005", spanAt(contract, path), message, { help, severity });
}
