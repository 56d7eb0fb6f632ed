import type { ModelResponse } from "../../domain/model.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { ExceededLimit, RunEvent } from "../../domain/run.ts";
import { type CallModelOptions, callModel } from "./call-model.ts";
import type { Deadline } from "./open-deadline.ts";

export interface CallInTimeOptions extends Omit<CallModelOptions, "signal"> {
  readonly deadline: Deadline;
}

/**
 * `callModel`, ended in the middle when the time is over: what had come of the answer is told, and kept. Where there is
 * no response the last value is the limit that allowed none.
 */
export async function* callInTime(
  prompt: Prompt,
  plan: Plan,
  { deadline, ...options }: CallInTimeOptions,
): AsyncGenerator<RunEvent, ModelResponse | ExceededLimit> {
  const steps = callModel(prompt, plan, { ...options, signal: deadline.signal });
  let text = "";
  try {
    for (;;) {
      const { value, done } = await steps.next();
      if (done === true) return value ?? "money";
      if (value.type === "text-delta") text += value.text;
      if (value.type === "text-reset") text = "";
      yield value;
    }
  } catch (error) {
    if (!deadline.isReason(error)) throw error;
    yield { type: "answer-cut", attempt: options.attempt, text };
    return "time";
  } finally {
    await steps.return(undefined);
  }
}
