import type { Turn } from "../domain/conversation.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";

export interface TurnWishes extends Pick<Turn, "role" | "text" | "parent"> {
  /** @default false */
  readonly isPinned?: boolean | undefined;
  /** @default no model */
  readonly model?: string | undefined;
  /** @default none */
  readonly usage?: Turn["usage"];
}

/** Letters of an id: 36 ** 6 is as much as a random number tells. */
const ID_LENGTH = 6;

/** A turn with a fresh id, said now. Ids are random: two who go on with one conversation at once do not collide. */
export const createTurn = (
  { role, text, parent, isPinned = false, model, usage }: TurnWishes,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Turn => ({
  id: random.nextInteger().toString(36).padStart(ID_LENGTH, "0"),
  parent,
  role,
  text,
  isPinned,
  replaces: [],
  at: new Date(clock.now()).toISOString(),
  model,
  usage,
});
