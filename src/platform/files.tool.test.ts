/** What files do where the disk is full or read-only, on a real small file system that bubblewrap mounts. */

import { describe, expect, test } from "vitest";
import { createToolRunner } from "./tool-runner.ts";

/** Runs `script` where `/mnt` is a disk of 64 KiB, or one that is read-only; gives what it prints. */
async function runOnDisk(disk: readonly string[], script: string): Promise<unknown> {
  const toolRunner = createToolRunner();
  const moduleUrl = new URL("./files.ts", import.meta.url).href;
  const text = `import { createFiles } from ${JSON.stringify(moduleUrl)};
    import { readdirSync, readFileSync } from "node:fs";
    const files = createFiles("/mnt");
    const fault = (promise) => promise.then(() => "written", ({ code, message }) => ({ code, message }));
    ${script}`;
  const result = await toolRunner.run({
    program: "bwrap",
    args: [
      ...["--dev-bind", "/", "/", ...disk, "--"],
      ...[toolRunner.node, "--input-type=module", "-e", text],
    ],
  });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  return JSON.parse(result.stdout);
}

const SMALL_DISK = ["--size", "65536", "--tmpfs", "/mnt"] as const;
const READ_ONLY_DISK = ["--tmpfs", "/mnt", "--remount-ro", "/mnt"] as const;

describe("a full disk", () => {
  test("fails writeText() and leaves the old file as it was", async () => {
    const result = await runOnDisk(
      SMALL_DISK,
      `await files.writeText("a.txt", "old");
       const end = await fault(files.writeText("a.txt", "x".repeat(100_000)));
       console.log(JSON.stringify({ end, names: readdirSync("/mnt"), text: readFileSync("/mnt/a.txt", "utf8") }));`,
    );

    expect(result).toEqual({
      end: { code: "storage/full", message: 'Cannot write "/mnt/a.txt": the disk is full' },
      names: ["a.txt"],
      text: "old",
    });
  });

  test("fails append() and takes the torn line back, so that a shorter one still fits", async () => {
    const result = await runOnDisk(
      SMALL_DISK,
      `const file = await files.openAppend("a.jsonl");
       await file.append("1", { flush: true });
       const end = await fault(file.append("x".repeat(100_000), { flush: true }));
       await file.append("3", { flush: true });
       console.log(JSON.stringify({ end, text: readFileSync("/mnt/a.jsonl", "utf8") }));`,
    );

    expect(result).toEqual({
      end: { code: "storage/full", message: 'Cannot append to "/mnt/a.jsonl": the disk is full' },
      text: "1\n3\n",
    });
  });
});

describe("a read-only disk", () => {
  test("fails whatever writes", async () => {
    const result = await runOnDisk(
      READ_ONLY_DISK,
      `console.log(JSON.stringify([
         await fault(files.writeText("a.txt", "x")),
         await fault(files.writeText("deep/a.txt", "x")),
         await fault(files.openAppend("a.jsonl")),
       ]));`,
    );

    expect(result).toMatchObject([
      {
        code: "storage/unwritable",
        message: 'Cannot write "/mnt/a.txt": the file system is read-only',
      },
      { code: "storage/unwritable" },
      { code: "storage/unwritable", message: expect.stringMatching(/^Cannot append to/) },
    ]);
  });
});

describe("a file without permission", () => {
  test("fails readText() and writeText(), and is not replaced", async () => {
    const toolRunner = createToolRunner();
    const moduleUrl = new URL("./files.ts", import.meta.url).href;
    // Inside a user namespace without capabilities not even root may do what modes forbid.
    const text = `import { createFiles } from ${JSON.stringify(moduleUrl)};
      import { chmodSync, readdirSync, writeFileSync } from "node:fs";
      const files = createFiles("/mnt");
      const fault = (promise) => promise.then(() => "done", ({ code, message }) => ({ code, message }));
      writeFileSync("/mnt/a.txt", "old"); chmodSync("/mnt/a.txt", 0o000);
      console.log(JSON.stringify([
        await fault(files.readText("a.txt")), await fault(files.writeText("a.txt", "x")), readdirSync("/mnt"),
      ]));`;

    const { stdout } = await toolRunner.run({
      program: "bwrap",
      args: [
        ...["--unshare-user", "--uid", "1000", "--dev-bind", "/", "/", "--tmpfs", "/mnt", "--"],
        ...[toolRunner.node, "--input-type=module", "-e", text],
      ],
    });

    expect(JSON.parse(stdout)).toEqual([
      { code: "source/unreadable", message: 'Cannot read "/mnt/a.txt": permission is denied' },
      { code: "storage/unwritable", message: 'Cannot write "/mnt/a.txt": permission is denied' },
      ["a.txt"],
    ]);
  });
});
