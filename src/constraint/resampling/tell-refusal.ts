import type { PlacedRefusal } from "./follow-answer.ts";
import { withoutHalf } from "./without-half.ts";

const MOST_SHOWN = 160;
/** What is refused is then that the code ended. */
const CLOSING = /^(?:`{3,}|~{3,})/;

/** For the model that is to go on: what it wrote that cannot stand, and why. */
export function tellRefusal(answer: string, { at, reason }: PlacedRefusal): string {
  const refused = answer.slice(at).trim();
  const shown =
    refused.length <= MOST_SHOWN ? refused : `${withoutHalf(refused.slice(0, MOST_SHOWN))} …`;
  const told =
    shown === "" || CLOSING.test(shown)
      ? `The code cannot end here: ${reason}.`
      : `What you wrote next cannot stand there: ${JSON.stringify(shown)}, because ${reason}.`;
  return `${told} Write something else instead.`;
}
