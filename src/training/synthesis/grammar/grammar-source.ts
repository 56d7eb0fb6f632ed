import { Fault } from "../../../domain/fault.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { Chooser } from "../chooser.ts";
import type { SynthesisSource } from "../draft.ts";
import { toSingular, toWords } from "../schema/shape.ts";
import type { TokenTexts } from "./derive-text.ts";
import { draftExtractor } from "./draft-extractor.ts";
import { draftRecogniser } from "./draft-recogniser.ts";
import type { GrammarEngine, Language } from "./language.ts";
import { findLeftRecursion, type LarkGrammar, nodesOf, patternOf, reachableFrom } from "./lark.ts";
import { readGrammar } from "./read-grammar.ts";
import { splitLark } from "./split-lark.ts";

/**
 * What tasks can be made of a Lark grammar, whole or from one of its rules on.
 *
 * @throws {Fault} `specification/invalid` for one that the engine refuses, with its reasons and places.
 */
export function openGrammarSource(
  { path, text }: SourceText,
  engine: GrammarEngine,
): SynthesisSource {
  const whole = engine.open(text);
  if (!whole.isUsable)
    throw new Fault(
      "specification/invalid",
      `Cannot make tasks of ${path}:\n${whole.refusals.map((why) => `  ${path}${why}`).join("\n")}`,
      { help: `specwright grammar ${path} tells more` },
    );
  const read = readGrammar(text);
  if (!read.isRead)
    throw new Fault(
      "specification/invalid",
      `Cannot make tasks of ${path}:${read.line}: ${read.why}`,
      {
        help: "Models can be held to it, but tasks are made of plain rules, texts and regular expressions only",
      },
    );
  const skipped: string[] = [];
  const languages = [...read.grammar.rules.values()]
    .filter(({ isToken }) => !isToken)
    .flatMap(({ name, line }) => {
      const language = openLanguage(name, read.grammar, { path, engine });
      if (typeof language !== "string") return [language];
      skipped.push(`${path}:${line}: the rule "${name}": ${language}`);
      return [];
    });
  const makers = languages.flatMap((language) => [
    (chooser: Chooser) => draftRecogniser(language, chooser),
    (chooser: Chooser) => draftExtractor(language, chooser),
    (chooser: Chooser) => draftExtractor(language, chooser),
  ]);
  return { makers, skipped };
}

interface OpenLanguage {
  readonly path: string;
  readonly engine: GrammarEngine;
}

function openLanguage(
  start: string,
  grammar: LarkGrammar,
  { path, engine }: OpenLanguage,
): Language | string {
  const reached = reachableFrom(start, grammar);
  const unknown = [...reached].find((name) => !grammar.rules.has(name));
  if (unknown !== undefined) return `nothing defines "${unknown}"`;
  const recursive = findLeftRecursion(start, grammar);
  if (recursive !== undefined) return `"${recursive}" begins with itself by way of other rules`;
  const source = renderSource(reached, grammar);
  const word = engine.openPart(start === "start" ? source : beginWith(start, source));
  if (!word.isUsable) return word.refusals[0] ?? "the engine refuses it by itself";
  const texts = textsOfTokens(reached, grammar, engine);
  if (typeof texts === "string") return texts;
  const rules = [...reached].filter((name) => grammar.rules.get(name)?.isToken === false).length;
  const file = path.replace(/^.*\//u, "").replace(/\.\w+$/u, "");
  const called = toSingular(toWords(start === "start" ? file : start)) || "text";
  return { start, called, grammar, source, texts, rules, accepts: word.accepts };
}

/** The engine begins at the rule `start`; one that is called so already goes by another name. */
function beginWith(start: string, source: string): string {
  const split = splitLark(source);
  if ("unread" in split) return source;
  let moved = "";
  let at = 0;
  for (const { kind, text, start: from, end } of split.tokens) {
    const isStart = kind === "name" && text.replace(/^[?!]+/u, "") === "start";
    moved += source.slice(at, from) + (isStart ? "whole_start" : text);
    at = end;
  }
  return `start: ${start}\n${moved}${source.slice(at)}`;
}

function renderSource(reached: ReadonlySet<string>, { rules, statements }: LarkGrammar): string {
  const imported = new Set(statements.map(({ name }) => name));
  const own = [...reached].filter((name) => !imported.has(name));
  const others = statements.filter(({ name, source }) =>
    name === undefined ? true : reached.has(name) || isIgnored(name, statements) || source === "",
  );
  // The names that ignored text is made of are needed too.
  const ignored = [...rules.values()].filter(
    ({ name, isToken }) =>
      isToken && !imported.has(name) && !reached.has(name) && isIgnored(name, statements),
  );
  return [
    ...own.map((name) => rules.get(name)?.source ?? ""),
    ...ignored.map(({ source }) => source),
    ...others.map(({ source }) => source),
  ].join("\n");
}

const isIgnored = (name: string, statements: LarkGrammar["statements"]): boolean =>
  statements.some(
    (each) => each.name === undefined && new RegExp(`\\b${name}\\b`, "u").test(each.source),
  );

/** Short and plain texts of every token that is used; why there are none. */
function textsOfTokens(
  reached: ReadonlySet<string>,
  grammar: LarkGrammar,
  engine: GrammarEngine,
): TokenTexts | string {
  const texts = new Map<string, readonly string[]>();
  for (const name of reached) {
    const rule = grammar.rules.get(name);
    if (rule === undefined) continue;
    const used = rule.isToken ? [{ kind: "name", name } as const] : nodesOf(rule.body);
    for (const node of used) {
      if (node.kind === "name" ? !rule.isToken : node.kind !== "text" && node.kind !== "pattern")
        continue;
      const pattern = patternOf(node, grammar);
      if (pattern === undefined) return `the regular expression of "${name}" is not supported`;
      if (texts.has(pattern)) continue;
      const found = matching(pattern, engine);
      if (found === undefined)
        return `the regular expression ${pattern} is not one of JavaScript's`;
      if (found.length === 0) return `no plain texts are found for ${pattern}`;
      texts.set(pattern, found);
    }
  }
  return texts;
}

function matching(pattern: string, engine: GrammarEngine): readonly string[] | undefined {
  let whole: RegExp;
  try {
    whole = new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
  return [...new Set(engine.textsOf(pattern))]
    .filter((text) => whole.test(text) && /^[\x20-\x7e]+$/u.test(text))
    .toSorted((one, other) => one.length - other.length)
    .slice(0, 12);
}
