/** What nobody could write, kept aside for whoever writes it by hand. */

import type { Fallback } from "../../domain/fallback.ts";
import type { Outcome } from "../../domain/run.ts";
import type { Files } from "../../ports/files.ts";
import { unverifiedPath } from "./artifact-files.ts";
import { renderCompletionGuide } from "./render-completion-guide.ts";

export interface KeptFallback {
  readonly path: string;
  readonly guide: string;
}

/** Where an incomplete file of a run is kept: its name says what it is. */
export const incompletePath = (path: string, runId: string): string =>
  unverifiedPath(`INCOMPLETE-${path.split("/").at(-1) ?? "file"}`, runId);

/** Keeps the files of the outcome's fallback, and a document that says what is left to do; `undefined` where it has none. */
export async function keepFallback(
  outcome: Outcome,
  { runId, files }: { readonly runId: string; readonly files: Files },
): Promise<KeptFallback | undefined> {
  const fallback = fallbackOf(outcome);
  if (fallback === undefined) return undefined;
  const path = incompletePath(fallback.path, runId);
  const guide = unverifiedPath("completion-guide.md", runId);
  for (const each of fallback.companions)
    await files.writeText(incompletePath(each.path, runId), each.text);
  await files.writeText(guide, renderCompletionGuide(outcome, fallback, { runId }));
  await files.writeText(path, fallback.text);
  return { path, guide };
}

export const fallbackOf = (outcome: Outcome): Fallback | undefined =>
  outcome.status === "accepted" ? undefined : outcome.fallback;
