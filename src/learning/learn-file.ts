/** One file → its lesson. Comments and the texts of literals are never part of it. */

import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";
import { createLineIndex } from "../std/line-index.ts";
import { walk } from "../syntax/nodes.ts";
import type { Dialect } from "./dialects.ts";
import { type Lesson, MOST_PLACES, ORDER, type Seen } from "./lesson.ts";
import { HIDDEN_NAME, lex, NUMBER } from "./lexemes.ts";
import type { SourceTree } from "./observation.ts";
import { findUses } from "./uses.ts";

/** Stands before and after the lexemes of a file. */
const EDGE = "";

/** All members of everything, in `members`. */
export const ANY_RECEIVER = "*";
/** The receiver of free names, in `members`. */
export const NO_RECEIVER = "";

export interface LearnFileOptions {
  readonly dialect: Dialect;
  /** How a name may be kept. */
  readonly safeName: (name: string) => string;
}

export function learnFile(
  path: string,
  text: string,
  tree: SyntaxTree,
  { dialect, safeName }: LearnFileOptions,
): Lesson {
  const source = { path, text, tree };
  return {
    answers: readAnswers(source, dialect, safeName),
    ...readUses(source, dialect, safeName),
    paths: readPaths(tree.root),
    ...readSequences(text, dialect, safeName),
  };
}

function readAnswers(source: SourceTree, dialect: Dialect, safeName: (name: string) => string) {
  const lines = createLineIndex(source.text);
  const answers = new Map<string, Map<string, Seen>>();
  for (const { question, answer, at } of dialect.observe(source)) {
    const value = isNamedAnswer(question) ? safeName(answer) : answer;
    const values = answers.get(question) ?? new Map<string, Seen>();
    const { count, places } = values.get(value) ?? { count: 0, places: [] };
    const place = `${source.path}:${lines.position(at).line}`;
    const isKept = places.length < MOST_PLACES && !places.includes(place);
    values.set(value, { count: count + 1, places: isKept ? [...places, place] : places });
    answers.set(question, values);
  }
  return answers;
}

/** Whether a question is answered with a name out of the code. */
const isNamedAnswer = (question: string): boolean =>
  question === "error-class" || question === "caught-name";

function readUses(source: SourceTree, dialect: Dialect, safeName: (name: string) => string) {
  const members = new Map<string, Map<string, number>>();
  const shapes = new Map<string, Map<string, number>>();
  for (const { receivers, isMember, name, shape } of findUses(source, dialect.uses)) {
    const kept = safeName(name);
    if (kept === HIDDEN_NAME) continue;
    const owners = isMember ? [ANY_RECEIVER, ...receivers.map(safeName)] : [NO_RECEIVER];
    for (const owner of owners) if (owner !== HIDDEN_NAME) addTo(members, owner, kept);
    if (shape !== undefined) addTo(shapes, kept, shape);
  }
  return { members, shapes };
}

function addTo(counts: Map<string, Map<string, number>>, owner: string, name: string): void {
  const of = counts.get(owner) ?? new Map<string, number>();
  of.set(name, (of.get(name) ?? 0) + 1);
  counts.set(owner, of);
}

/** Which child stands in which slot of which node; leaves without a name of their own say nothing. */
function readPaths(root: SyntaxNode): ReadonlyMap<string, number> {
  const paths = new Map<string, number>();
  for (const { parent, isNamed, type, field } of walk(root)) {
    if (parent === undefined || !isNamed || type.includes("comment") || type === "ERROR") continue;
    const path = `${parent.type}/${field ?? ""}/${type}`;
    paths.set(path, (paths.get(path) ?? 0) + 1);
  }
  return paths;
}

function readSequences(text: string, dialect: Dialect, safeName: (name: string) => string) {
  const lexemes = lex(text, dialect.lexer).lexemes.map((lexeme) => safeLexeme(lexeme, safeName));
  const padded = [EDGE, ...lexemes, ...Array.from({ length: ORDER - 1 }, () => EDGE)];
  const numbers = new Map<string, number>();
  const ids = padded.map((word) => {
    const id = numbers.get(word) ?? numbers.size;
    numbers.set(word, id);
    return id;
  });
  const wordCounts = Array.from({ length: numbers.size }, () => 0);
  const grams = new Map<string, number>();
  for (let at = 0; at + ORDER <= ids.length; at += 1) {
    const first = ids[at] ?? 0;
    wordCounts[first] = (wordCounts[first] ?? 0) + 1;
    const key = ids.slice(at, at + ORDER).join(" ");
    grams.set(key, (grams.get(key) ?? 0) + 1);
  }
  return {
    words: [...numbers.keys()],
    wordCounts,
    grams: [...grams].flatMap(([key, count]) => [...key.split(" ").map(Number), count]),
  };
}

const safeLexeme = (lexeme: string, safeName: (name: string) => string): string =>
  lexeme === NUMBER || !/[\p{ID_Start}$_]/u.test(lexeme.charAt(0)) ? lexeme : safeName(lexeme);
