/** House rules as values: what each looks for in a node, and what to do about it. */

import type { DiagnosticCategory, Fix, Severity } from "../../../domain/diagnostic.ts";
import type { JsonRecord } from "../../../domain/json.ts";
import { NODE_KINDS, type NodeKind } from "../../../domain/node-contract.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";

/** A comment with a reason, `# error-ok: reason`, on the line of a finding or alone above it, that excuses it. */
export type Escape = "error-ok" | "stub-ok" | "node-purity-ok" | "handler-di-ok";

export interface RuleFinding {
  readonly path: string;
  /** UTF-16 code units of the text that the tree was made of. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Instead of the rule's own. @default the rule's severity */
  readonly severity?: Severity | undefined;
  /** What to do here. @default the rule's fix */
  readonly help?: string | undefined;
  /** @default none */
  readonly facts?: JsonRecord | undefined;
  /** Certain edits, with offsets like `start`. @default none */
  readonly fixes?: readonly Fix[] | undefined;
}

export interface Rule {
  /** `ERR001`. */
  readonly id: string;
  /** For nodes of these kinds. */
  readonly kinds: readonly NodeKind[];
  readonly severity: Severity;
  readonly category: DiagnosticCategory;
  /** The rule in words, as a command: `Raise ModelOnexError, never a builtin`. Goes into prompts. */
  readonly title: string;
  /** What to do about a finding. */
  readonly fix: string;
  /** What may excuse a finding. */
  readonly escape: Escape | undefined;
  /** Whether it is asked of text that cannot be parsed. */
  readonly readsBrokenText: boolean;
  check(unit: NodeUnit): Iterable<RuleFinding>;
}

/** A rule from what is special about it: an error for all kinds of node unless it says otherwise. */
export const defineRule = (
  said: Pick<Rule, "id" | "title" | "fix" | "check"> & Partial<Rule>,
): Rule => ({
  kinds: NODE_KINDS,
  severity: "error",
  category: "other",
  escape: undefined,
  readsBrokenText: false,
  ...said,
});

/** A finding that covers a node of the tree. */
export const findingAt = (
  file: PythonFile,
  node: Pick<SyntaxNode, "start" | "end">,
  message: string,
  more: Pick<RuleFinding, "severity" | "help" | "facts" | "fixes"> = {},
): RuleFinding => ({ path: file.path, start: node.start, end: node.end, message, ...more });
