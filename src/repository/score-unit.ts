/** How like a piece of the repository is to what is asked for: by its words, and by its structure. */

import type { ReferenceQuery } from "../ports/reference-index.ts";
import type { FoundUnit } from "../ports/reference-store.ts";
import { codeWords, tellingWords } from "../std/code-words.ts";
import type { WantedWords } from "./choose-words.ts";

export interface UnitScore {
  /** From 0 to 1. */
  readonly score: number;
  /** Weightiest first. */
  readonly reasons: readonly string[];
}

interface Part {
  readonly weight: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly reason: string;
}

/** Parts of the score; those that a query says nothing about are left out, and the rest stand for the whole. */
const WEIGHTS = { words: 0.5, signature: 0.25, kind: 0.05, imports: 0.1, calls: 0.1 } as const;
/** BM25 of a word that stands in a name and nowhere else, in units of its rarity: about as good as it gets. */
const BEST_RANK = 1.6;
/** Tests show how something is used, seldom how it is written. */
const TEST_SHARE = 0.7;
const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures)\/|[._-](?:test|spec|bench)\.|(?:^|\/)(?:test_|conftest\.)/;

export function scoreUnit(found: FoundUnit, query: ReferenceQuery, words: WantedWords): UnitScore {
  const parts = [
    scoreWords(found, words),
    ...scoreSignature(found, query),
    ...scoreKind(found, query),
    ...scoreShared(found.imports, query.imports, "imports"),
    ...scoreShared(found.unit.calls, query.calls, "calls"),
  ];
  const whole = sum(parts.map(({ weight }) => weight));
  const isTest = TEST_PATH.test(found.path);
  const score = sum(parts.map(({ weight, share }) => weight * share)) / whole;
  const reasons = parts
    .filter(({ share }) => share > 0.05)
    .toSorted((a, b) => b.weight * b.share - a.weight * a.share)
    .map(({ reason }) => reason);
  return {
    score: Math.min(1, score) * (isTest ? TEST_SHARE : 1),
    reasons: isTest ? [...reasons, "from a test, which counts less"] : reasons,
  };
}

function scoreWords({ unit, path, rank }: FoundUnit, words: WantedWords): Part {
  const worths = worthOfWords(unit, path);
  const shared = [...words].filter(([word]) => worths.has(word));
  const possible = sum([...words.values()].map(({ rarity }) => rarity));
  const held = sum(shared.map(([word, { rarity }]) => rarity * (worths.get(word) ?? 0)));
  // In a project of a few files every word is common, and ranks say nothing.
  const share = possible === 0 ? 0 : (held + Math.min(possible, rank / BEST_RANK)) / 2 / possible;
  const shown = shared
    .map(([, wanted]) => wanted)
    .toSorted((a, b) => b.rarity - a.rarity)
    .slice(0, 5)
    .map(({ written }) => written);
  return { weight: WEIGHTS.words, share, reason: `shares the words ${shown.join(", ")}` };
}

/** The words of a piece, each with how much it says of the piece in the best of its places. */
function worthOfWords(unit: FoundUnit["unit"], path: string): ReadonlyMap<string, number> {
  const { name, signature, summary = "", calls, types } = unit;
  const mentioned = [...calls, ...types].join(" ");
  const places = [
    [path, 0.3],
    [mentioned, 0.4],
    [signature, 0.6],
    [summary, 0.8],
    [name, 1],
  ] as const;
  // Later ones win.
  return new Map(
    places.flatMap(([text, worth]) => codeWords(text).map((word) => [word, worth] as const)),
  );
}

function scoreSignature({ unit }: FoundUnit, { signature }: ReferenceQuery): readonly Part[] {
  if (signature === undefined) return [];
  const share = compareSignatures(signature, unit.signature);
  return [
    { weight: WEIGHTS.signature, share, reason: `its signature is similar (${share.toFixed(2)})` },
  ];
}

/** From 0 to 1: the names and types in them, and how many parameters they have. */
export function compareSignatures(wanted: string, other: string): number {
  const [left, right] = [new Set(tellingWords(wanted).keys()), new Set(tellingWords(other).keys())];
  const shared = [...left].filter((word) => right.has(word)).length;
  const names = left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
  const [many, others] = [countParameters(wanted), countParameters(other)];
  if (many === undefined || others === undefined) return names;
  return 0.75 * names + 0.25 / (1 + Math.abs(many - others));
}

/** Parameters between the first pair of round brackets, without the receiver. */
function countParameters(signature: string): number | undefined {
  const start = signature.indexOf("(");
  if (start < 0) return undefined;
  const parameters = [""];
  let depth = 1;
  for (const letter of signature.slice(start + 1).replaceAll("=>", "")) {
    if ("([{<".includes(letter)) depth += 1;
    if (")]}>".includes(letter)) depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && letter === ",") parameters.push("");
    else parameters[parameters.length - 1] += letter;
  }
  return parameters.filter((text) => /\w/.test(text) && !/^\s*(?:self|cls)\b/.test(text)).length;
}

function scoreKind({ unit }: FoundUnit, { kind }: ReferenceQuery): readonly Part[] {
  if (kind === undefined) return [];
  const share = unit.kind === kind ? 1 : areNear(unit.kind, kind) ? 0.5 : 0;
  return [{ weight: WEIGHTS.kind, share, reason: `it is a ${unit.kind}` }];
}

const NEAR: readonly (readonly string[])[] = [
  ["function", "method"],
  ["class", "interface", "type"],
];
const areNear = (one: string, other: string): boolean =>
  NEAR.some((kinds) => kinds.includes(one) && kinds.includes(other));

function scoreShared(
  held: readonly string[],
  wanted: readonly string[] | undefined,
  verb: "imports" | "calls",
): readonly Part[] {
  if (wanted === undefined || wanted.length === 0) return [];
  const shared = wanted.filter((name) => held.includes(name));
  const reason = `${verb} ${shared.slice(0, 5).join(", ")} too`;
  return [{ weight: WEIGHTS[verb], share: shared.length / wanted.length, reason }];
}

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};
