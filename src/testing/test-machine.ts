import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../platform/clock.ts";
import { createFiles } from "../platform/files.ts";
import { createRandom } from "../platform/random.ts";
import { createSandbox } from "../platform/sandbox/create-sandbox.ts";
import { sha256 } from "../platform/sha256.ts";
import { createSyntaxParser } from "../platform/syntax-parser.ts";
import { createToolRunner } from "../platform/tool-runner.ts";
import type { Machine } from "../ports/machine.ts";

/** The machine that the tests run on, with a project at `root`. @default a fresh empty folder, gone with the process */
export async function testMachine(root: string = createEmptyProject()): Promise<Machine> {
  const toolRunner = createToolRunner();
  return {
    clock: systemClock,
    random: createRandom(7, systemClock),
    files: createFiles(root),
    toolRunner,
    locations: { chosen: {}, home: root, cache: join(root, ".cache"), variable: () => undefined },
    sandbox: await createSandbox(toolRunner),
    syntax: createSyntaxParser(),
    sha256,
  };
}

function createEmptyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "specwright-project-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
