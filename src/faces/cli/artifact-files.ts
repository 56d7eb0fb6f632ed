/** Where results go: accepted ones to the user's file, unaccepted ones aside, never the other way round. */

import type { Artifact } from "../../domain/artifact.ts";
import type { Attempt } from "../../domain/attempt.ts";
import { Fault } from "../../domain/fault.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Files } from "../../ports/files.ts";
import { folderOf } from "../../std/folder-of.ts";
import { diagnosticsToJson } from "./show-diagnostics.ts";

export const EVIDENCE_FOLDER = ".specwright/evidence";
export const UNVERIFIED_FOLDER = ".specwright/unverified";

/** Where the evidence of a file is, or would be. */
export const evidencePath = (path: string): string => `${EVIDENCE_FOLDER}/${path}.json`;

/**
 * Refuses to replace text that we did not write: a file whose hash is not the one in its evidence.
 *
 * @throws {Fault} `output/occupied`
 */
export async function refuseOccupied(
  path: string,
  files: Files,
  sha256: (text: string) => string,
): Promise<void> {
  if (!(await files.exists(path))) return;
  if (await files.exists(evidencePath(path))) {
    const evidence = JSON.parse(await files.readText(evidencePath(path))) as { sha256?: unknown };
    if (evidence.sha256 === sha256(await files.readText(path))) return;
  }
  throw new Fault(
    "output/occupied",
    `Cannot write "${path}": it holds text that specwright did not write`,
    {
      help: "Choose another file, or say --force to replace it when a candidate has been accepted",
    },
  );
}

/** The same for the file and for all that may be written with it, as far as their names are known. */
export async function refuseAnyOccupied(
  path: string,
  { companions }: Pick<Specification, "companions">,
  files: Files,
  sha256: (text: string) => string,
): Promise<void> {
  const folder = folderOf(path);
  for (const each of [path, ...companions.map((wish) => `${folder}${wish.path}`)])
    await refuseOccupied(each, files, sha256);
}

/** The same when all names are known: what a wish with `*` stands for is the model's choice. */
export async function refuseOccupiedBy(
  { path, companions }: Artifact,
  files: Files,
  sha256: (text: string) => string,
): Promise<void> {
  for (const each of [path, ...companions.map((companion) => companion.path)])
    await refuseOccupied(each, files, sha256);
}

/**
 * Writes the evidence of each file, then the files, the main one last: none stands there without its evidence, and the
 * one that needs the others not without them.
 */
export async function writeArtifact(
  { path, text, companions, evidence }: Artifact,
  files: Files,
): Promise<void> {
  const writeEvidence = (of: string, said: object): Promise<void> =>
    files.writeText(evidencePath(of), `${JSON.stringify(said, null, 2)}\n`);
  for (const companion of evidence.companions)
    await writeEvidence(companion.path, { ...evidence, ...companion, companionOf: path });
  await writeEvidence(path, evidence);
  for (const companion of companions) await files.writeText(companion.path, companion.text);
  await files.writeText(path, text);
}

/** Where an attempt that would have been `path` is kept. */
export const unverifiedPath = (path: string, runId: string): string =>
  `${UNVERIFIED_FOLDER}/${runId}/${path.split("/").at(-1) ?? "candidate"}`;

/** Keeps the best attempt aside, marked unverified, with what was said about it; gives the file's path. */
export async function keepUnverified(
  best: Attempt,
  options: { readonly runId: string; readonly files: Files },
): Promise<string | undefined> {
  const { candidate, verdict } = best;
  if (candidate === undefined) return undefined;
  const path = unverifiedPath(candidate.path, options.runId);
  const report = {
    warning: "UNVERIFIED: this candidate was not accepted",
    status: verdict.status,
    phase: verdict.phase,
    diagnostics: diagnosticsToJson(verdict.diagnostics, candidate.text, candidate.companions),
  };
  await options.files.writeText(`${path}.diagnostics.json`, `${JSON.stringify(report, null, 2)}\n`);
  await options.files.writeText(path, candidate.text);
  for (const companion of candidate.companions)
    await options.files.writeText(unverifiedPath(companion.path, options.runId), companion.text);
  return path;
}
