/** Parts of a file that were asked for and not written: only they are asked for again. */

import type { Candidate } from "../../domain/candidate.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Specification } from "../../domain/specification.ts";
import type { SyntaxTree } from "../../domain/syntax-tree.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { SyntaxParser } from "../../ports/syntax-parser.ts";
import { findDoubled, findElided } from "../../syntax/find-elided.ts";
import { grammarOf } from "../../syntax/grammar-of.ts";
import { textOf } from "../../syntax/nodes.ts";
import { listDeclaredNames, listMentionedNames, wantsNothingDone } from "./asked-names.ts";
import { declares } from "./declared-name.ts";
import { responseDiagnostic } from "./response-diagnostic.ts";

export interface FindMissingPartsOptions {
  readonly specification: Specification;
  readonly language: LanguagePack;
  readonly syntax: SyntaxParser;
}

/**
 * Functions that have no body, or are there twice, and functions that were asked for and are not there while others
 * are. Nothing where a file cannot be parsed: that is for its checker to say.
 */
export async function findMissingParts(
  candidate: Candidate,
  options: FindMissingPartsOptions,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const source of [candidate, ...candidate.companions]) {
    const tree = await parseSource(source, options);
    if (tree === undefined || tree.hasError) continue;
    found.push(...findElidedParts(tree, source, options.specification));
    found.push(...findDoubled(tree).map((each) => doubled(each.unit, textOf(each.node), source)));
    if (source === candidate) found.push(...findAbsentParts(source, options.specification));
  }
  return found;
}

/** The tree of a file in the language; `undefined` for any other. */
export async function parseSource(
  { path, text }: SourceText,
  { language, syntax }: Pick<FindMissingPartsOptions, "language" | "syntax">,
): Promise<SyntaxTree | undefined> {
  const isOurs = language.fileExtensions.some((ending) => path.toLowerCase().endsWith(ending));
  const grammar = isOurs ? grammarOf(language, path) : undefined;
  return grammar === undefined ? undefined : await syntax.parse(text, grammar);
}

function findElidedParts(
  tree: SyntaxTree,
  source: SourceText,
  specification: Specification,
): readonly Diagnostic[] {
  const mentioned = listMentionedNames(specification);
  const mayRefuse = wantsNothingDone(specification);
  return findElided(tree)
    .filter(
      ({ name, how }) =>
        how === "dots" || (!mayRefuse && name.split(".").some((part) => mentioned.has(part))),
    )
    .map(({ name, unit, place }) =>
      responseDiagnostic("response/elided", `The body of \`${name}\` is left out`, {
        help: `Write \`${unit}\` out`,
        quote: textOf(place),
        span: { file: source.path, start: place.start, end: place.end },
        missing: { kind: "unit", file: source.path, name: unit },
      }),
    );
}

/** A file that holds none of the names is another file: its checker says so. */
function findAbsentParts(source: SourceText, specification: Specification): readonly Diagnostic[] {
  const asked = listDeclaredNames(specification);
  const absent = asked.filter((name) => !declares(source.text, name));
  if (absent.length === asked.length) return [];
  return absent.map((name) =>
    responseDiagnostic("response/missing-unit", `The answer does not hold \`${name}\``, {
      help: `Write \`${name}\``,
      quote: name,
      missing: { kind: "unit", file: source.path, name },
    }),
  );
}

const doubled = (name: string, quote: string, { path }: SourceText): Diagnostic =>
  responseDiagnostic("response/doubled-unit", `\`${name}\` is written more than once`, {
    help: `Write \`${name}\` once`,
    quote,
    missing: { kind: "unit", file: path, name },
  });
