/** Where the names of a body come from: what help about one of them says. */

import type { Step } from "../syntax/step-ast.ts";
import { nestedBlocks } from "./steps.ts";

export type Origin =
  /** Bound where nothing outside sees it. */
  | "transaction"
  | "handle"
  /** The rows of a structured query. */
  | "rows"
  /** A binding of a match case after the first. */
  | "later-payload"
  /** Any other step. */
  | "step";

/** The first origin of each name that `steps` bind. */
export function collectOrigins(steps: readonly Step[]): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>();
  const add = (name: string, origin: Origin): void => {
    if (!origins.has(name)) origins.set(name, origin);
  };
  const visit = (step: Step, hidden: "transaction" | "handle" | undefined): void => {
    if (step.kind === "match")
      for (const { pattern } of step.cases)
        if (pattern.kind === "variant")
          for (const [index, { text }] of pattern.bindings.entries())
            add(text, hidden ?? (index > 0 ? "later-payload" : "step"));
    for (const block of nestedBlocks(step))
      for (const inner of block) visit(inner, hidden ?? hiddenBy(step));
    add(step.as.text, hidden ?? (isStructuredQuery(step) ? "rows" : "step"));
  };
  for (const step of steps) visit(step, undefined);
  return origins;
}

function hiddenBy({ kind }: Step): "transaction" | "handle" | undefined {
  if (kind === "transaction") return kind;
  return kind === "call" ? "handle" : undefined;
}

const isStructuredQuery = (step: Step): boolean =>
  step.kind === "query" && step.form === "structured";
