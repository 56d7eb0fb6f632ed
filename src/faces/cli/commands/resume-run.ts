import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import { resumeRun } from "../../../pipeline/run.ts";
import { createReplayModel } from "../../../providers/index.ts";
import { refuseAnyOccupied } from "../artifact-files.ts";
import { askConsent } from "../ask-consent.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { finishRun } from "../finish-run.ts";
import { followRun } from "../follow-run.ts";
import { offerResume } from "../offer-resume.ts";
import { planRuns } from "../plan-runs.ts";
import { tellOpening } from "../tell-opening.ts";

export interface ResumeRunCommandOptions {
  readonly write?: true;
  readonly force?: true;
  readonly maxUsd?: number;
  readonly yes?: true;
  readonly json?: true;
}

/** `specwright runs resume RUN`: the model that was asked then is asked for what is missing, and for nothing else. */
export async function resumeRunCommand(
  [runId]: readonly [string],
  options: ResumeRunCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using records = await createCheckEnvironment({ directory });
  const events = await records.records.read(runId);
  const { setup } = readRunState(events);
  await using base = await createCheckEnvironment({
    directory,
    settings: {
      model: setup.model,
      max_usd: options.maxUsd,
      spend_without_asking: options.yes,
    },
  });
  const { files, sha256, config } = base;
  const isWritten = options.write === true;
  if (isWritten && options.force !== true)
    await refuseAnyOccupied(setup.path, setup.specification, files, sha256);

  await using live = await openModel(config, base, {
    ...tellOpening(terminal),
    onChoice: ({ id }) => terminal.say(`going on with run ${runId}, asking ${id}`),
    signal,
  });
  const environment = withModel(base, createReplayModel(events, { next: live }));
  const plan = () => planRuns([setup.specification], environment, setup.limits);
  await askConsent(plan, { ...environment, config, terminal, signal });
  const isJson = options.json === true;
  const outcome = await offerResume(
    followRun(resumeRun(runId, environment, { signal }), { terminal, isJson, signal, runId }),
    { runId, records: base.records, terminal },
  );
  // What fails in writing must be heard before anything is closed.
  const isForced = options.force === true;
  return await finishRun(outcome, {
    runId,
    files,
    sha256,
    terminal,
    isWritten,
    isForced,
    isJson,
  });
}
