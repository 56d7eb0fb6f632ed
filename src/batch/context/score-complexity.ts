import type { ItemFacts } from "./read-facts.ts";

/** What makes a file hard to prove, as far as its text tells. */
export interface Complexity {
  /** From 0 for an empty file; about 10 for a median task. */
  readonly score: number;
  readonly lines: number;
  /** In contracts and definitions. */
  readonly quantifiers: number;
  /** In what is given already. */
  readonly loops: number;
  /** Deepest nesting of brackets. */
  readonly nesting: number;
  /** Declarations of which something is promised. */
  readonly promises: number;
}

// Words of all languages whose files are proved; one that lacks a word has none of it.
const QUANTIFIER = /\b(?:forall|exists)\b|[∀∃]/gu;
const LOOP = /\b(?:while|loop|for)\b/gu;

/** Counts code alone: contracts and what they are defined by, comments between declarations apart. */
export function scoreComplexity({ item, declarations }: ItemFacts): Complexity {
  const { source } = item.specification;
  const code = declarations.map(({ contract, body, isDefinition }) => ({
    contract,
    body: body === undefined ? "" : source.slice(body.start, body.end),
    isDefinition,
  }));
  const stated = code.map((each) => `${each.contract} ${each.isDefinition ? each.body : ""}`);
  const lines = source.split("\n").filter((line) => line.trim() !== "").length;
  const quantifiers = countAll(stated, QUANTIFIER);
  const loops = countAll(
    code.map(({ body }) => body),
    LOOP,
  );
  const nesting = Math.max(0, ...stated.map(nestingOf));
  const promises = declarations.filter((each) => each.promises).length;
  const score = lines / 8 + quantifiers * 1.5 + loops * 2 + nesting * 0.5 + promises;
  return { score: Math.round(score * 10) / 10, lines, quantifiers, loops, nesting, promises };
}

const countAll = (texts: readonly string[], pattern: RegExp): number =>
  texts.reduce((sum, text) => sum + [...text.matchAll(pattern)].length, 0);

function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const mark of text) {
    if ("([{".includes(mark)) deepest = Math.max(deepest, (depth += 1));
    else if (")]}".includes(mark)) depth = Math.max(0, depth - 1);
  }
  return deepest;
}
