/** Answers to a hole → the same answers, likeliest first. One request; no answer is lost, and none is added. */

import type { AnswerEvent, AnswerSource } from "../domain/answer.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { toShownPath } from "../std/shown-path.ts";
import type { AskingOptions } from "./asking-options.ts";
import { askForJson } from "./model/ask-for-json.ts";
import { type RankingQuestion, renderRankingPrompt } from "./prompt/render-ranking.ts";
import { RANKING_SCHEMA, readOrder } from "./ranking/ranking-shape.ts";

export interface RankEnvironment extends Pick<CheckEnvironment, "clock" | "sha256" | "budget"> {
  readonly model: LanguageModel;
}

export interface AnswerOrder {
  /** Places in the list that was given, from 0. */
  readonly order: readonly number[];
  /** `undefined` where there was nothing to ask. */
  readonly source: AnswerSource | undefined;
}

/**
 * Asks the model in which order the answers are likely.
 *
 * @throws {Fault} `model/*`, `budget/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* rankAnswersEvents(
  question: RankingQuestion,
  { model, clock, sha256, budget }: RankEnvironment,
  options: AskingOptions = {},
): AsyncGenerator<AnswerEvent, AnswerOrder> {
  const { answers, source } = question;
  if (answers.length < 2) return { order: answers.map((_, at) => at), source: undefined };
  const shown = { ...question, source: { ...source, path: toShownPath(source.path) } };
  const messages = renderRankingPrompt(shown, sha256);
  await options.beforeAsking?.({ messages, breakPoints: [] });
  const {
    value,
    text: _text,
    ...from
  } = yield* askForJson(messages, {
    model,
    clock,
    maxOutputTokens: options.maxOutputTokens ?? model.suggested.maxOutputTokens,
    budget: options.budget ?? budget,
    signal: options.signal,
    schema: RANKING_SCHEMA,
    read: (object) => readOrder(object, answers.length),
  });
  return { order: value.map((number) => number - 1), source: from };
}
