/** Where conversations are kept. */

import type { Conversation, Turn } from "../domain/conversation.ts";

export interface ConversationStore {
  /** Begins one with its first turns; nothing is stored without them. The id is fresh. */
  create(title: string, turns: readonly Turn[]): Promise<string>;
  /** @throws {Fault} `conversation/missing`, `conversation/unreadable` */
  read(id: string): Promise<Conversation>;
  /**
   * Adds turns; the last of them is gone on with from now on. On the disk when this resolves.
   *
   * @throws {Fault} `conversation/missing`, `conversation/unreadable`, `storage/*`
   * @throws {RangeError} for a turn whose parent is not there.
   */
  append(id: string, turns: readonly Turn[]): Promise<void>;
  /** From now on, goes on after `turn`. @throws {Fault} as `append`; `conversation/missing` for a turn that is not there. */
  branch(id: string, turn: string): Promise<void>;
  /** Ids of all conversations, oldest first. */
  list(): Promise<readonly string[]>;
  /** @throws {Fault} `conversation/missing` */
  remove(id: string): Promise<void>;
}
