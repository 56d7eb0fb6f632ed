import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import {
  findLanguage,
  refuseForeignName,
  refuseUnjudgeable,
} from "../../../pipeline/prepare-run.ts";
import { generateEvents } from "../../../pipeline/run.ts";
import { refuseAnyOccupied } from "../artifact-files.ts";
import { askConsent } from "../ask-consent.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { finishRun } from "../finish-run.ts";
import { followRun } from "../follow-run.ts";
import { type ModelOptions, toLimits, toSettings } from "../model-settings.ts";
import { offerResume } from "../offer-resume.ts";
import { planRuns } from "../plan-runs.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";
import { tellOpening } from "../tell-opening.ts";
import { tellTrust } from "../tell-trust.ts";

export interface GenerateCommandOptions extends ModelOptions {
  readonly out?: string;
  readonly force?: true;
  readonly language?: string;
  readonly unconstrained?: true;
}

/** `specwright generate SPECIFICATION`: everything that can be refused is refused before a model is asked. */
export async function generateCommand(
  [path]: readonly [string],
  options: GenerateCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, sha256, config } = base;
  const out =
    options.out === undefined ? undefined : toOutputPath(options.out, directory, files.root);
  const specification = await openSpecification(toProjectPath(path, directory, files.root), base, {
    language: options.language,
  });
  const language = findLanguage(base, specification.language);
  refuseUnjudgeable(specification, language, base);
  tellTrust([specification], base, terminal);
  if (out !== undefined) refuseForeignName(out, language);
  if (out !== undefined && options.force !== true)
    await refuseAnyOccupied(out, specification, files, sha256);

  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  const plan = () => planRuns([specification], environment, toLimits(config.settings));
  await askConsent(plan, { ...environment, config, terminal, signal });
  const wishes = {
    path: out,
    fallbacks: config.settings.fallbacks,
    profile: config.settings.profile,
    limits: toLimits(config.settings),
    seed: options.seed,
    isConstrained: config.settings.constraints && options.unconstrained !== true,
    signal,
  };
  const runId = environment.random.nextId();
  const isJson = options.json === true;
  const events = generateEvents(specification, environment, { ...wishes, runId });
  const outcome = await offerResume(followRun(events, { terminal, isJson, signal }), {
    runId,
    records: base.records,
    terminal,
  });
  // What fails in writing must be heard before anything is closed.
  return await finishRun(outcome, {
    runId,
    files,
    sha256,
    terminal,
    isWritten: out !== undefined,
    isForced: options.force === true,
    isJson,
  });
}
