import { systemClock } from "../platform/clock.ts";
import { createFiles } from "../platform/files.ts";
import { createRandom, freshSeed } from "../platform/random.ts";
import { createSandbox } from "../platform/sandbox/create-sandbox.ts";
import { sha256 } from "../platform/sha256.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { Machine } from "../ports/machine.ts";
import { findProjectRoot } from "./find-project-root.ts";

/** This machine, seen from the project that holds `directory`. */
export async function createMachine(directory: string = process.cwd()): Promise<Machine> {
  const toolRunner = createToolRunner();
  return {
    clock: systemClock,
    random: createRandom(freshSeed(), systemClock),
    files: createFiles(findProjectRoot(directory)),
    toolRunner,
    sandbox: await createSandbox(toolRunner),
    sha256,
  };
}
