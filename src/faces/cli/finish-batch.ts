/** Puts the results of a batch where they belong: what was accepted, what was not, and reports. */

import { consistencyReport } from "../../batch/report/consistency-report.ts";
import { renderJunit } from "../../batch/report/render-junit.ts";
import { renderSummary } from "../../batch/report/render-summary.ts";
import { summarizeBatch } from "../../batch/report/summarize-batch.ts";
import { toJson } from "../../batch/report/to-json.ts";
import { renderRows, toRows } from "../../batch/report/to-rows.ts";
import type { BatchOutcome } from "../../batch/run/batch-event.ts";
import { batchFolder } from "../../batch/run/batch-record.ts";
import type { BatchSetup } from "../../batch/run/batch-setup.ts";
import type { Artifact } from "../../domain/artifact.ts";
import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import { formalSpecificationOf } from "../../domain/specification.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { readBundledRun, renderBundle, sealBundle } from "../../verification/bundle.ts";
import { keepUnverified, refuseOccupied, writeArtifact } from "./artifact-files.ts";
import type { BatchCommandOptions } from "./batch-options.ts";
import { escapeText } from "./escape-text.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";
import { exitOfOutcome } from "./finish-run.ts";
import { toOutputPath } from "./project-path.ts";
import type { SarifFile } from "./render-sarif.ts";
import { findReportPath, REPORT_KINDS, type ReportKind } from "./report-files.ts";
import { writeSarif } from "./write-sarif.ts";

export interface FinishBatchOptions {
  readonly base: CheckEnvironment;
  readonly options: BatchCommandOptions;
  readonly face: Face;
  readonly timeMs: number;
}

/** Writes files and reports, and says so. @throws {Fault} `output/*`, `storage/*` */
export async function finishBatch(
  setup: BatchSetup,
  outcome: BatchOutcome,
  { base, options, face, timeMs }: FinishBatchOptions,
): Promise<void> {
  const { files, languages } = base;
  const { terminal, directory } = face;
  const out = toOutputPath(options.out, directory, files.root);
  const items = [...setup.items, ...setup.unreadable.map(({ id }) => withoutText(id))];
  const kept = await writeResults(setup, outcome.results, out, base);

  const summary = summarizeBatch(items, outcome.results, { ...outcome, timeMs });
  const consistency = consistencyReport(setup.items, outcome.results, languages);
  const json = toJson(summary, consistency);
  const path = `${batchFolder(setup.batchId)}/summary.json`;
  await files.writeText(path, `${JSON.stringify(json, null, 2)}\n`);

  const reports: Readonly<Record<ReportKind, () => Promise<string>>> = {
    jsonl: async () => renderRows(toRows(items, outcome.results)),
    junit: async () => renderJunit(summary),
    bundle: async () => renderBundle(await bundleOf(outcome.results, base)),
  };
  for (const kind of REPORT_KINDS) {
    const target = options[kind];
    if (target === undefined) continue;
    const place = await findReportPath(target, kind, { directory, files });
    await files.writeText(place, await reports[kind]());
  }
  if (options.sarif !== undefined) {
    const log = { files: toSarif(items, outcome.results), tools: [] };
    await writeSarif(options.sarif, log, { directory, machine: base });
  }

  if (options.json === true) terminal.json({ type: "batch-end", ...json });
  else terminal.result(escapeText(renderSummary(summary, consistency)).trimEnd());
  if (kept.accepted > 0) terminal.say(`${kept.accepted} accepted files are in ${out}`);
  for (const each of kept.unverified)
    terminal.say(`UNVERIFIED, the best attempt is kept in ${escapeText(each)}`);
  const { lostCalls } = outcome.totals;
  if (lostCalls > 0)
    terminal.say(
      `${lostCalls} calls were on their way when a worker was lost, and are counted as paid`,
    );
}

