import { homedir } from "node:os";
import { systemClock } from "../platform/clock.ts";
import { createFiles } from "../platform/files.ts";
import { createRandom, freshSeed } from "../platform/random.ts";
import { createSandbox } from "../platform/sandbox/create-sandbox.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { Machine } from "../ports/machine.ts";
import { cacheFolder } from "./cache-folder.ts";
import { findProjectRoot } from "./find-project-root.ts";

/**
 * This machine, seen from the project that holds `directory`; `programs` are the paths of programs that the user
 * chose, `cache` is the folder of what we installed.
 */
export async function createMachine(
  directory: string = process.cwd(),
  programs: Readonly<Record<string, string>> = {},
  cache: string = cacheFolder(undefined, process.env),
): Promise<Machine> {
  const toolRunner = createToolRunner();
  return {
    clock: systemClock,
    random: createRandom(freshSeed(), systemClock),
    files: createFiles(findProjectRoot(directory)),
    toolRunner,
    locations: {
      chosen: programs,
      home: homedir(),
      cache,
      variable: (name) => process.env[name] || undefined,
    },
    sandbox: await createSandbox(toolRunner),
    syntax: createSyntaxParser(),
    sha256,
  };
}
