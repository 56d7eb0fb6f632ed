import type { Candidate } from "../domain/candidate.ts";
import type { Specification } from "../domain/specification.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";
import type { Checker, CheckOptions } from "../ports/language-pack.ts";
import { canonicalJson } from "../std/canonical-json.ts";
import { folderOf } from "../std/folder-of.ts";
import { joinInside } from "../std/inside-project.ts";

/** Raised when the same key could mean another verdict, between two versions of Specwright. */
const VERSION = 2;

/**
 * All that a verdict follows from, as one text; `undefined` where something decides that is not known here: programs
 * without a digest, or a file of the project that is imported and was not given.
 */
export function verdictKey(
  candidate: Candidate,
  options: CheckOptions,
  {
    checker,
    formal,
    version,
  }: { readonly checker: Checker; readonly formal: FormalLanguage; readonly version: string },
): string | undefined {
  const { tool, digest } = checker;
  if (digest === undefined || !isSelfContained(candidate, options.specification, formal))
    return undefined;
  const { specification, profile, isIncomplete = false, shownPatterns = [] } = options;
  const timeoutClass = Math.ceil(Math.log2(Math.max(options.timeoutMs, 1)));
  return canonicalJson({
    version: [VERSION, version],
    candidate,
    specification: specification ?? null,
    tool,
    digest,
    profile,
    isIncomplete,
    shownPatterns,
    timeoutClass,
  });
}

/** Whether every file of the project that it imports was given with it, or with its specification. */
function isSelfContained(
  candidate: Candidate,
  specification: Specification | undefined,
  { readImports }: FormalLanguage,
): boolean {
  const given = [candidate, ...candidate.companions, ...(specification?.contextFiles ?? [])];
  const paths = new Set(given.map(({ path }) => path));
  return given.every((file) =>
    readImports(file.text).every(({ path }) => {
      if (path === undefined) return true;
      const inside = joinInside(folderOf(file.path), path);
      return inside !== undefined && paths.has(inside);
    }),
  );
}
