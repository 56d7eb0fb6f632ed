/** One round: a plan, what the model made of it, and the verdict. */

import type { Candidate } from "./candidate.ts";
import type { AppliedFix } from "./diagnostic.ts";
import type { ModelResponse } from "./model.ts";
import type { Plan } from "./plan.ts";
import type { Verdict } from "./verdict.ts";

export interface Attempt {
  readonly plan: Plan;
  /** `name@version` of the prompt's template. */
  readonly template: string;
  readonly response: ModelResponse;
  /** `undefined` when the response held none. */
  readonly candidate: Candidate | undefined;
  /** Applied to what the model wrote, without asking it again; `candidate` is the text after them. */
  readonly fixes: readonly AppliedFix[];
  readonly verdict: Verdict;
  /** How long the checkers took. */
  readonly checkTimeMs: number;
}
