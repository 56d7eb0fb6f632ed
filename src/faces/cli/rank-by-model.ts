/** The answers to one hole, in the order in which a model finds them likely. */

import type { Config } from "../../config/load-config.ts";
import type { RankingQuestion } from "../../pipeline/prompt/render-ranking.ts";
import { rankAnswersEvents } from "../../pipeline/rank-answers.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import { askConsent } from "./ask-consent.ts";
import { followAnswer } from "./follow-answer.ts";
import { openAnswerBudget, planAnswer } from "./plan-answer.ts";
import { showAnswerSource } from "./show-answer-source.ts";
import type { Terminal } from "./terminal.ts";

export interface RankPlace {
  readonly environment: CheckEnvironment & { readonly config: Config };
  readonly model: LanguageModel;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** What a model said of one hole. */
export interface ModelRanking<Answer> {
  readonly answers: readonly Answer[];
  readonly costUsd: number | undefined;
}

/**
 * Puts the answers to the model in one request, after consent where it costs money; the same answers come back.
 *
 * @throws {Fault} `model/*`, `budget/*`
 */
export async function rankByModel<Answer extends { readonly text: string }>(
  answers: readonly Answer[],
  question: Omit<RankingQuestion, "answers">,
  { environment, model, terminal, signal }: RankPlace,
): Promise<ModelRanking<Answer>> {
  const { config, budget } = environment;
  const { settings } = config;
  const asked = { ...question, answers: answers.map(({ text }) => text) };
  const events = rankAnswersEvents(
    asked,
    { ...environment, model },
    {
      budget: openAnswerBudget(budget, settings),
      maxOutputTokens: settings.max_output_tokens,
      beforeAsking: (prompt) =>
        askConsent(async () => planAnswer(prompt, settings, { model }), {
          ...environment,
          model,
          config,
          terminal,
          signal,
        }),
      signal,
    },
  );
  const { value, costUsd } = await followAnswer(events, terminal);
  if (value.source !== undefined) showAnswerSource(value.source, costUsd, terminal);
  return { answers: value.order.flatMap((at) => answers[at] ?? []), costUsd };
}
