import { describe, expect, test } from "vitest";
import type { ToolResult } from "../../ports/tool-runner.ts";
import { fillLimits } from "./limits.ts";
import { readEnding } from "./read-ending.ts";

const limits = fillLimits({ timeoutMs: 1_000 });
const ending = (result: Partial<ToolResult>) =>
  readEnding(
    {
      exitCode: 0,
      signal: undefined,
      stdout: "",
      stderr: "",
      isTimedOut: false,
      isOutputCut: false,
      timeMs: 10,
      ...result,
    },
    limits,
  );

describe("readEnding()", () => {
  test("gives the program's own exit code", () => {
    expect(ending({ exitCode: 0 })).toEqual({ ended: "exit", exitCode: 0 });
    expect(ending({ exitCode: 3 })).toEqual({ ended: "exit", exitCode: 3 });
    expect(ending({ exitCode: 139 })).toEqual({ ended: "exit", exitCode: 139 });
  });

  test("calls the wall clock, and the processor's own, a timeout", () => {
    expect(ending({ exitCode: undefined, isTimedOut: true })).toEqual({ ended: "timeout" });
    expect(ending({ exitCode: 128 + 24 })).toEqual({ ended: "timeout" });
    expect(ending({ exitCode: 137, timeMs: 3_000 })).toEqual({ ended: "timeout" });
  });

  test("calls too much output by its name", () => {
    expect(ending({ exitCode: undefined, isOutputCut: true })).toEqual({ ended: "output" });
  });

  test("takes a kill that came early for the kernel's, for want of memory", () => {
    expect(ending({ exitCode: 137 })).toEqual({ ended: "memory" });
    expect(ending({ exitCode: undefined, signal: "SIGKILL" })).toEqual({ ended: "memory" });
  });

  test.each([
    [134, "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
    [133, "#\n# Fatal process out of memory: Zone"],
    [1, "RangeError: Array buffer allocation failed\n    at new ArrayBuffer"],
    [1, "Traceback (most recent call last):\nMemoryError"],
    [1, "numpy._core._exceptions._ArrayMemoryError: Unable to allocate 8.00 GiB"],
    [1, "OSError: [Errno 12] Cannot allocate memory"],
    [134, "terminate called after throwing an instance of 'std::bad_alloc'"],
  ])("knows memory by exit code %i and %j", (exitCode, stderr) => {
    expect(ending({ exitCode, stderr })).toEqual({ ended: "memory" });
    expect(ending({ exitCode: 0, stderr })).toEqual({ ended: "exit", exitCode: 0 });
  });

  test("does not take a message that only mentions memory for it", () => {
    const stderr = "AssertionError: expected a MemoryError, out of memory";

    expect(ending({ exitCode: 1, stderr })).toEqual({ ended: "exit", exitCode: 1 });
  });
});
