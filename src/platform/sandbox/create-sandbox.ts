import type { Sandbox } from "../../ports/sandbox.ts";
import type { ToolRunner } from "../../ports/tool-runner.ts";
import { openBubblewrap } from "./bubblewrap.ts";
import { openQuickJs } from "./quickjs.ts";

/** The strongest sandbox that this machine has; `undefined` where nothing isolates. */
export const createSandbox = async (toolRunner: ToolRunner): Promise<Sandbox | undefined> =>
  (await openBubblewrap(toolRunner)) ?? openQuickJs(toolRunner);
