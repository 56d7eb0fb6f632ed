/** What of a conversation fits beside a question about a file and its answer. */

import { createTurn } from "../conversation/create-turn.ts";
import { type FittedConversation, fitConversation } from "../conversation/fit-conversation.ts";
import type { AnswerEvent } from "../domain/answer.ts";
import type { Turn } from "../domain/conversation.ts";
import type { Environment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { type AskOptions, streamAnswer } from "./model/stream-answer.ts";
import {
  renderExplanationPrompt,
  renderSummary,
  renderSummaryRequest,
} from "./prompt/render-explanation.ts";

/** For the words with which an answer is asked for once more. */
const SPARE_TOKENS = 256;

const fitOptions = (question: string, { model, maxOutputTokens }: AskOptions) => {
  const others = renderExplanationPrompt([], question);
  const budgetTokens =
    model.contextWindowTokens - maxOutputTokens - countAll(others, model) - SPARE_TOKENS;
  return { countTokens: (text: string): number => model.countTokens(text), budgetTokens };
};

/** The oldest turns that do not fit are left out. @throws {Fault} `model/context-too-long` */
export const pruneHistory = (
  branch: readonly Turn[],
  question: string,
  ask: AskOptions,
): Promise<FittedConversation> => fitConversation(branch, fitOptions(question, ask));

/**
 * Turns that do not fit are summed up by a call of their own, which is told like any other. They are left out where
 * no summary comes of it.
 *
 * @throws {Fault} `model/*`, `budget/*`
 */
export async function* summariseHistory(
  branch: readonly Turn[],
  question: string,
  environment: Environment,
  ask: AskOptions,
): AsyncGenerator<AnswerEvent, FittedConversation> {
  const told: AnswerEvent[] = [];
  const fitted = await fitConversation(branch, {
    ...fitOptions(question, ask),
    async summarise(turns, { maxTokens }) {
      const { model } = ask;
      const messages = renderSummaryRequest(turns, { maxTokens, sha256: environment.sha256 });
      const write = (text: string, by: Pick<Turn, "model" | "usage">): Turn =>
        createTurn({ role: "user", text, parent: undefined, ...by }, environment);
      // What is too long to be summed up in one go is left out.
      if (countAll(messages, model) + maxTokens > model.contextWindowTokens)
        return write("", { model: undefined, usage: undefined });
      const steps = streamAnswer(messages, { ...ask, maxOutputTokens: maxTokens });
      for (;;) {
        const { value, done } = await steps.next();
        if (done === true) {
          const isWhole = value.finishReason === "stop" && value.text.trim() !== "";
          const by = { model: value.answeredBy, usage: value.usage };
          return write(isWhole ? renderSummary(value.text) : "", by);
        }
        if (value.type === "call-end") told.push(value);
      }
    },
  });
  yield* told;
  return fitted;
}

const countAll = (messages: readonly { readonly text: string }[], model: LanguageModel): number =>
  messages.reduce((sum, { text }) => sum + model.countTokens(text), 0);
