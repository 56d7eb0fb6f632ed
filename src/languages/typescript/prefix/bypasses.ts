import ts from "typescript";
import type { Bypass } from "../compiler/bypasses/bypass.ts";
import { typeRules } from "../compiler/bypasses/types.ts";
import type { Facts } from "./facts.ts";

/** What the guard would not let pass in what was written since `from`: types that the compiler believes blindly. */
export function findBypass(written: string, facts: Facts, from: number): Bypass | undefined {
  const file = facts.at(written, "statement")?.file;
  return file && findBypassIn(file, from, written.length);
}

/** The same between two places of a file. */
export function findBypassIn(file: ts.SourceFile, from: number, to: number): Bypass | undefined {
  const scope = { file, findDeclaration: () => undefined };
  const visit = (node: ts.Node): Bypass | undefined => {
    if (node.end <= from || node.pos >= to) return undefined;
    const isWhole = node.end <= to && node.getStart(file) >= from;
    for (const rule of isWhole ? typeRules : []) {
      const found = rule(node, scope, undefined);
      if (found !== undefined) return found;
    }
    return ts.forEachChild(node, visit);
  };
  return visit(file);
}
