/** Shows a question while it is answered. */

import type { AnswerEvent } from "../../domain/answer.ts";
import { escapeText } from "./escape-text.ts";
import { showWait } from "./show-wait.ts";
import type { Terminal } from "./terminal.ts";

export interface FollowedAnswer<T> {
  readonly value: T;
  /** Of all calls; `undefined` where no call told its price. */
  readonly costUsd: number | undefined;
}

/** The last value of `events`, and what its calls cost. */
export async function followAnswer<T>(
  events: AsyncGenerator<AnswerEvent, T>,
  terminal: Terminal,
): Promise<FollowedAnswer<T>> {
  let characters = 0;
  let costUsd: number | undefined;
  try {
    for (;;) {
      const { value, done } = await events.next();
      if (done === true) return { value, costUsd };
      if (value.type === "text-delta") characters += value.text.length;
      if (value.type === "text-reset" || value.type === "reask-start") characters = 0;
      if (value.type === "call-end" && value.call.costUsd !== undefined)
        costUsd = (costUsd ?? 0) + value.call.costUsd;
      show(value, characters, terminal);
    }
  } finally {
    await events.return(undefined as never);
  }
}

function show(event: AnswerEvent, characters: number, terminal: Terminal): void {
  switch (event.type) {
    case "text-delta":
      terminal.live(`answering, ${characters} characters`);
      break;
    case "text-reset":
      terminal.say(`beginning the answer anew: ${escapeText(event.reason)}`);
      break;
    case "reask-start":
      terminal.say(`asking once more, the answer cannot be used: ${escapeText(event.reason)}`);
      break;
    case "wait-start":
      showWait(event, terminal);
      break;
    case "call-end":
      break;
  }
}
