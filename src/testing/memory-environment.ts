import { createBudget } from "../model-access/money/create-budget.ts";
import { createRecordStore } from "../pipeline/record/journal-store.ts";
import { createRandom } from "../platform/random.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import type { Sandbox } from "../ports/sandbox.ts";
import { createFakeClock } from "./fake-clock.ts";
import { createMemoryFiles, type MemoryFiles } from "./memory-files.ts";
import { noKnowledge } from "./no-knowledge.ts";

export interface MemoryEnvironment<Model> extends CheckEnvironment {
  readonly files: MemoryFiles;
  readonly model: Model;
}

/** An environment whose files live in memory and whose clock stands still, with one language and one model. */
export function createMemoryEnvironment<Model>(
  model: Model,
  {
    files,
    language,
    sandbox,
  }: {
    readonly files: Readonly<Record<string, string>>;
    readonly language: LanguagePack;
    readonly sandbox?: Sandbox | undefined;
  },
): MemoryEnvironment<Model> {
  const clock = createFakeClock();
  const memory = createMemoryFiles(files);
  const machine = {
    clock,
    files: memory,
    sha256,
    random: createRandom(3, clock),
    toolRunner: createToolRunner(),
    locations: { chosen: {}, home: "/nowhere", cache: "/nowhere", variable: () => undefined },
    sandbox,
    syntax: createSyntaxParser(),
  };
  return {
    ...machine,
    model,
    version: "1.2.3",
    languages: [language],
    specificationReaders: [],
    records: createRecordStore(memory, clock, { version: "1.2.3" }),
    audit: { append: () => undefined },
    budget: createBudget(),
    ...noKnowledge,
    checkerFor: () => language.openChecker(machine),
    async [Symbol.asyncDispose]() {},
  };
}
