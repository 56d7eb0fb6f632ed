import type { Candidate } from "../../domain/candidate.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { type Finding, toBypass } from "../../syntax/finding.ts";
import { type MarkedRegion, readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { readVerus } from "./lexical-rules.ts";
import { findWords } from "./slot-rules.ts";

/** What is a bypass wherever it stands, for a text whose slots nobody knows; regions that are given may hold it. */
export function findTextBypasses({ path, text }: Candidate): readonly Diagnostic[] {
  const { regions } = readMarkedRegions(text, "//");
  return findAssumptions(text)
    .filter(({ start }) => isWritten(start, regions))
    .map((finding) => toBypass(finding, path));
}

/** What a text takes for granted. */
export const findAssumptions = (text: string): readonly Finding[] =>
  findWords(readVerus(text), false).filter(
    ({ code, message }) =>
      code === "assumption" ||
      code === "axiom" ||
      code === "unchecked" ||
      /external|no_decreases/.test(message),
  );

const isWritten = (at: number, regions: readonly MarkedRegion[]): boolean =>
  regions.length === 0 ||
  regions.some(
    ({ name, start, end }) =>
      start <= at && at < end && (name === "vc-helpers" || name === "vc-code"),
  );
