import type { Specification } from "../../domain/specification.ts";
import type { PlannedWork } from "../../model-access/money/estimate.ts";
import { completeLimits, type LimitWishes } from "../../pipeline/prepare-run.ts";
import { type PromptEnvironment, renderFirstPrompt } from "../../pipeline/render-first-prompt.ts";
import type { Environment } from "../../ports/environment.ts";

/** Runs of `specifications` as what they may cost is told from; no model is asked. */
export const planRuns = (
  specifications: readonly Specification[],
  environment: PromptEnvironment & Pick<Environment, "model">,
  wishes: LimitWishes,
): Promise<readonly PlannedWork[]> =>
  Promise.all(
    specifications.map(async (specification) => {
      const { model } = environment;
      const limits = completeLimits(wishes, model, specification.kind);
      const { maxOutputTokens } = limits;
      const prompt = await renderFirstPrompt(specification, environment, {
        model,
        maxOutputTokens,
      });
      return { prompt, limits };
    }),
  );
