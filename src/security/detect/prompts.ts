import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { ancestors, textOf } from "../../syntax/nodes.ts";
import { readText } from "../built-text.ts";
import type { Code, Finding } from "../code.ts";
import { callAt, isFromOutside } from "../taint.ts";

/** `SEC045`: orders for a model with tools, in which a text from outside stands. */
export function* findMixedPrompts(code: Code): Generator<Finding> {
  for (const { name, value } of code.namedValues) {
    if (!/^(?:content|system|system_prompt|instructions)$/.test(name)) continue;
    if (name === "content" && !isOfSystem(value)) continue;
    const holes = readText(code, value)?.holes ?? [];
    if (holes.some((hole) => isFromOutside(code, hole)) && hasTools(code, value))
      yield { rule: "SEC045", node: value };
  }
}

/** The pair beside it says whose words they are. */
function isOfSystem(value: SyntaxNode): boolean {
  const around = value.parent?.parent;
  return (
    around !== undefined && /["']?role["']?\s*:\s*["'](?:system|developer)["']/.test(textOf(around))
  );
}

function hasTools(code: Code, value: SyntaxNode): boolean {
  for (const around of ancestors(value))
    if (callAt(code, around)?.named.has("tools") === true) return true;
  return false;
}
