import { availableParallelism } from "node:os";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import { rememberedFrom } from "../../../domain/verdict.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { mapAtMost } from "../../../std/map-at-most.ts";
import {
  describeBrittleness,
  type VerifiedFile,
  verifyFile,
} from "../../../verification/verify-file.ts";
import { evidencePath } from "../artifact-files.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { listProofs } from "../list-proofs.ts";
import { toProjectPath } from "../project-path.ts";
import { diagnosticsToJson, showDiagnostics } from "../show-diagnostics.ts";
import { tellNote } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";
import { writeSarif } from "../write-sarif.ts";
import { toSarif } from "./check.ts";

export interface VerifyCommandOptions {
  readonly spec?: string;
  readonly recheck?: true;
  readonly brittleness?: true;
  readonly profile?: string;
  readonly timeout?: number;
  readonly json?: true;
  readonly sarif?: string;
}

/** `specwright verify PATH…`: whether what was proved still is; the worst file decides the exit code. */
export async function verifyCommand(
  [paths]: readonly [readonly string[]],
  options: VerifyCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const settings = {
    profile: options.profile,
    check_timeout_ms: options.timeout,
    // What was remembered is what is in question.
    verdict_cache: options.recheck === true ? false : undefined,
  };
  await using environment = await createCheckEnvironment({ directory, settings });
  const { root } = environment.files;
  const specification =
    options.spec === undefined
      ? undefined
      : await openSpecification(toProjectPath(options.spec, directory, root), environment);
  const files = await listProofs(paths, environment, directory);
  let done = 0;
  terminal.live(`verifying ${files.length} files`);
  const verify = async (file: string): Promise<VerifiedFile> => {
    const one = await verifyFile(file, environment, {
      evidencePath: evidencePath(file),
      specification,
      profile: environment.config.settings.profile,
      isBrittlenessTested: options.brittleness,
      timeoutMs: environment.config.settings.check_timeout_ms,
      signal,
    });
    done += 1;
    terminal.live(`verified ${done} of ${files.length}: ${file}`);
    return withMismatches(one);
  };
  const verified = await mapAtMost(files, availableParallelism(), verify, (one) => {
    if (options.json) terminal.json(verifiedToJson(one));
    else showVerified(one, options, terminal);
  });
  if (options.json !== true && (files.length > 1 || options.recheck === true))
    terminal.result(summarize(verified));
  if (options.sarif !== undefined)
    await writeSarif(options.sarif, toSarif(verified), { directory, machine: environment });
  const standings = new Set(verified.map(({ standing }) => standing));
  if (standings.has("broken")) return "rejected";
  return standings.has("inconclusive") ? "inconclusive" : "accepted";
}

/** What does not fit the evidence, told like anything else that was found. */
function withMismatches(one: VerifiedFile): VerifiedFile {
  const told: readonly Diagnostic[] = (one.evidence?.mismatches ?? []).map((message) =>
    createDiagnostic({
      tool: "evidence",
      code: "EVIDENCE",
      phase: "lock",
      category: "specification-changed",
      message,
      help: "Bring back what was accepted, or generate it anew",
    }),
  );
  return {
    ...one,
    verdict: { ...one.verdict, diagnostics: [...told, ...one.verdict.diagnostics] },
  };
}

const count = (verified: readonly VerifiedFile[], standing: VerifiedFile["standing"]): number =>
  verified.filter((one) => one.standing === standing).length;

const summarize = (verified: readonly VerifiedFile[]): string =>
  `${count(verified, "holds")} still hold, ${count(verified, "broken")} no longer, ${count(verified, "inconclusive")} inconclusive`;

function verifiedToJson(one: VerifiedFile): object {
  const { file, text, companions, verdict, evidence, brittleness } = one;
  return {
    file,
    standing: one.standing,
    status: verdict.status,
    phase: verdict.phase,
    timeMs: one.timeMs,
    ...(verdict.status === "inconclusive" ? { reason: verdict.reason } : {}),
    judgedAgainst: one.judgedAgainst,
    rememberedFrom: rememberedFrom(verdict) ?? null,
    evidence:
      evidence === undefined
        ? null
        : {
            fits: evidence.mismatches.length === 0,
            mismatches: evidence.mismatches,
            runId: evidence.evidence?.runId ?? null,
            acceptedAt: evidence.evidence?.acceptedAt ?? null,
          },
    changes: one.changes,
    brittleness:
      brittleness === undefined
        ? null
        : { summary: describeBrittleness(brittleness), trials: brittleness.trials },
    checks: verdict.checks,
    notRun: verdict.notRun,
    diagnostics: diagnosticsToJson(verdict.diagnostics, text, companions),
  };
}

function showVerified(
  one: VerifiedFile,
  { brittleness: isAsked }: VerifyCommandOptions,
  terminal: Terminal,
): void {
  const { file, text, companions, verdict, brittleness } = one;
  showDiagnostics(verdict.diagnostics, { file, text, companions }, terminal);
  for (const { phase, tool, why } of verdict.notRun)
    tellNote(`not run: ${phase} by ${tool}, ${why}`, terminal);
  for (const { tool, before, after } of one.changes)
    tellNote(`${tool} was ${before} when it was accepted, and is ${after} now`, terminal);
  terminal.result(`${escapeText(file)} ${describe(one)}`);
  if (isAsked !== true || verdict.status !== "accepted") return;
  if (brittleness === undefined) {
    tellNote("its checker takes no other ways: how sure the proof is cannot be told", terminal);
    return;
  }
  terminal.result(`  other ways: ${describeBrittleness(brittleness)}`);
  for (const { label, outcome, timeMs } of brittleness.trials)
    terminal.result(`    ${escapeText(label)}: ${outcome} (${Math.round(timeMs)} ms)`);
}

function describe(one: VerifiedFile): string {
  const { verdict, evidence, judgedAgainst, standing, timeMs } = one;
  const against =
    judgedAgainst === "its text alone"
      ? "by its text alone"
      : `against its ${judgedAgainst} specification`;
  const since = rememberedFrom(verdict);
  const when = since === undefined ? `${timeMs} ms` : `remembered from ${since}`;
  const why = verdict.status === "inconclusive" ? `${verdict.reason} in ` : "";
  const decided = verdict.status === "accepted" ? "" : ` in ${why}phase ${verdict.phase}`;
  const held = { holds: "holds", broken: "no longer holds", inconclusive: "inconclusive" }[
    standing
  ];
  const word = evidence === undefined ? verdict.status : `${held}: ${verdict.status}`;
  return `${word}${decided} ${against} (${when})`;
}
