import type { Candidate } from "../../domain/candidate.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { toBypass } from "../../syntax/finding.ts";
import { type MarkedRegion, readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { readLean } from "./lexical-rules.ts";
import { findWords } from "./word-rules.ts";

/** What is a bypass wherever it stands, for a text whose slots nobody knows; regions that are given may hold it. */
export function findTextBypasses({ path, text }: Candidate): readonly Diagnostic[] {
  const { regions } = readMarkedRegions(text, "--");
  return findWords(readLean(text), () => true)
    .filter(({ start, code }) => code !== "option" && isWritten(start, regions))
    .map((finding) => toBypass(finding, path));
}

const isWritten = (at: number, regions: readonly MarkedRegion[]): boolean =>
  regions.length === 0 ||
  regions.some(
    ({ name, start, end }) =>
      start <= at && at < end && !["vc-preamble", "vc-postamble", "vc-description"].includes(name),
  );
