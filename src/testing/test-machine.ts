import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../platform/clock.ts";
import { createFiles } from "../platform/files.ts";
import { createRandom } from "../platform/random.ts";
import { createSandbox } from "../platform/sandbox/create-sandbox.ts";
import { sha256 } from "../platform/sha256.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { Machine } from "../ports/machine.ts";

/** The real machine with a fixed seed; `root` is a fresh folder where none is given. */
export async function testMachine(root?: string): Promise<Machine> {
  const toolRunner = createToolRunner();
  return {
    clock: systemClock,
    random: createRandom(7, systemClock),
    files: createFiles(root ?? (await mkdtemp(join(tmpdir(), "specwright-test-")))),
    toolRunner,
    sandbox: await createSandbox(toolRunner),
    sha256,
  };
}
