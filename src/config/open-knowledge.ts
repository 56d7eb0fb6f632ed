import type { CheckEnvironment } from "../ports/environment.ts";

/** What is known besides the languages: patterns, the repository, dangers, and the words of prompts. */
export const openKnowledge = (): Pick<
  CheckEnvironment,
  "patterns" | "references" | "security" | "templates"
> => ({
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
  templates: {
    list: async () => [],
    choose: async () => ({ ids: {}, render: () => "" }),
  },
});
