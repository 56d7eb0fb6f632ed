import type { Candidate } from "../../domain/candidate.ts";
import { createDiagnostic, type Diagnostic } from "../../domain/diagnostic.ts";
import { type MarkedRegion, readMarkedRegions } from "../../syntax/formal/marked-regions.ts";
import { readVerus } from "./lexical-rules.ts";
import { type Finding, findWords } from "./slot-rules.ts";

/** What is a bypass wherever it stands, for a text whose slots nobody knows; regions that are given may hold it. */
export function findTextBypasses({ path, text }: Candidate): readonly Diagnostic[] {
  const { regions } = readMarkedRegions(text, "//");
  return findAssumptions(text)
    .filter(({ start }) => isWritten(start, regions))
    .map(({ code, message, start, end }) =>
      createDiagnostic({
        tool: "guard",
        code,
        phase: "guard",
        category: "bypass",
        message,
        span: { file: path, start, end },
      }),
    );
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
