import type { Reference } from "../domain/reference.ts";
import type { ReferenceQuery } from "../ports/reference-index.ts";
import type { FoundUnit } from "../ports/reference-store.ts";
import type { HideSecrets } from "../std/hide-secrets.ts";
import { chooseWords } from "./choose-words.ts";
import { cleanCode } from "./clean-code.ts";
import type { RefreshParts } from "./refresh-index.ts";
import { scoreUnit, type UnitScore } from "./score-unit.ts";

export interface FindParts extends RefreshParts {
  readonly hideKnown: HideSecrets;
}

/** Looked at more closely, of all that share a word. */
const CANDIDATES = 120;
const DEFAULT_COUNT = 3;
/** What is less like it than this is no example. */
const LEAST_SCORE = 0.12;
/** Code that says nothing: a bare declaration. */
const LEAST_LETTERS = 30;

interface Candidate extends FoundUnit, UnitScore {}

/** Pieces like what is asked for, best first, cut out of the files as they are now. */
export async function findReferences(
  query: ReferenceQuery,
  parts: FindParts,
): Promise<readonly Reference[]> {
  const { count = DEFAULT_COUNT } = query;
  const references: Reference[] = [];
  for (const candidate of rankCandidates(query, parts)) {
    if (references.length >= count) break;
    const reference = await cutOut(candidate, parts);
    if (reference === undefined || references.some((one) => isSame(one, reference))) continue;
    references.push(reference);
  }
  return references;
}

function rankCandidates(
  query: ReferenceQuery,
  { store, outliner }: FindParts,
): readonly Candidate[] {
  const { text, signature = "", calls = [], without } = query;
  const extensions = outliner.extensionsOf(query.language);
  if (extensions.length === 0) return [];
  const words = chooseWords([text, signature, ...calls], store);
  return store
    .search([...words.keys()], { extensions, limit: CANDIDATES })
    .filter(({ path }) => !without.includes(path))
    .map((found) => ({ ...found, ...scoreUnit(found, query, words) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .toSorted((a, b) => b.score - a.score);
}

/** A class and its method show the same lines; so do copies. */
function isSame(one: Reference, other: Reference): boolean {
  const [left, right] = [withoutSpace(one.code), withoutSpace(other.code)];
  return left.includes(right) || right.includes(left);
}

const withoutSpace = (text: string): string => text.replace(/\s+/g, "");

/** `undefined` where the piece is gone, or says nothing. */
async function cutOut(found: Candidate, parts: FindParts): Promise<Reference | undefined> {
  const { text } = await parts.project.read(found.path);
  if (text === undefined) return undefined;
  const unit = parts.sha256(text) === found.hash ? found.unit : await findAgain(found, text, parts);
  if (unit === undefined) return undefined;
  const code = cleanCode(text, unit, parts.hideKnown);
  if (withoutSpace(code).length < LEAST_LETTERS) return undefined;
  const { path, score, reasons } = found;
  const line = text.slice(0, unit.start).split("\n").length;
  return { path, name: unit.name, kind: unit.kind, line, code, score, reasons };
}

/** The file was changed since it was read: its offsets are others. */
async function findAgain(
  { path, unit: { kind, name } }: FoundUnit,
  text: string,
  { outliner }: FindParts,
): Promise<FoundUnit["unit"] | undefined> {
  const outline = await outliner.outline(path, text);
  if (typeof outline === "string") return undefined;
  return outline.units.find((unit) => unit.kind === kind && unit.name === name);
}
