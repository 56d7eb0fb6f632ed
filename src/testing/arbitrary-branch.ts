/** Branches of conversations of every shape. */

import fc from "fast-check";
import type { Turn } from "../domain/conversation.ts";
import { text } from "./arbitrary-text.ts";

const draft = fc.record({
  role: fc.constantFrom<Turn["role"]>("user", "assistant", "user", "assistant", "system"),
  text: fc.oneof(text, fc.lorem({ maxCount: 30 })),
  isPinned: fc.nat(3).map((n) => n === 0),
});

/** Each turn answers the one before it; some are pinned, none is a summary. */
export const arbitraryBranch: fc.Arbitrary<readonly Turn[]> = fc
  .array(draft, { maxLength: 12 })
  .map((drafts) =>
    drafts.map((wishes, at) => ({
      id: `t${at}`,
      parent: at === 0 ? undefined : `t${at - 1}`,
      replaces: [],
      at: "2026-01-01T00:00:00.000Z",
      model: undefined,
      usage: undefined,
      ...wishes,
    })),
  );
