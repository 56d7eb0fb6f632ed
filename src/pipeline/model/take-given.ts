import type { GivenAnswer } from "../../domain/batch.ts";
import type { ModelResponse } from "../../domain/model.ts";
import { toNanoUsd } from "../../domain/price.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Budget } from "../../ports/budget.ts";

/** An answer that was asked for together with others, told as if it had come now; it counts against the run's own cap. */
export function* takeGiven(
  { response, requestSha256, calls }: GivenAnswer,
  { attempt, budget }: { readonly attempt: number; readonly budget: Budget },
): Generator<RunEvent, ModelResponse> {
  for (const call of calls) {
    budget.charge(toNanoUsd(call.costUsd ?? 0));
    yield { type: "call-end", attempt, call };
  }
  yield { type: "response-end", attempt, requestSha256, response };
  return response;
}