async function writeResults(
  setup: BatchSetup,
  results: readonly ItemResult[],
  out: string,
  { files }: CheckEnvironment,
): Promise<{ readonly accepted: number; readonly unverified: readonly string[] }> {
  const unverified: string[] = [];
  let accepted = 0;
  for (const { outcome, runId } of results) {
    if (outcome?.status === "accepted") {
      accepted += 1;
      await writeArtifact(moveTo(out, outcome.artifact), files);
    } else if (outcome?.best !== undefined && runId !== undefined) {
      const path = await keepUnverified(outcome.best, { runId, files });
      if (path !== undefined) unverified.push(path);
    }
  }
  if (accepted > 0) await writeIncluded(setup, out, files);
  return { accepted, unverified };
}

/** What accepted files include and nobody was asked for goes with them, where nothing stands. */
async function writeIncluded(
  { items }: BatchSetup,
  out: string,
  files: CheckEnvironment["files"],
): Promise<void> {
  const asked = new Set(items.map(({ specification }) => specification.path));
  const included = new Map(
    items.flatMap(({ specification }) =>
      specification.contextFiles.map(({ path, text }) => [path, text] as const),
    ),
  );
  for (const [path, text] of included) {
    const target = pathIn(out, path);
    if (!asked.has(path) && !(await files.exists(target))) await files.writeText(target, text);
  }
}

/** Where a file of the batch goes. */
const pathIn = (out: string, path: string): string =>
  `${out === "" ? "" : `${out}/`}${path.replace(/^\/+/, "")}`;

function moveTo(out: string, artifact: Artifact): Artifact {
  const path = pathIn(out, artifact.path);
  return { ...artifact, path, evidence: { ...artifact.evidence, path } };
}

/** Refuses to replace what we did not write: worth knowing before anything is paid. @throws {Fault} `output/*` */
export async function refuseOccupiedByBatch(
  { items }: BatchSetup,
  { files, sha256 }: CheckEnvironment,
  { options, directory }: { readonly options: BatchCommandOptions; readonly directory: string },
): Promise<void> {
  for (const kind of REPORT_KINDS) {
    const target = options[kind];
    if (target !== undefined) await findReportPath(target, kind, { directory, files });
  }
  if (options.force === true) return;
  const out = toOutputPath(options.out, directory, files.root);
  for (const { specification } of items)
    await refuseOccupied(pathIn(out, specification.path), files, sha256);
}

/** What cannot be read stands in reports without a text. */
const withoutText = (id: string): BatchItem => ({
  id,
  specification: formalSpecificationOf({ name: id, language: "", path: id, source: "", slots: [] }),
});

async function bundleOf(results: readonly ItemResult[], base: CheckEnvironment) {
  const runs = [];
  for (const { id, status, runId } of results)
    if (status === "accepted" && runId !== undefined)
      runs.push({ ...readBundledRun(await base.records.read(runId), runId), id });
  const { version, sha256, clock } = base;
  return sealBundle(runs, { version, sha256, sealedAt: new Date(clock.now()).toISOString() });
}

const toSarif = (
  items: readonly BatchItem[],
  results: readonly ItemResult[],
): readonly SarifFile[] => {
  const sources = new Map(items.map(({ id, specification }) => [id, specification]));
  return results.flatMap(({ id, outcome, diagnostics }) => {
    const best = outcome === undefined || outcome.status === "accepted" ? undefined : outcome.best;
    const source = sources.get(id);
    if (source === undefined) return [];
    return best?.candidate === undefined
      ? [{ path: source.path, text: source.source, diagnostics }]
      : [{ ...best.candidate, diagnostics: best.verdict.diagnostics }];
  });
};

/** The exit that a batch means: the gravest of its items'. */
export function exitOfBatch({ results }: BatchOutcome): ExitReason {
  const exits = new Set(results.map(exitOfItem));
  return GRAVEST_FIRST.find((reason) => exits.has(reason)) ?? "accepted";
}

const GRAVEST_FIRST = [
  "exhausted",
  "model",
  "money",
  "stopped",
  "unreadable",
  "inconclusive",
] as const satisfies readonly ExitReason[];

function exitOfItem({ status, outcome }: ItemResult): ExitReason {
  if (outcome !== undefined) return exitOfOutcome(outcome);
  if (status === "failed") return "model";
  return status === "refused" ? "unreadable" : "exhausted";
}
