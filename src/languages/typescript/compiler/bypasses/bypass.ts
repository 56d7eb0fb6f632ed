import type ts from "typescript";
import type { Finding } from "../../../../syntax/finding.ts";
import type { Scope } from "../scope.ts";

/** Text that switches checking off. */
export interface Bypass extends Finding {
  readonly help: string;
}

/** Looks at one node at a time; `named` is what the node names, see `denoteNamed`. */
export type BypassRule = (
  node: ts.Node,
  scope: Scope,
  named: string | undefined,
) => Bypass | undefined;

/** A bypass that spans `node`. */
export const bypassAt = (
  node: ts.Node,
  file: ts.SourceFile,
  words: Pick<Bypass, "code" | "message" | "help">,
): Bypass => ({ ...words, start: node.getStart(file), end: node.getEnd() });
