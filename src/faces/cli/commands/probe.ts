import { availableParallelism } from "node:os";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { BatchItem } from "../../../domain/batch.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import { mapAtMost } from "../../../std/map-at-most.ts";
import {
  type ProbeReport,
  type ProbeTrial,
  probeSpecification,
} from "../../../verification/probe-specification.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { listBatchItems } from "../list-batch-items.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import type { Terminal } from "../terminal.ts";

export interface ProbeCommandOptions {
  readonly language?: string;
  readonly profile?: string;
  readonly timeout?: number;
  readonly budget?: number;
  readonly json?: true;
}

/** For all bodies of one specification. */
const DEFAULT_BUDGET_MS = 120_000;

/** `specwright probe SPEC…`: whether doing nothing would be proved as well; the worst decides the exit code. */
export async function probeCommand(
  [paths]: readonly [readonly string[]],
  options: ProbeCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = { profile: options.profile, check_timeout_ms: options.timeout };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { language, json } = options;
  const found = await listBatchItems(paths, environment, { directory, language, signal });
  for (const { id: file, message: why } of found.unreadable) {
    if (json) terminal.json({ file, strength: "refused", why });
    else terminal.result(`${escapeText(file)} refused: ${escapeText(why)}`);
  }

  const probe = async ({ id, specification }: BatchItem): Promise<Probed> => {
    const pack = findLanguage(environment, specification.language);
    const report = await probeSpecification(specification, {
      language: pack,
      checker: await environment.checkerFor(pack),
      clock: environment.clock,
      profile: environment.config.settings.profile,
      timeoutMs: environment.config.settings.check_timeout_ms,
      budgetMs: options.budget ?? DEFAULT_BUDGET_MS,
      signal,
      onTrial: ({ label }) => terminal.live(`probing ${id}: a body that ${label}`),
    });
    return { id, specification, report };
  };
  const probed = await mapAtMost(found.items, availableParallelism(), probe, (one) => {
    if (json) terminal.json(probedToJson(one));
    else showProbed(one, terminal);
  });
  const strengths = new Set(probed.map(({ report }) => report.strength));
  if (found.unreadable.length > 0) strengths.add("refused");
  return EXITS.find(([strength]) => strengths.has(strength))?.[1] ?? "accepted";
}

interface Probed extends BatchItem {
  readonly report: ProbeReport;
}

/** The worst first. */
const EXITS = [
  ["weak", "rejected"],
  ["refused", "unreadable"],
  ["inconclusive", "inconclusive"],
] as const satisfies readonly (readonly [ProbeReport["strength"], ExitReason])[];

const provedBy = ({ trials }: ProbeReport): readonly ProbeTrial[] =>
  trials.filter(({ status }) => status === "accepted");

const probedToJson = ({ id, specification, report }: Probed): object => ({
  file: id,
  strength: report.strength,
  why: report.why,
  provedBy: provedBy(report).map(({ label, texts }) => ({ label, texts })),
  trials: report.trials.map(({ label, status, phase, timeMs }) => ({
    label,
    status,
    phase,
    timeMs,
  })),
  untried: report.untried,
  diagnostics: diagnosticsToJson(
    report.diagnostics,
    specification.source,
    specification.contextFiles,
  ),
});

function showProbed({ id, specification, report }: Probed, terminal: Terminal): void {
  const { path: file, source: text, contextFiles: companions } = specification;
  showDiagnostics(report.diagnostics, { file, text, companions }, terminal);
  terminal.result(`${escapeText(id)} ${report.strength}: ${escapeText(report.why)}`);
  for (const { label, texts } of provedBy(report)) {
    terminal.result(`  a body that ${escapeText(label)} is proved:`);
    for (const [slot, body] of Object.entries(texts))
      for (const line of [
        `${slot}:`,
        ...body
          .trimEnd()
          .split("\n")
          .map((each) => `  ${each}`),
      ])
        terminal.result(`    ${escapeText(line)}`);
  }
}
