import type { Settings } from "../../config/settings.ts";
import { toNanoUsd } from "../../domain/price.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { PlannedWork } from "../../model-access/money/estimate.ts";
import type { Budget } from "../../ports/budget.ts";
import type { LanguageModel } from "../../ports/language-model.ts";

/** A question as what it may cost is told from: `calls` of its own, and one more where an answer cannot be used. */
export const planAnswer = (
  prompt: Pick<Prompt, "messages" | "breakPoints">,
  settings: Settings,
  { model, calls = 1 }: { readonly model: LanguageModel; readonly calls?: number },
): readonly PlannedWork[] => [
  {
    prompt,
    limits: {
      samples: calls,
      repairs: 1,
      escalations: 0,
      maxOutputTokens: settings.max_output_tokens ?? model.suggested.maxOutputTokens,
      costUsd: settings.max_usd_per_task,
    },
  },
];

/** What pays for one question: no more than one task may cost. */
export const openAnswerBudget = (budget: Budget, { max_usd_per_task: usd }: Settings): Budget =>
  usd === undefined ? budget : budget.open(toNanoUsd(usd));
