import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import type { Config } from "../../../config/load-config.ts";
import { openModel } from "../../../config/open-model.ts";
import type { Outcome } from "../../../domain/run.ts";
import type { Specification } from "../../../domain/specification.ts";
import { addUsage, NO_USAGE } from "../../../domain/token-usage.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { findLanguage, type LimitWishes } from "../../../pipeline/prepare-run.ts";
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
  const { config } = base;
  const specifications = await readExamples(base);
  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  const plan = () => planRuns(specifications, environment, demoLimits(config.settings));
  await askConsent(plan, { ...environment, config, terminal, signal });

  // Where tokens can be held, each is written freely too: what constraints change is what the table is for.
  const ways = model.tokens === undefined ? [true] : [true, false];
  const rows: (readonly string[])[] = [];
  const accepted = new Map(ways.map((isConstrained) => [isConstrained, 0]));
  for (const specification of specifications) {
    const ends: Ended[] = [];
    for (const isConstrained of ways) {
      const ended = await runExample(specification, isConstrained, environment, {
        terminal,
        signal,
        options,
        config,
      });
      ends.push(ended);
      if (ended.outcome.status === "accepted")
        accepted.set(isConstrained, (accepted.get(isConstrained) ?? 0) + 1);
    }
    rows.push([specification.name, specification.language, ...ends.flatMap(toCells)]);
  }

  const titles = ways.flatMap((isConstrained) => {
    const way = isConstrained ? "constrained" : "free";
    return ways.length === 1 ? CELLS : CELLS.map((cell) => `${way}: ${cell}`);
  });
  if (options.json !== true)
    terminal.result(renderTable(["specification", "language", ...titles], rows));
  const free = ways.length === 1 ? "" : `, ${accepted.get(false)} written freely`;
  terminal.say(
    `${accepted.get(true)} of ${rows.length} accepted${free}; accepted files are in ${OUTPUT_FOLDER}/`,
  );
  return accepted.get(true) === 0 ? "exhausted" : "accepted";
}

/** A demonstration is over in a minute or two: nothing in it needs long answers, and two tries show what is to be seen. */
const demoLimits = (settings: Config["settings"]): LimitWishes => ({
  ...toLimits(settings),
  samples: settings.samples ?? 2,
  repairs: settings.repairs ?? 0,
  maxOutputTokens: settings.max_output_tokens ?? 120,
});

const CELLS = ["verdict", "attempts", "tokens", "seconds"] as const;

interface Ended {
  readonly outcome: Outcome;
  readonly timeMs: number;
}

async function runExample(
  specification: Specification,
  isConstrained: boolean,
  environment: Environment,
  {
    terminal,
    signal,
    options,
    config,
  }: Pick<Face, "terminal" | "signal"> & {
    readonly options: ModelOptions;
    readonly config: Config;
  },
): Promise<Ended> {
  const { files, clock, random } = environment;
  const startedAt = clock.elapsed();
  const runId = random.nextId();
  const events = generateEvents(specification, environment, {
    path: demoPath(specification, environment),
    limits: demoLimits(config.settings),
    fallbacks: config.settings.fallbacks,
    seed: options.seed,
    isConstrained,
    runId,
    signal,
  });
  const outcome = await followRun(events, {
    terminal,
    isJson: options.json === true,
    signal,
    label: isConstrained ? specification.name : `${specification.name}, free`,
  });
  const timeMs = clock.elapsed() - startedAt;
  // What was written freely is there to compare: files come from the constrained runs.
  if (!isConstrained) return { outcome, timeMs };
  if (outcome.status === "accepted") await writeArtifact(outcome.artifact, files);
  else {
    if (outcome.best !== undefined) await keepUnverified(outcome.best, { runId, files });
    await keepFallback(outcome, { runId, files });
  }
  return { outcome, timeMs };
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

const toCells = ({ outcome: { status, attempts }, timeMs }: Ended): readonly string[] => {
  const { input, output } = attempts
    .map(({ response }) => response.usage)
    .reduce(addUsage, NO_USAGE);
  return [status, `${attempts.length}`, `${input + output}`, (timeMs / 1000).toFixed(1)];
};
