/** A Lark grammar, with all that is needed to read its texts and to write some. */

export type LarkNode =
  | { readonly kind: "text"; readonly text: string; readonly isCaseless: boolean }
  | { readonly kind: "pattern"; readonly source: string; readonly isCaseless: boolean }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "sequence"; readonly parts: readonly LarkNode[] }
  | { readonly kind: "choice"; readonly parts: readonly LarkNode[] }
  | {
      readonly kind: "repeat";
      readonly body: LarkNode;
      readonly least: number;
      readonly most: number | undefined;
    };

export interface LarkRule {
  readonly name: string;
  /** Written in capitals: read as one piece, without ignored text inside. */
  readonly isToken: boolean;
  readonly body: LarkNode;
  /** As the user wrote it. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** It began with itself, and was rewritten as a repetition: it occurs less often than its author sees it. */
  readonly isFlattened: boolean;
}

export interface LarkGrammar {
  readonly rules: ReadonlyMap<string, LarkRule>;
  /** What may stand between pieces. */
  readonly ignored: readonly LarkNode[];
  /** The lines that say so, and what is imported. */
  readonly statements: readonly { readonly name: string | undefined; readonly source: string }[];
}

/** All nodes of a tree, the whole first. */
export function nodesOf(root: LarkNode): readonly LarkNode[] {
  const found: LarkNode[] = [root];
  // The list grows while it is walked.
  for (const node of found) {
    if (node.kind === "repeat") found.push(node.body);
    else if (node.kind === "sequence" || node.kind === "choice") found.push(...node.parts);
  }
  return found;
}

/** Names that a rule needs, itself included, as far as they are rules. */
export function reachableFrom(name: string, { rules }: LarkGrammar): ReadonlySet<string> {
  const reached = new Set([name]);
  // So does a set.
  for (const each of reached)
    for (const node of nodesOf(rules.get(each)?.body ?? { kind: "sequence", parts: [] }))
      if (node.kind === "name") reached.add(node.name);
  return reached;
}

/** A token's regular expression; `undefined` for one that speaks of a rule, or of itself. */
export function patternOf(
  node: LarkNode,
  grammar: LarkGrammar,
  above: readonly string[] = [],
): string | undefined {
  switch (node.kind) {
    case "text":
      return node.isCaseless ? caseless(node.text) : escape(node.text);
    case "pattern":
      return node.isCaseless ? undefined : `(?:${node.source})`;
    case "name": {
      const rule = grammar.rules.get(node.name);
      if (rule?.isToken !== true || above.includes(node.name)) return undefined;
      return patternOf(rule.body, grammar, [...above, node.name]);
    }
    case "repeat": {
      const body = patternOf(node.body, grammar, above);
      if (body === undefined) return undefined;
      const { least, most } = node;
      const count =
        most === undefined
          ? least === 0
            ? "*"
            : least === 1
              ? "+"
              : `{${least},}`
          : least === 0 && most === 1
            ? "?"
            : `{${least},${most}}`;
      return `(?:${body})${count}`;
    }
    default: {
      const parts = node.parts.map((part) => patternOf(part, grammar, above));
      if (parts.includes(undefined)) return undefined;
      return node.kind === "sequence" ? parts.join("") : `(?:${parts.join("|")})`;
    }
  }
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");

const caseless = (text: string): string =>
  [...text]
    .map((sign) =>
      sign.toLowerCase() === sign.toUpperCase()
        ? escape(sign)
        : `[${sign.toLowerCase()}${sign.toUpperCase()}]`,
    )
    .join("");

/** What may stand between pieces, as one regular expression; `undefined` where nothing may. */
export function ignoredPattern(grammar: LarkGrammar): string | undefined {
  const patterns = grammar.ignored.flatMap((node) => patternOf(node, grammar) ?? []);
  const [first, ...others] = patterns;
  if (first === undefined) return undefined;
  return others.length === 0
    ? `(?:${first.replace(/^\(\?:([^()]*)\)$/u, "$1")})`
    : `(?:${patterns.join("|")})`;
}

/** A rule that begins with itself by way of others, which no reader that goes from left to right can follow. */
export function findLeftRecursion(start: string, grammar: LarkGrammar): string | undefined {
  for (const name of reachableFrom(start, grammar)) {
    const body = grammar.rules.get(name)?.body;
    if (body === undefined || grammar.rules.get(name)?.isToken === true) continue;
    const firsts = new Set(firstNames(body, grammar));
    // What is added while the set is walked is walked too.
    for (const first of firsts) {
      const rule = grammar.rules.get(first);
      if (rule !== undefined && !rule.isToken)
        for (const next of firstNames(rule.body, grammar)) firsts.add(next);
    }
    if (firsts.has(name)) return name;
  }
  return undefined;
}

function firstNames(node: LarkNode, grammar: LarkGrammar): readonly string[] {
  if (node.kind === "name") return [node.name];
  if (node.kind === "repeat") return firstNames(node.body, grammar);
  if (node.kind === "choice") return node.parts.flatMap((part) => firstNames(part, grammar));
  if (node.kind !== "sequence") return [];
  const found: string[] = [];
  for (const part of node.parts) {
    found.push(...firstNames(part, grammar));
    if (!canBeEmpty(part, grammar, new Set())) break;
  }
  return found;
}

function canBeEmpty(node: LarkNode, grammar: LarkGrammar, above: ReadonlySet<string>): boolean {
  if (node.kind === "name") {
    const rule = grammar.rules.get(node.name);
    if (rule === undefined || rule.isToken || above.has(node.name)) return false;
    return canBeEmpty(rule.body, grammar, new Set([...above, node.name]));
  }
  if (node.kind === "repeat") return node.least === 0 || canBeEmpty(node.body, grammar, above);
  if (node.kind === "sequence") return node.parts.every((part) => canBeEmpty(part, grammar, above));
  return node.kind === "choice" && node.parts.some((part) => canBeEmpty(part, grammar, above));
}
