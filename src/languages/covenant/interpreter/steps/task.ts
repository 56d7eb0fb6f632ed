/** How steps run without the depth of JavaScript's own stack: whoever needs a result yields the task that makes it. */

import type { Value } from "../values/value.ts";

/** What a step or a list of steps comes to. */
export interface Completion {
  /** `return` ends the function, from any depth. */
  readonly kind: "value" | "return";
  readonly value: Value;
}

/** Yields tasks, is resumed with their completions, and ends with its own. */
export type Task = Generator<Task, Completion, Completion>;

export const valueOf = (value: Value): Completion => ({ kind: "value", value });

/** Runs a task and all that it asks for; what one throws is thrown into the task that asked. */
export function runTask(root: Task): Completion {
  const stack: Task[] = [root];
  let resume = (task: Task): IteratorResult<Task, Completion> => task.next(valueOf(null));
  for (;;) {
    const task = stack.at(-1) as Task;
    try {
      const result = resume(task);
      if (result.done !== true) {
        stack.push(result.value);
        resume = (next) => next.next(valueOf(null));
        continue;
      }
      stack.pop();
      const completion = result.value;
      if (stack.length === 0) return completion;
      resume = (waiting) => waiting.next(completion);
    } catch (error) {
      stack.pop();
      if (stack.length === 0) throw error;
      resume = (waiting) => waiting.throw(error);
    }
  }
}
