import { describe, expect, test } from "vitest";
import type { ToolResult, ToolRunner } from "../../ports/tool-runner.ts";
import { createToolRunner } from "../tool-runner.ts";
import { createSandbox } from "./create-sandbox.ts";

const REFUSED: ToolResult = {
  exitCode: 1,
  signal: undefined,
  stdout: "",
  stderr: "bwrap: No permissions to create new namespace",
  isTimedOut: false,
  isOutputCut: false,
  timeMs: 1,
};

describe("createSandbox()", () => {
  test("takes QuickJS where bubblewrap is not installed", async () => {
    const toolRunner: ToolRunner = {
      ...createToolRunner(),
      find: () => Promise.resolve(undefined),
    };

    expect((await createSandbox(toolRunner))?.id).toBe("quickjs");
  });

  test("takes QuickJS where bubblewrap is installed and the kernel refuses it", async () => {
    const toolRunner: ToolRunner = {
      ...createToolRunner(),
      find: () => Promise.resolve("/usr/bin/bwrap"),
      run: () => Promise.resolve(REFUSED),
    };

    expect((await createSandbox(toolRunner))?.id).toBe("quickjs");
  });

  test("does not believe a sandbox that runs nothing and reports success", async () => {
    const toolRunner: ToolRunner = {
      ...createToolRunner(),
      find: () => Promise.resolve("/usr/bin/bwrap"),
      run: () => Promise.resolve({ ...REFUSED, exitCode: 0, stderr: "sandbox: started\n" }),
    };

    expect((await createSandbox(toolRunner))?.id).toBe("quickjs");
  });
});
