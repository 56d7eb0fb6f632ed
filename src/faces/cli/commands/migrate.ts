import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import { Fault } from "../../../domain/fault.ts";
import {
  type MigrationPlan,
  type PlannedFunction,
  planMigrations,
} from "../../../pipeline/migrate.ts";
import { generateEvents } from "../../../pipeline/run.ts";
import type { Environment } from "../../../ports/environment.ts";
import type { Files } from "../../../ports/files.ts";
import { refuseOccupied, unverifiedPath } from "../artifact-files.ts";
import { askConsent } from "../ask-consent.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { exitOfOutcome, finishRun } from "../finish-run.ts";
import { followRun } from "../follow-run.ts";
import { fallbackOf, incompletePath } from "../keep-fallback.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { offerResume } from "../offer-resume.ts";
import { chooseAbleLanguage } from "../offered-ability.ts";
import { planRuns } from "../plan-runs.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import { type MigratedFunction, renderReview } from "../render-review.ts";
import { tellOpening } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";

export interface MigrateCommandOptions extends ModelOptions {
  readonly function?: readonly string[];
  readonly to?: string;
  readonly module?: string;
  readonly out: string;
  readonly force?: true;
  readonly dryRun?: true;
}

/**
 * `specwright migrate FILE`: the functions of a file, one after the other, in another language, and a document for
 * whoever reviews them. Everything that can be refused is refused before a model is asked.
 */
export async function migrateCommand(
  [file]: readonly [string],
  options: MigrateCommandOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, signal, directory } = face;
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, sha256, config } = base;
  const to = chooseAbleLanguage(base, "planMigration", {
    name: options.to,
    what: "migrations",
    flag: "--to",
  });
  const plan = await planMigrations(toProjectPath(file, directory, files.root), base, {
    to,
    functions: options.function,
    module: options.module,
  });
  if (options.dryRun === true) {
    for (const each of plan.functions) showPlan(each, terminal, options.json === true);
    return "accepted";
  }

  const out = toOutputPath(options.out, directory, files.root);
  const folder = out === "" ? "." : out;
  const reviewPath = `${folder}/${plan.source.path.split("/").at(-1)}.review.md`;
  if (options.force !== true) {
    await refuseReview(reviewPath, files);
    for (const each of plan.functions)
      await refuseOccupied(pathOf(each, plan, folder), files, sha256);
  }
  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  const specifications = plan.functions.map(({ task }) => task.specification);
  const planned = () => planRuns(specifications, environment, toLimits(config.settings));
  await askConsent(planned, { ...environment, config, terminal, signal });
  const wishes = {
    profile: config.settings.profile,
    fallbacks: config.settings.fallbacks,
    limits: toLimits(config.settings),
    seed: options.seed,
    signal,
  };
  const migrated = new Map<string, MigratedFunction>();
  try {
    for (const each of plan.functions) {
      const path = pathOf(each, plan, folder);
      const run = {
        path,
        environment,
        wishes,
        terminal,
        isForced: options.force === true,
        isJson: options.json === true,
      };
      migrated.set(each.outline.name, await migrateFunction(each, run));
    }
  } finally {
    // What is done has its review, also where the next run breaks off.
    if (migrated.size > 0) {
      const { version } = base;
      await files.writeText(reviewPath, renderReview(plan, { model: model.id, version, migrated }));
      showEnd(plan, { reviewPath, migrated, terminal, isJson: options.json === true });
    }
  }
  const failed = [...migrated.values()].find(({ outcome }) => outcome.status !== "accepted");
  return failed === undefined ? "accepted" : exitOfOutcome(failed.outcome);
}

/** `orders.cart_total` is `orders_cart_total.cov`. */
const pathOf = ({ task }: PlannedFunction, { to }: MigrationPlan, folder: string): string =>
  `${folder}/${task.specification.name.replace(/\W+/g, "_")}${to.fileExtensions[0]}`;

interface FunctionRun {
  readonly path: string;
  readonly environment: Environment;
  readonly wishes: Parameters<typeof generateEvents>[2];
  readonly terminal: Terminal;
  readonly isForced: boolean;
  readonly isJson: boolean;
}

/** One run, journaled like any other; its result is written only when it is accepted. */
async function migrateFunction(
  { outline, task }: PlannedFunction,
  { path, environment, wishes, terminal, isForced, isJson }: FunctionRun,
): Promise<MigratedFunction> {
  const { files, records, sha256 } = environment;
  const runId = environment.random.nextId();
  const events = generateEvents(task.specification, environment, { ...wishes, path, runId });
  const label = escapeText(outline.name);
  const outcome = await offerResume(
    followRun(events, { terminal, isJson, label, signal: wishes?.signal }),
    {
      runId,
      records,
      terminal,
    },
  );
  await finishRun(outcome, { runId, files, sha256, terminal, isWritten: true, isForced, isJson });
  if (outcome.status === "accepted")
    return { runId, outcome, path, skeleton: undefined, attemptPath: undefined };

  const left = fallbackOf(outcome);
  const kept =
    left === undefined ? undefined : { text: left.text, path: incompletePath(left.path, runId) };
  const candidate = outcome.best?.candidate;
  const attemptPath = candidate === undefined ? undefined : unverifiedPath(candidate.path, runId);
  return { runId, outcome, path: undefined, skeleton: kept, attemptPath };
}

/** The boxes that somebody ticked in an earlier review are not ours to remove. */
async function refuseReview(path: string, files: Files): Promise<void> {
  if (!(await files.exists(path))) return;
  throw new Fault("output/occupied", `Cannot write "${path}": there is a review already`, {
    help: "Choose another folder with --out, or say --force to replace it",
  });
}

function showPlan({ outline, task }: PlannedFunction, terminal: Terminal, isJson: boolean): void {
  const { specification, decisions, notes } = task;
  const { name, lines } = outline;
  if (isJson) {
    const { name: id, signature = null } = specification;
    terminal.json({ function: name, lines, id, signature, decisions, notes });
    return;
  }
  terminal.result(
    [
      `${escapeText(name)} (lines ${lines.first}-${lines.last})`,
      ...(specification.signature ?? "").split("\n").map((line) => `    ${line}`),
      ...decisions.map((line) => `  decided: ${escapeText(line)}`),
      ...notes.map((line) => `  note: ${escapeText(line)}`),
    ].join("\n"),
  );
}

function showEnd(
  plan: MigrationPlan,
  {
    reviewPath,
    migrated,
    terminal,
    isJson,
  }: {
    readonly reviewPath: string;
    readonly migrated: ReadonlyMap<string, MigratedFunction>;
    readonly terminal: Terminal;
    readonly isJson: boolean;
  },
): void {
  const functions = plan.functions.map(({ outline, task }) => {
    const found = migrated.get(outline.name);
    return {
      function: outline.name,
      id: task.specification.name,
      runId: found?.runId ?? null,
      status: found?.outcome.status ?? "unfinished",
      path: found?.path ?? null,
      skeleton: found?.skeleton?.path ?? null,
    };
  });
  if (isJson) terminal.json({ type: "migration-end", review: reviewPath, functions });
  else terminal.result(reviewPath);
  const accepted = functions.filter(({ status }) => status === "accepted").length;
  terminal.say(`${accepted} of ${functions.length} accepted; the review is ${reviewPath}`);
}
