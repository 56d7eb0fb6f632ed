/** Patterns that take time without end. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { constantOf } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { isFromOutside } from "../taint.ts";
import { hasNestedRepetition } from "./nested-repetition.ts";

/** `SEC038`: `patternOf` gives what a call compiles; `literals` are patterns that the language writes out itself. */
export const findSlowPatterns = (
  patternOf: (call: Call, code: Code) => SyntaxNode | undefined,
  literals: (
    code: Code,
  ) => readonly { readonly node: SyntaxNode; readonly pattern: string }[] = () => [],
) =>
  function* (code: Code): Generator<Finding> {
    for (const { node, pattern } of literals(code))
      if (hasNestedRepetition(pattern)) yield { rule: "SEC038", node };
    for (const call of code.calls) {
      const given = patternOf(call, code);
      if (given === undefined) continue;
      const text = constantOf(code, given);
      if (text === undefined ? isFromOutside(code, given) : hasNestedRepetition(text))
        yield { rule: "SEC038", node: call.node };
    }
  };
