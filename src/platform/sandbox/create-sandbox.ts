import type { Sandbox } from "../../ports/sandbox.ts";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import { openBubblewrap } from "./bubblewrap.ts";

/** The strongest sandbox that this machine has; `undefined` where nothing isolates. */
export async function createSandbox(toolRunner: ToolRunner): Promise<Sandbox | undefined> {
  return await openBubblewrap(toolRunner);
}
