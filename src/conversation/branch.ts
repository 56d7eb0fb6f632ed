/** The tree of a conversation, read as the lists that a model is shown. */

import type { Conversation, Turn } from "../domain/conversation.ts";
import { Fault } from "../domain/fault.ts";

/**
 * The turns from the first to `last`, in order.
 *
 * @param last @default the turn that is gone on with
 * @throws {Fault} `conversation/missing` for a turn that is not there.
 */
export function findBranch(
  conversation: Conversation,
  last: string | undefined = conversation.head,
): readonly Turn[] {
  const byId = new Map(conversation.turns.map((turn) => [turn.id, turn]));
  if (last !== undefined && !byId.has(last)) throw missingTurn(conversation, last);
  const branch: Turn[] = [];
  for (let id = last; id !== undefined; ) {
    const turn = byId.get(id);
    if (turn === undefined) break;
    branch.unshift(turn);
    id = turn.parent;
  }
  return branch;
}

/** The last turn of each branch, in the order in which they were said. */
export function listBranches({ turns }: Conversation): readonly Turn[] {
  const parents = new Set(turns.map(({ parent }) => parent));
  return turns.filter(({ id }) => !parents.has(id));
}

/** A branch with each summary in the place of the turns that it replaces. Pinned turns are never replaced. */
export function foldSummaries(branch: readonly Turn[]): readonly Turn[] {
  const summaryOf = new Map<string, Turn>();
  for (const turn of branch) for (const id of turn.replaces) summaryOf.set(id, turn);
  const standsFor = (turn: Turn): Turn => {
    const summary = turn.isPinned ? undefined : summaryOf.get(turn.id);
    return summary === undefined || summary === turn ? turn : standsFor(summary);
  };
  // A set keeps the place where a turn was first put.
  return [...new Set(branch.map(standsFor))];
}

const missingTurn = ({ id, turns }: Conversation, wanted: string): Fault =>
  new Fault("conversation/missing", `Cannot find a turn "${wanted}" in conversation "${id}"`, {
    help:
      turns.length === 0
        ? "It holds no turns yet"
        : `Its turns: specwright conversations show ${id}`,
  });
