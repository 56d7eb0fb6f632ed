import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import type { Outcome } from "../../../domain/run.ts";
import type { Specification } from "../../../domain/specification.ts";
import { addUsage, NO_USAGE } from "../../../domain/token-usage.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import { generateEvents } from "../../../pipeline/run.ts";
import { createFiles } from "../../../platform/files.ts";
import type { CheckEnvironment, Environment } from "../../../ports/environment.ts";
import { keepUnverified, writeArtifact } from "../artifact-files.ts";
import { askConsent } from "../ask-consent.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { followRun } from "../follow-run.ts";
import { keepFallback } from "../keep-fallback.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { planRuns } from "../plan-runs.ts";
import { renderTable } from "../render-table.ts";
import { tellOpening } from "../tell-opening.ts";

/** Of rising difficulty: their names begin with a number. */
const SPECIFICATIONS = fileURLToPath(
  new URL("../../../../examples/specifications/", import.meta.url),
);
const OUTPUT_FOLDER = ".specwright/demo";

/** `specwright demo`: generates our example specifications, one after the other, and shows how each ended. */
export async function demoCommand(
  _args: readonly [],
  options: ModelOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, clock, config } = base;
  const specifications = await readExamples(base);
  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  const plan = () => planRuns(specifications, environment, toLimits(config.settings));
  await askConsent(plan, { ...environment, config, terminal, signal });

  const rows: (readonly string[])[] = [];
  let accepted = 0;
  for (const specification of specifications) {
    const startedAt = clock.elapsed();
    const runId = environment.random.nextId();
    const path = demoPath(specification, environment);
    const limits = toLimits(config.settings);
    const { seed } = options;
    const events = generateEvents(specification, environment, {
      path,
      limits,
      fallbacks: config.settings.fallbacks,
      seed,
      runId,
      signal,
    });
    const isJson = options.json === true;
    const outcome = await followRun(events, {
      terminal,
      isJson,
      signal,
      label: specification.name,
    });
    if (outcome.status === "accepted") {
      await writeArtifact(outcome.artifact, files);
      accepted += 1;
    } else {
      if (outcome.best !== undefined) await keepUnverified(outcome.best, { runId, files });
      await keepFallback(outcome, { runId, files });
    }
    const seconds = ((clock.elapsed() - startedAt) / 1000).toFixed(1);
    rows.push(toRow(specification, model.id, outcome, seconds));
  }

  const titles = ["specification", "language", "model", "attempts", "verdict", "tokens", "seconds"];
  if (options.json !== true) terminal.result(renderTable(titles, rows));
  terminal.say(`${accepted} of ${rows.length} accepted; accepted files are in ${OUTPUT_FOLDER}/`);
  return accepted === 0 ? "exhausted" : "accepted";
}

async function readExamples(base: CheckEnvironment): Promise<readonly Specification[]> {
  const names = (await readdir(SPECIFICATIONS)).filter((name) => name.endsWith(".md")).sort();
  const there = { ...base, files: createFiles(SPECIFICATIONS) };
  return Promise.all(names.map((name) => openSpecification(name, there)));
}

function demoPath(specification: Specification, environment: Environment): string {
  const [extension] = findLanguage(environment, specification.language).fileExtensions;
  return `${OUTPUT_FOLDER}/${specification.name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}${extension}`;
}

const toRow = (
  specification: Specification,
  model: string,
  { status, attempts }: Outcome,
  seconds: string,
): readonly string[] => {
  const { input, output } = attempts
    .map(({ response }) => response.usage)
    .reduce(addUsage, NO_USAGE);
  return [
    specification.name,
    specification.language,
    model,
    `${attempts.length}`,
    status,
    `${input + output}`,
    seconds,
  ];
};
