/** Texts of a grammar, drawn rule by rule, and the ways in which a text can be read by it. */

import type { Chooser } from "../chooser.ts";
import { ignoredPattern, type LarkGrammar, type LarkNode, patternOf } from "./lark.ts";

/** Texts of each token that is used, by its regular expression. */
export type TokenTexts = ReadonlyMap<string, readonly string[]>;

const MOST_DEPTH = 7;
const NO_WAY = 1000;

/** A text at random; `undefined` where none was found soon. */
export function drawText(
  start: string,
  grammar: LarkGrammar,
  { texts, chooser }: { readonly texts: TokenTexts; readonly chooser: Chooser },
): string | undefined {
  const heights = heightsOf(grammar);
  const pieces: string[] = [];
  let steps = 0;
  const write = (node: LarkNode, depth: number): boolean => {
    if (++steps > 400) return false;
    const pattern =
      node.kind === "name" && !isToken(node, grammar) ? undefined : patternOf(node, grammar);
    if (
      pattern !== undefined &&
      node.kind !== "sequence" &&
      node.kind !== "choice" &&
      node.kind !== "repeat"
    ) {
      const known = texts.get(pattern) ?? (node.kind === "text" ? [node.text] : []);
      if (known.length === 0) return false;
      pieces.push(chooser.pickOf(known));
      return true;
    }
    switch (node.kind) {
      case "name":
        return write(
          grammar.rules.get(node.name)?.body ?? { kind: "choice", parts: [] },
          depth + 1,
        );
      case "sequence":
        return node.parts.every((part) => write(part, depth));
      case "choice": {
        const low = Math.min(...node.parts.map((part) => heightOf(part, heights)));
        const short = node.parts.filter((part) => heightOf(part, heights) === low);
        const part =
          depth > MOST_DEPTH ? short[0] : node.parts[chooser.whole(0, node.parts.length - 1)];
        return part !== undefined && write(part, depth);
      }
      case "repeat": {
        const most = Math.min(node.most ?? node.least + 3, node.least + 3);
        const count = depth > MOST_DEPTH ? node.least : chooser.whole(node.least, most);
        return Array.from({ length: count }).every(() => write(node.body, depth + 1));
      }
      default:
        return false;
    }
  };
  if (!write({ kind: "name", name: start }, 0)) return undefined;
  return join(pieces, grammar.ignored.length > 0, chooser);
}

/** Words that touch would be one word; where blanks are ignored, some stand elsewhere too. */
function join(pieces: readonly string[], mayBlank: boolean, chooser: Chooser): string {
  let text = "";
  for (const piece of pieces) {
    const wouldTouch = /\w$/u.test(text) && /^\w/u.test(piece);
    const blank = mayBlank && text !== "" && (wouldTouch || chooser.chance(0.25)) ? " " : "";
    text += `${blank}${piece}`;
  }
  return text;
}

const isToken = (node: LarkNode & { readonly kind: "name" }, { rules }: LarkGrammar): boolean =>
  rules.get(node.name)?.isToken === true;

/** How many rules deep the shortest text of each rule is. */
function heightsOf({ rules }: LarkGrammar): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const { name, body, isToken } of rules.values()) {
      const height = isToken ? 1 : heightOf(body, heights) + 1;
      if (height < (heights.get(name) ?? NO_WAY)) {
        heights.set(name, height);
        changed = true;
      }
    }
  }
  return heights;
}

function heightOf(node: LarkNode, heights: ReadonlyMap<string, number>): number {
  if (node.kind === "name") return heights.get(node.name) ?? NO_WAY;
  if (node.kind === "repeat") return node.least === 0 ? 0 : heightOf(node.body, heights);
  if (node.kind === "sequence")
    return Math.max(0, ...node.parts.map((part) => heightOf(part, heights)));
  if (node.kind === "choice")
    return Math.min(NO_WAY, ...node.parts.map((part) => heightOf(part, heights)));
  return 1;
}

/** A part of a text that a rule or a token reads. */
export interface TextPart {
  readonly rule: string;
  readonly text: string;
  readonly parts: readonly TextPart[];
}

interface Reading {
  readonly end: number;
  readonly parts: readonly TextPart[];
}

const MOST_STEPS = 20_000;

/** The ways to read the whole text: none, one, or two for more than one; `undefined` where it costs too much. */
export function readText(
  start: string,
  text: string,
  grammar: LarkGrammar,
): readonly TextPart[] | undefined {
  const skip = new RegExp(`(?:${ignoredPattern(grammar) ?? ""})*`, "y");
  const hasIgnored = grammar.ignored.length > 0;
  let steps = 0;
  let isOver = false;
  const open = new Set<string>();
  const skipAt = (at: number): number => {
    if (!hasIgnored) return at;
    skip.lastIndex = at;
    return at + (skip.exec(text)?.[0].length ?? 0);
  };
  const token = (pattern: string, at: number, name: string | undefined): readonly Reading[] => {
    const whole = new RegExp(`^(?:${pattern})$`);
    const from = skipAt(at);
    const found: Reading[] = [];
    for (let end = from + 1; end <= text.length; end += 1) {
      const piece = text.slice(from, end);
      if (whole.test(piece))
        found.push({
          end,
          parts: name === undefined ? [] : [{ rule: name, text: piece, parts: [] }],
        });
    }
    return found;
  };
  const read = (node: LarkNode, at: number): readonly Reading[] => {
    if (++steps > MOST_STEPS) isOver = true;
    if (isOver) return [];
    switch (node.kind) {
      case "text":
      case "pattern":
        return token(patternOf(node, grammar) ?? "(?!)", at, undefined);
      case "name": {
        const rule = grammar.rules.get(node.name);
        if (rule === undefined) return [];
        if (rule.isToken) return token(patternOf(node, grammar) ?? "(?!)", at, node.name);
        const key = `${node.name} ${at}`;
        if (open.has(key)) return [];
        open.add(key);
        const found = read(rule.body, at).map(({ end, parts }) => ({
          end,
          parts: [{ rule: node.name, text: text.slice(at, end), parts }],
        }));
        open.delete(key);
        return found;
      }
      case "sequence":
        return node.parts.reduce<readonly Reading[]>(
          (before, part) =>
            before.flatMap((one) =>
              read(part, one.end).map((next) => ({
                end: next.end,
                parts: [...one.parts, ...next.parts],
              })),
            ),
          [{ end: at, parts: [] }],
        );
      case "choice":
        return node.parts.flatMap((part) => read(part, at));
      case "repeat": {
        let last: readonly Reading[] = [{ end: at, parts: [] }];
        const all: Reading[] = node.least === 0 ? [...last] : [];
        for (
          let count = 1;
          count <= (node.most ?? text.length + 1) && last.length > 0;
          count += 1
        ) {
          last = last.flatMap((one) =>
            read(node.body, one.end)
              .filter(({ end }) => end > one.end)
              .map((next) => ({ end: next.end, parts: [...one.parts, ...next.parts] })),
          );
          if (count >= node.least) all.push(...last);
        }
        return all;
      }
    }
  };
  const whole = read({ kind: "name", name: start }, 0)
    .filter(({ end }) => skipAt(end) === text.length)
    .flatMap(({ parts }) => parts);
  return isOver ? undefined : whole.slice(0, 2);
}
