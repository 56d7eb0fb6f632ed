import type { Turn } from "../domain/conversation.ts";
import { Fault, isFault } from "../domain/fault.ts";
import type { AuditLog } from "../ports/audit-log.ts";
import type { Clock } from "../ports/clock.ts";
import type { ConversationStore } from "../ports/conversation-store.ts";
import type { Files } from "../ports/files.ts";
import type { Random } from "../ports/random.ts";
import { isFileId, toFileIds } from "../std/file-ids.ts";
import { findBranch } from "./branch.ts";
import { encodeHead, encodeHeader, encodeTurn, readConversation } from "./conversation-lines.ts";

const FOLDER = ".specwright/conversations";
const ENDING = ".jsonl";
const MAX_BYTES = 100_000_000;
const MOST_SUGGESTED = 3;

/** Conversations in the project's `.specwright/conversations`, one append-only file each; `audit` hears of changes. */
export function createConversationStore({
  files,
  clock,
  random,
  audit,
}: {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: AuditLog;
}): ConversationStore {
  const list = async (): Promise<readonly string[]> => toFileIds(await files.list(FOLDER), ENDING);

  const read: ConversationStore["read"] = async (id) => {
    if (!isFileId(id)) throw missing(id, await list());
    try {
      return readConversation(await files.readText(pathOf(id), { maxBytes: MAX_BYTES }), id);
    } catch (error) {
      if (isFault(error, "source/missing")) throw missing(id, await list());
      if (isFault(error, "source/unreadable")) throw unreadable(id, error);
      throw error;
    }
  };

  const write = async (id: string, lines: readonly string[]): Promise<void> => {
    await using file = await files.openAppend(pathOf(id));
    // The last line is flushed, and with it all before it.
    for (const [at, line] of lines.entries())
      await file.append(line, { flush: at === lines.length - 1 });
  };

  const tell = (conversation: string, change: string, turns = 0): void =>
    audit.append({ action: "conversation-changed", details: { conversation, change, turns } });

  return {
    list,
    read,
    async create(title, turns) {
      refuseStrays(turns, []);
      const id = random.nextId();
      const startedAt = new Date(clock.now()).toISOString();
      await write(id, [encodeHeader({ id, title, startedAt }), ...turns.map(encodeTurn)]);
      tell(id, "created", turns.length);
      return id;
    },
    async append(id, turns) {
      refuseStrays(turns, (await read(id)).turns);
      if (turns.length === 0) return;
      await write(id, turns.map(encodeTurn));
      tell(id, "appended", turns.length);
    },
    async branch(id, turn) {
      findBranch(await read(id), turn);
      await write(id, [encodeHead(turn)]);
      tell(id, "branched");
    },
    async remove(id) {
      if (!isFileId(id) || !(await files.exists(pathOf(id)))) throw missing(id, await list());
      await files.remove(pathOf(id));
      tell(id, "removed");
    },
  };
}

const pathOf = (id: string): string => `${FOLDER}/${id}${ENDING}`;

/** What is written must be readable: every turn comes after the one that it answers, and is new. */
function refuseStrays(turns: readonly Turn[], earlier: readonly Turn[]): void {
  const known = new Set(earlier.map(({ id }) => id));
  for (const { id, parent, replaces } of turns) {
    const stray = [parent, ...replaces].find((other) => other !== undefined && !known.has(other));
    if (stray !== undefined)
      throw new RangeError(`Cannot add turn "${id}": there is no turn "${stray}" before it`);
    if (known.has(id)) throw new RangeError(`Cannot add turn "${id}": it is there already`);
    known.add(id);
  }
}

const missing = (id: string, ids: readonly string[]): Fault => {
  const near = findNearIds(id, ids);
  return new Fault("conversation/missing", `Cannot find a conversation called "${id}"`, {
    help:
      near.length === 0
        ? "specwright conversations list shows all of them"
        : `Did you mean ${near.join(", ")}?`,
  });
};

/** Ids that hold what was typed, else the newest of those that begin most like it. */
function findNearIds(wanted: string, ids: readonly string[]): readonly string[] {
  const holding = ids.filter((id) => wanted !== "" && id.includes(wanted));
  if (holding.length > 0) return holding.slice(-MOST_SUGGESTED);
  const shared = (id: string): number => {
    let length = 0;
    while (length < wanted.length && id[length] === wanted[length]) length += 1;
    return length;
  };
  const most = Math.max(0, ...ids.map(shared));
  return most * 2 < wanted.length
    ? []
    : ids.filter((id) => shared(id) === most).slice(-MOST_SUGGESTED);
}

const unreadable = (id: string, cause: Fault): Fault =>
  new Fault("conversation/unreadable", `Cannot read conversation "${id}": its file is no text`, {
    help: `Take it away with: specwright conversations remove ${id}`,
    cause,
  });
