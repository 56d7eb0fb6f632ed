/** What is checked in a contract, by stable codes. */

import {
  createDiagnostic,
  type Diagnostic,
  type Severity,
  type SourceSpan,
} from "../../domain/diagnostic.ts";

/** In the order of their codes; each with the severity it has unless its finding says otherwise. */
export const CONTRACT_RULES = {
  CON001: { title: "The YAML can be read, and no key stands twice", severity: "error" },
  CON002: { title: "No required field is missing", severity: "error" },
  CON003: { title: "Versions are { major, minor, patch }", severity: "error" },
  CON004: { title: "The kind is EFFECT, COMPUTE, REDUCER or ORCHESTRATOR", severity: "error" },
  CON005: { title: "No key is unknown", severity: "error" },
  CON006: { title: "An effect has an operation", severity: "error" },
  CON007: { title: "A transaction has an atomic operation", severity: "error" },
  CON008: { title: "A circuit opens within the attempts", severity: "error" },
  CON009: { title: "Computes and orchestrators have a time limit", severity: "error" },
  CON010: { title: "The weights of an algorithm sum to 1", severity: "error" },
  CON011: { title: "A state machine knows its states, and reaches them", severity: "error" },
  CON012: { title: "A query takes no longer than its operation", severity: "error" },
  CON013: { title: "The models exist", severity: "error" },
  CON014: { title: "The default handler is named in full, and exists", severity: "warning" },
  CON015: { title: "Events are unique, and those consumed have a handler", severity: "error" },
  CON016: { title: "Files that are put into it can be read, without a cycle", severity: "error" },
  CON017: { title: "Values have their type, and lie in their range", severity: "error" },
} as const satisfies Record<string, { readonly title: string; readonly severity: Severity }>;

export type ContractRule = keyof typeof CONTRACT_RULES;

/** A finding at a path of the contract. */
export type Report = (
  code: ContractRule,
  path: readonly PropertyKey[],
  message: string,
  help?: string,
  severity?: Severity,
) => void;

/** A finding of a rule at its place. */
export const finding = (
  code: ContractRule,
  span: SourceSpan,
  message: string,
  more: { readonly help?: string | undefined; readonly severity?: Severity | undefined } = {},
): Diagnostic =>
  createDiagnostic({
    tool: "contract",
    code,
    phase: "compliance",
    category: code === "CON001" ? "syntax" : "other",
    severity: more.severity ?? CONTRACT_RULES[code].severity,
    message,
    span,
    help: more.help,
  });
