import { isError } from "../../domain/diagnostic.ts";
import type { Verdict } from "../../domain/verdict.ts";

/** Longest reason that is kept. */
const MOST_CHARACTERS = 300;

/** A message as a score's reason: on one line, of bounded length. */
export const toReason = (message: string): string =>
  message.replaceAll(/\s+/gu, " ").trim().slice(0, MOST_CHARACTERS);

/** Why a verdict is no acceptance. */
export function reasonOf(verdict: Verdict): string {
  const said = verdict.diagnostics.find(isError)?.message;
  const why =
    verdict.status === "inconclusive"
      ? `The ${verdict.phase} phase did not end: ${verdict.reason}`
      : `The ${verdict.phase} phase refused it`;
  return toReason(said ?? why);
}
