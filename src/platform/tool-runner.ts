import type { ToolRunner } from "../ports/tool-runner.ts";
import { findProgram } from "./find-program.ts";
import { runTool } from "./run-tool.ts";
import { startTool } from "./start-tool.ts";

/**
 * Runs programs on this machine. Each is the head of its own process group, sees PATH,
 * `LANG=C.UTF-8` and what its command names, and ends, with all it started, when we do.
 */
export const createToolRunner = (): ToolRunner => ({
  node: process.execPath,
  find: findProgram,
  run: (command, options) => runTool(command, options?.signal),
  start: startTool,
});
