import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ToolResult } from "../../ports/tool-runner.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { findInterpreter, probeToolchain } from "./interpreter.ts";

/** A machine whose `python3` answers so; `undefined` has none. */
const machineWith = (answer: Partial<ToolResult> | undefined): Machine => ({
  clock: createFakeClock(),
  random: { seed: 1, nextInteger: () => 1, nextId: () => "1" },
  files: createMemoryFiles(),
  sandbox: undefined,
  locations: { chosen: {}, home: "/nowhere", cache: "/nowhere", variable: () => undefined },
  syntax: createSyntaxParser(),
  sha256: (text) => text,
  toolRunner: {
    node: "node",
    find: async () => (answer === undefined ? undefined : "/shims/python3"),
    run: async () => ({
      exitCode: 0,
      signal: undefined,
      stdout: "",
      stderr: "",
      isTimedOut: false,
      isOutputCut: false,
      timeMs: 1,
      ...answer,
    }),
    start: () => Promise.reject(new Error("nothing is started")),
  },
});

const told = (version: readonly number[]): Partial<ToolResult> => ({
  stdout: JSON.stringify({
    path: "/real/bin/python3.11",
    name: "cpython",
    version,
    folders: ["/real"],
    packages: ["/real/lib/site-packages"],
    modules: ["os", "sys"],
  }),
});

describe("probeToolchain()", () => {
  test("says what to install where there is no python3", async () => {
    expect(await probeToolchain(machineWith(undefined))).toEqual({
      isReady: false,
      why: "python3 is not installed",
      help: "Install python3, version 3.9 or newer, so that it is found on PATH",
    });
  });

  test("refuses a version that is too old", async () => {
    expect(await probeToolchain(machineWith(told([3, 8, 18])))).toMatchObject({
      isReady: false,
      why: "python3 is version 3.8.18",
    });
  });

  test("tells what a shim says that chooses no version", async () => {
    const answer = { exitCode: 127, stderr: "pyenv: python3: command not found\n" };

    expect(await probeToolchain(machineWith(answer))).toMatchObject({
      isReady: false,
      why: "python3 does not run: pyenv: python3: command not found",
    });
  });

  test("names the real interpreter behind a shim", async () => {
    expect(await probeToolchain(machineWith(told([3, 11, 7])))).toMatchObject({
      isReady: true,
      why: "cpython 3.11.7 at /real/bin/python3.11",
    });
  });
});

describe("findInterpreter()", () => {
  test("faults when there is none", async () => {
    await expect(findInterpreter(machineWith(undefined))).rejects.toMatchObject({
      code: "toolchain/missing",
    });
  });

  test("knows what a run must be able to read", async () => {
    expect(await findInterpreter(machineWith(told([3, 9, 0])))).toEqual({
      path: "/real/bin/python3.11",
      name: "cpython",
      version: "3.9.0",
      readOnlyPaths: ["/real"],
      packagePaths: ["/real/lib/site-packages"],
      standardModules: new Set(["os", "sys"]),
    });
  });
});
