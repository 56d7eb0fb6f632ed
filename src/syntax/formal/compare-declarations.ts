import type { Declaration } from "../../domain/declaration.ts";
import { blankCode } from "./blank-code.ts";
import type { LexicalRules } from "./lexical-rules.ts";
import { joinTokens, tokensOf } from "./tokens-of.ts";

export interface DeclaredFile {
  readonly text: string;
  readonly declarations: readonly Declaration[];
}

export interface AllowedChanges {
  readonly rules: LexicalRules;
  /** Declarations of the given file whose bodies are open, or hold what is open. */
  readonly hasOpenBody: (declaration: Declaration) => boolean;
  /** Last parts of names that a new declaration may share with a given one. @default none */
  readonly mayShadow?: ((declaration: Declaration) => boolean) | undefined;
}

/**
 * - `missing`: it is not declared any more, e.g. because it became part of a comment;
 * - `changed`: its contract differs; `body-changed`: its frozen body does;
 * - `doubled`: it is declared more often than in the given file;
 * - `shadowed`: a new declaration elsewhere has the same last name, and may be meant instead.
 */
export interface DeclarationChange {
  readonly kind: "missing" | "changed" | "body-changed" | "doubled" | "shadowed";
  readonly given: Declaration;
  /** The candidate's; `undefined` for one that is missing. */
  readonly found: Declaration | undefined;
}

/**
 * The lock: what became of the given file's declarations in a candidate, token by token. In the order of the given
 * file; empty where every one is there as it was.
 */
export function compareDeclarations(
  given: DeclaredFile,
  candidate: DeclaredFile,
  allowed: AllowedChanges,
): readonly DeclarationChange[] {
  const places = groupByName(candidate.declarations);
  const givenPlaces = groupByName(given.declarations);
  const changes: DeclarationChange[] = [];
  for (const [name, ours] of givenPlaces) {
    const theirs = places.get(name) ?? [];
    for (const [index, declaration] of ours.entries()) {
      const found = theirs[index];
      const kind =
        found === undefined ? "missing" : differ(given, candidate, declaration, found, allowed);
      if (kind !== undefined) changes.push({ kind, given: declaration, found });
    }
    const [first] = ours;
    for (const found of theirs.slice(ours.length))
      if (first !== undefined) changes.push({ kind: "doubled", given: first, found });
  }
  const lastNames = new Map(given.declarations.map((one) => [lastNameOf(one), one]));
  for (const found of candidate.declarations) {
    const shadowed = lastNames.get(lastNameOf(found));
    if (shadowed === undefined || givenPlaces.has(found.name)) continue;
    if (allowed.mayShadow?.(found) !== true)
      changes.push({ kind: "shadowed", given: shadowed, found });
  }
  const order = (change: DeclarationChange): number => change.given.start;
  return changes.toSorted((a, b) => order(a) - order(b));
}

function differ(
  givenFile: DeclaredFile,
  candidateFile: DeclaredFile,
  given: Declaration,
  found: Declaration,
  { rules, hasOpenBody }: AllowedChanges,
): DeclarationChange["kind"] | undefined {
  if (given.kind !== found.kind || given.contract !== found.contract) return "changed";
  if (hasOpenBody(given)) return undefined;
  const isSame = bodyOf(givenFile, given, rules) === bodyOf(candidateFile, found, rules);
  return isSame ? undefined : "body-changed";
}

/** The tokens of its body; `undefined` for one without, which an empty body is not. */
function bodyOf(
  { text }: DeclaredFile,
  { body }: Declaration,
  rules: LexicalRules,
): string | undefined {
  if (body === undefined) return undefined;
  const part = text.slice(body.start, body.end);
  return joinTokens(tokensOf(part, blankCode(part, rules), rules));
}

function groupByName(
  declarations: readonly Declaration[],
): ReadonlyMap<string, readonly Declaration[]> {
  return Map.groupBy(declarations, ({ name }) => name);
}

const lastNameOf = ({ name }: Declaration): string => name.slice(name.lastIndexOf(".") + 1);
