import type { CheckEnvironment } from "../ports/environment.ts";

/** An environment that knows no patterns, no repository and no dangers: for tests of what stands around them. */
export const noKnowledge: Pick<CheckEnvironment, "patterns" | "references" | "security"> = {
  patterns: {
    list: async () => [],
    match: async () => [],
    format: ({ pattern }) => pattern.description,
  },
  references: {
    refresh: async () => ({ files: 0, units: 0, changed: 0, removed: 0, skipped: [], timeMs: 0 }),
    find: async () => [],
    renderStructure: async () => "",
    [Symbol.dispose]: () => undefined,
  },
  security: {
    rules: [],
    tool: { name: "none", version: "0" },
    canScan: () => false,
    scan: async () => [],
  },
};
