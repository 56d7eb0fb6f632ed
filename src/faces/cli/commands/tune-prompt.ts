import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { promptTextSources } from "../../../config/open-knowledge.ts";
import { openModel } from "../../../config/open-model.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Specification } from "../../../domain/specification.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { findLanguage, refuseUnjudgeable } from "../../../pipeline/prepare-run.ts";
import type { CheckEnvironment, Environment } from "../../../ports/environment.ts";
import { createPromptTemplates } from "../../../templates/create-prompt-templates.ts";
import { readPromptText } from "../../../templates/prompt-text.ts";
import { toRecordedId } from "../../../templates/recorded-id.ts";
import { collectFeedback } from "../../../tuning/collect-feedback.ts";
import { decideTrial } from "../../../tuning/decide-trial.ts";
import { fewestDifferent } from "../../../tuning/judge-pairs.ts";
import { openSection, pinVariant } from "../../../tuning/open-section.ts";
import { proposeVariants } from "../../../tuning/propose-variants.ts";
import { type TryVariantsOptions, tryVariants } from "../../../tuning/try-variants.ts";
import { writeVariants } from "../../../tuning/variant-files.ts";
import { wordWith } from "../../../tuning/word-with.ts";
import { askConsent } from "../ask-consent.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { listSpecifications } from "../list-specifications.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { planRuns } from "../plan-runs.ts";
import { readRuns } from "../read-runs.ts";
import { followTrial, showProposals, showTrial } from "../show-trial.ts";
import { tellOpening } from "../tell-opening.ts";
import type { Terminal } from "../terminal.ts";

export interface TunePromptOptions extends ModelOptions {
  readonly on: readonly string[];
  readonly rounds?: number;
  readonly maxRuns?: number;
  readonly language?: string;
}

/**
 * `specwright prompts tune SECTION --on FILES`: other wordings of a section, tried against the one in use. Everything
 * that can be refused is refused before a model is asked; only a variant that wins stays.
 */
export async function tunePromptCommand(
  [section]: readonly [string],
  options: TunePromptOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, sha256, config, random } = base;
  const sources = promptTextSources(files);
  const { used, holds } = await openSection(section, sources, sha256);
  const specifications = await readDevelopmentSet(options, base, { terminal, directory });
  const languages = new Set(specifications.map(({ language }) => language));
  const feedback = collectFeedback(await readRuns(base.records, terminal), languages);
  const proposals = proposeVariants(used.body, { feedback, holds, section });
  if (proposals.length === 0) return tellNothing(used.id, feedback.runs.length, terminal);
  const rounds = options.rounds ?? Math.ceil(USUAL_PAIRS / specifications.length);
  refuseFewPairs(rounds * specifications.length, proposals.length);

  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  await using written = await writeVariants(proposals, used, files);
  showProposals(used.id, written.variants, terminal);
  const trial: TryVariantsOptions = {
    section,
    used: { id: used.id, recordedId: toRecordedId(used, sha256) },
    variants: await Promise.all(
      written.variants.map(async ({ id, path }) => {
        const file = { path, text: await files.readText(path) };
        const text = readPromptText(file, { origin: path, knownVariables: used.variables });
        return { id, recordedId: toRecordedId(text, sha256) };
      }),
    ),
    templates: createPromptTemplates({ ...sources, sha256 }),
    specifications,
    rounds,
    seed: options.seed ?? random.nextInteger(),
    maxRuns: options.maxRuns,
    wishes: { limits: toLimits(config.settings), profile: config.settings.profile },
    signal,
  };
  await askConsent(() => planTrial(trial, environment), {
    ...environment,
    config,
    terminal,
    signal,
  });
  const result = await followTrial(tryVariants(environment, trial), terminal);
  const decisions = decideTrial(result);
  const kept = decisions.find(({ isKept }) => isKept);
  if (kept !== undefined) {
    signal.throwIfAborted();
    await pinVariant(section, kept.id, files);
    written.keep(kept.id);
  }
  showTrial(
    { section, result, decisions, variants: written.variants },
    options.json === true,
    terminal,
  );
  return result.ended === "decided" ? "accepted" : result.ended === "money" ? "money" : "stopped";
}

/** Enough to see a difference that is worth having. */
const USUAL_PAIRS = 20;

/** What is held out stays unseen: a text that was tuned on it could not be measured by it any more. */
async function readDevelopmentSet(
  { on, language }: TunePromptOptions,
  base: CheckEnvironment,
  { terminal, directory }: Pick<Face, "terminal" | "directory">,
): Promise<readonly Specification[]> {
  const { files, specificationReaders: readers } = base;
  const paths = await listSpecifications(on, { files, readers, directory });
  const all: Specification[] = [];
  for (const path of paths) all.push(await openSpecification(path, base, { language }));
  const open = all.filter((each) => !isHeldOut(each));
  if (open.length < all.length)
    terminal.say(`${all.length - open.length} specifications are held out, and left out here`);
  if (open.length === 0)
    throw new Fault(
      "usage/invalid",
      "Cannot tune on these specifications: all of them are held out",
      {
        help: "Texts are tuned on development tasks, and measured by those that are held out",
      },
    );
  for (const each of open) refuseUnjudgeable(each, findLanguage(base, each.language), base);
  return open;
}

const isHeldOut = (specification: Specification): boolean =>
  specification.kind === "covenant-task" && specification.task.split === "held-out";

function tellNothing(usedId: string, runs: number, terminal: Terminal): ExitReason {
  terminal.say(
    `${usedId}: there is nothing to try; ${runs} ended runs in this language say what is broken, and no sentence can go`,
  );
  if (runs === 0) terminal.say("Runs teach what is broken: specwright generate SPECIFICATION");
  return "accepted";
}

/** @throws {Fault} `usage/invalid` where not even a clear winner could be kept */
function refuseFewPairs(pairs: number, variants: number): void {
  const fewest = fewestDifferent({ variants });
  if (pairs >= fewest) return;
  throw new Fault(
    "usage/invalid",
    `Cannot tell a better text by ${pairs} pairs of runs: at least ${fewest} must differ`,
    { help: "Give more specifications with --on, or more --rounds" },
  );
}

/** All runs that the trial may make, as what they may cost is told from. */
async function planTrial(trial: TryVariantsOptions, environment: Environment) {
  const { section, used, variants, templates, specifications, rounds, wishes, maxRuns } = trial;
  const once = await Promise.all(
    [used, ...variants].map(({ recordedId }) => {
      const worded = wordWith(templates, { section, id: recordedId, assignment: "" });
      return planRuns(specifications, { ...environment, templates: worded }, wishes.limits ?? {});
    }),
  );
  return Array.from({ length: rounds }, () => once.flat())
    .flat()
    .slice(0, maxRuns);
}
