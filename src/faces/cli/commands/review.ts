import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import type { FindingStatus } from "../../../domain/finding.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { reviewEvents } from "../../../pipeline/review.ts";
import {
  inspectFile,
  inspectSpecification,
} from "../../../pipeline/specification/inspect-specification.ts";
import { askConsent } from "../ask-consent.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { followAnswer } from "../follow-answer.ts";
import { type ModelOptions, toSettings } from "../model-settings.ts";
import { openAnswerBudget, planAnswer } from "../plan-answer.ts";
import { toProjectPath } from "../project-path.ts";
import { showAnswerSource } from "../show-answer-source.ts";
import { injectionsToJson, showInjections } from "../show-injections.ts";
import { reviewToJson, showReview } from "../show-review.ts";
import { tellOpening } from "../tell-opening.ts";

export interface ReviewCommandOptions extends ModelOptions {
  readonly spec: string;
  readonly checkerOnly?: true;
  readonly language?: string;
}

const EXITS = {
  met: "accepted",
  violated: "rejected",
  unclear: "inconclusive",
} as const satisfies Record<FindingStatus, ExitReason>;

/** `specwright review FILE --spec SPECIFICATION`: the checker first, a model for the rest. */
export async function reviewCommand(
  [path]: readonly [string],
  options: ReviewCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, config } = base;
  const file = toProjectPath(path, directory, files.root);
  const specification = await openSpecification(
    toProjectPath(options.spec, directory, files.root),
    base,
    { language: options.language },
  );
  const injections = [
    ...inspectSpecification(specification),
    ...inspectFile({ path, text: await files.readText(file) }),
  ];
  showInjections(injections, terminal);
  await using model =
    options.checkerOnly === true
      ? undefined
      : await openModel(config, base, { ...tellOpening(terminal), signal });
  const { settings } = config;
  const events = reviewEvents(
    file,
    specification,
    { ...base, model },
    {
      profile: settings.profile,
      checkTimeoutMs: settings.check_timeout_ms,
      maxOutputTokens: settings.max_output_tokens,
      budget: openAnswerBudget(base.budget, settings),
      async beforeAsking(prompt) {
        if (model === undefined) return;
        const plan = async () => planAnswer(prompt, settings, { model });
        await askConsent(plan, { ...base, model, config, terminal, signal });
      },
      signal,
    },
  );
  terminal.live(`checking ${path}`);
  const { value: review, costUsd } = await followAnswer(events, terminal);
  if (options.json) {
    const told = { injections: injectionsToJson(injections) };
    terminal.json({ ...reviewToJson(review, path, costUsd), ...told });
  } else {
    showReview(review, path, terminal);
    if (review.model !== undefined) showAnswerSource(review.model, costUsd, terminal);
  }
  return EXITS[review.status];
}
