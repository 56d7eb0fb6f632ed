/** Snippets that call each other in a circle. */

import type { Program, Snippet } from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import { calleesOf } from "./calls.ts";
import { type Declarations, headerRange } from "./declarations.ts";

interface CallCycle {
  /** The header of the snippet whose call closes the circle. */
  readonly closing: Range;
  /** Ids along the calls; the first one stands at the end again. */
  readonly cycle: readonly string[];
}

/** Who repairs the first few looks again anyway. */
const MOST_CYCLES = 16;

interface Visit {
  readonly snippet: Snippet;
  readonly callees: readonly Snippet[];
  next: number;
}

/** Circles of two or more snippets, in the order in which a walk along the calls meets their last call. */
export function findCallCycles(program: Program, declarations: Declarations): readonly CallCycle[] {
  const cycles: CallCycle[] = [];
  const reported = new Set<Snippet>();
  const visited = new Set<Snippet>();
  for (const root of program.snippets) {
    // An explicit stack: a chain of calls may be as long as the file.
    const path: Visit[] = [];
    const positions = new Map<Snippet, number>();
    const enter = (snippet: Snippet): void => {
      visited.add(snippet);
      positions.set(snippet, path.length);
      path.push({ snippet, callees: calledSnippets(snippet, declarations), next: 0 });
    };
    if (!visited.has(root)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const callee = top.callees[top.next];
      top.next += 1;
      if (callee === undefined) {
        positions.delete(top.snippet);
        path.pop();
      } else if (!visited.has(callee)) {
        enter(callee);
      } else if (isNewCycle(top.snippet, callee)) {
        const circle = path.slice(positions.get(callee)).map(({ snippet }) => snippet);
        for (const snippet of circle) reported.add(snippet);
        cycles.push({
          closing: headerRange(top.snippet),
          cycle: [...circle, callee].map(({ id }) => id.text),
        });
        if (cycles.length === MOST_CYCLES) return cycles;
      }
    }

    function isNewCycle(caller: Snippet, callee: Snippet): boolean {
      if (caller === callee || !positions.has(callee)) return false;
      return !reported.has(caller) && !reported.has(callee);
    }
  }
  return cycles;
}

/** Each called snippet of the file once. */
const calledSnippets = (snippet: Snippet, { snippets }: Declarations): readonly Snippet[] => [
  ...new Set(calleesOf(snippet).flatMap(({ text }) => snippets.get(text) ?? [])),
];
