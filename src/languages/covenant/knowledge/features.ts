/** What a program uses of the language, and what the words of a task ask for. */

import { forEachStep } from "../semantics/steps.ts";
import type { FunctionSignature, Program, Snippet } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import { OPERATIONS } from "../tables/operations.ts";

/** Each feature with the words that ask for it: beginnings of words, or several words in a row. */
const FEATURE_WORDS = {
  arithmetic: "percent average round multiply divide price fee cents rate scale convert compute",
  logic: "both either neither within between inside outside",
  if: "whether unless otherwise when",
  match: "match variant enum union kinds switch case",
  for: "each every map all list",
  recursion:
    "recurs count sum total fold loop while accumulat highest lowest largest smallest longest",
  query: "query find list search filter select rows fetch read",
  sql: "sql join group aggregate postgres sqlite mysql sqlserver window having",
  insert: "insert add create store record save register log",
  update: "update change set increase decrease mark rename increment move",
  delete: "delete remove purge clear",
  transaction: "transaction atomic both together rollback isolation serializable transfer",
  parallel: "parallel concurrent simultaneous same-time",
  race: "race fastest first-answer whichever",
  traverse: "traverse graph relation relations",
  construct: "construct build struct record copy",
  handle: "fallback default-value recover handle raises fails",
  union: "error refuse reject invalid either union fail",
  optional: "optional missing none absent may-be maybe nullable",
  list: "list lists each every all array",
  map: "map dictionary lookup key keys",
  enum: "enum variant variants kinds state status",
  struct: "struct record fields row type",
  schema: "schema table tables database bind column columns",
  extern: "extern service api sensor clock network http",
  tests: "test tests requirement covers unit",
  text: "text string trim upper lower concat format name label split",
  date: "date time day hour minute deadline",
} as const;
export type Feature = keyof typeof FEATURE_WORDS;

const FEATURES = Object.keys(FEATURE_WORDS) as readonly Feature[];

/** Features that types decide, where they are known. */
const SHAPES: readonly Feature[] = ["list", "map", "optional", "date", "text"];

/** The features that `text`, the effects and the types of a task speak of. Without types, words stand for them. */
export function featuresWanted(
  text: string,
  { effects, types }: { readonly effects: readonly string[]; readonly types: readonly string[] },
): ReadonlySet<Feature> {
  const lower = text.toLowerCase();
  const words = new Set(lower.match(/[a-z]+/g));
  const isAsked = (word: string): boolean =>
    word.includes("-") ? lower.includes(word.replace("-", " ")) : startsAny(words, word);
  const asked = FEATURES.filter((feature) => FEATURE_WORDS[feature].split(" ").some(isAsked));
  const wanted = new Set([...asked, ...featuresOfTypes(types), ...featuresOfEffects(effects)]);
  if (types.length === 0) return wanted;
  const inTypes = new Set(featuresOfTypes(types));
  const absent = new Set(SHAPES.filter((shape) => !inTypes.has(shape)));
  // Without a list or rows there is nothing to go through.
  if (absent.has("list") && !effects.includes("database")) absent.add("for");
  return wanted.difference(absent);
}

/** Short words must be whole, longer ones may be the beginning. */
const startsAny = (words: ReadonlySet<string>, start: string): boolean =>
  words.has(start) || (start.length > 4 && [...words].some((word) => word.startsWith(start)));

const featuresOfEffects = (effects: readonly string[]): readonly Feature[] =>
  effects.some((effect) => !/^(console|filesystem|database)\b/.test(effect)) ? ["extern"] : [];

/** What spellings of types need: `List<T>`, `Optional<T>`, `A | B`. */
function featuresOfTypes(types: readonly string[]): readonly Feature[] {
  const has = (pattern: RegExp): boolean => types.some((type) => pattern.test(type));
  const found: readonly (readonly [Feature, boolean])[] = [
    ["list", has(/\bList<|\bcollection\b/)],
    ["map", has(/\bMap</)],
    ["optional", has(/\bOptional<|\boptional\b|\?$/)],
    ["union", has(/\||\bunion\b|Error\b/)],
    ["date", has(/\bDateTime\b/)],
    ["text", has(/\bString\b/)],
  ];
  return found.flatMap(([feature, isFound]) => (isFound ? [feature] : []));
}

/** The features that `program` uses. */
export function featuresOf(program: Program): ReadonlySet<Feature> {
  const features = new Set<Feature>();
  for (const snippet of program.snippets) {
    for (const feature of featuresOfSnippet(snippet)) features.add(feature);
  }
  return features;
}

/** Names of all effects that `program` declares. */
export const effectsOf = ({ snippets }: Program): ReadonlySet<string> =>
  new Set(
    snippets.flatMap(({ sections }) =>
      sections.flatMap((section) =>
        section.kind === "effects" ? section.effects.map(({ name }) => name.text) : [],
      ),
    ),
  );

function featuresOfSnippet({ id, kind, sections }: Snippet): readonly Feature[] {
  const features: Feature[] = [];
  if (kind === "struct" || kind === "enum") features.push(kind);
  if (kind === "database") features.push("schema");
  if (kind === "extern" || kind === "extern-abstract") features.push("extern");
  for (const section of sections) {
    if (section.kind === "tests") features.push("tests");
    if (section.kind === "signature" && section.signature.kind === "fn")
      features.push(...featuresOfSignature(section.signature));
    if (section.kind === "body")
      forEachStep(section.steps, (step) => features.push(...featuresOfStep(step, id.text)));
  }
  return features;
}

function featuresOfSignature({ parameters, returns }: FunctionSignature): readonly Feature[] {
  const result = returns === undefined ? [] : [returns];
  return [
    ...featuresOfTypes(parameters.map(({ type }) => type.text)),
    ...result.flatMap((it): readonly Feature[] => {
      if (it.kind === "union") return ["union"];
      if (it.kind === "collection") return ["list"];
      return it.isOptional ? ["optional"] : featuresOfTypes([it.type.text]);
    }),
  ];
}

function featuresOfStep(step: Step, snippetId: string): readonly Feature[] {
  switch (step.kind) {
    case "call":
      return [
        ...(step.callee.text === snippetId ? (["recursion"] as const) : []),
        ...(step.callee.text.startsWith("text.") ? (["text"] as const) : []),
        ...(step.handle === undefined ? [] : (["handle"] as const)),
      ];
    case "compute":
      return featuresOfOperation(step.operation.text);
    case "query":
      return step.form === "sql" ? ["sql", "query"] : ["query"];
    case "bind":
    case "return":
      return [];
    default:
      return [step.kind];
  }
}

function featuresOfOperation(name: string): readonly Feature[] {
  if (name.startsWith("dt_")) return ["date"];
  if (name.startsWith("map_")) return ["map"];
  const family = OPERATIONS.get(name)?.family;
  if (family === "logic") return ["logic"];
  return family === "arithmetic" || family === "numeric" ? ["arithmetic"] : [];
}
