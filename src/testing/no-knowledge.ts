import { DEFAULT_CONTEXT_LIMITS } from "../domain/context.ts";
import { readPackageFiles } from "../platform/package-files.ts";
import { sha256 } from "../platform/sha256.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import { createPromptTemplates } from "../templates/create-prompt-templates.ts";
import { createMemoryFiles } from "./memory-files.ts";

/** An environment that knows no patterns, no repository and no dangers, and words prompts as it comes. */
export const noKnowledge: Pick<
  CheckEnvironment,
  "patterns" | "references" | "security" | "securityPolicy" | "templates" | "contextLimits"
> = {
  templates: createPromptTemplates({
    readBuiltIn: () => readPackageFiles("prompts/sections", ".liquid"),
    files: createMemoryFiles(),
    sha256,
  }),
  securityPolicy: "reject",
  contextLimits: DEFAULT_CONTEXT_LIMITS,
  patterns: {
    list: async () => [],
    findMistakes: async () => [],
    match: async () => [],
    format: ({ pattern }) => pattern.description,
  },
  references: {
    refresh: async () => ({
      files: 0,
      units: 0,
      changed: 0,
      removed: 0,
      skipped: [],
      timeMs: 0,
      left: 0,
      notes: [],
    }),
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
