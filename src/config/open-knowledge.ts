import { readPackageFiles } from "../platform/package-files.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { Files } from "../ports/files.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import { createPromptTemplates } from "../templates/create-prompt-templates.ts";
import { openHabits } from "./open-habits.ts";
import { openPatterns } from "./open-patterns.ts";
import { openReferences } from "./open-references.ts";
import { openSecurity } from "./open-security.ts";

/** What is known besides the languages: patterns, the repository, dangers, and the words of prompts. */
export const openKnowledge = (
  machine: Pick<Machine, "files" | "sha256" | "syntax" | "clock">,
  languages: readonly LanguagePack[],
  { learning }: { readonly learning: boolean },
): Pick<CheckEnvironment, "patterns" | "references" | "habits" | "security" | "templates"> => ({
  patterns: openPatterns(machine.files, languages),
  references: openReferences(machine, languages),
  habits: openHabits(machine, languages, { isOn: learning }),
  security: openSecurity(machine),
  templates: createPromptTemplates({ ...promptTextSources(machine.files), sha256: machine.sha256 }),
});

/** Where the words of prompts are: in this package, and in the project. */
export const promptTextSources = (files: Files) => ({
  readBuiltIn: () => readPackageFiles("prompts/sections", ".liquid"),
  files,
});
