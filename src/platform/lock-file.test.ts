import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lockFile } from "./lock-file.ts";

const freshPath = (): string => join(mkdtempSync(join(tmpdir(), "specwright-lock-")), "a/b.lock");

describe("lockFile()", () => {
  test("is held once at a time, and leaves nothing behind", () => {
    const path = freshPath();
    const lock = lockFile(path);

    expect(lock).toBeDefined();
    expect(lockFile(path)).toBeUndefined();
    lock?.[Symbol.dispose]();
    expect(existsSync(path)).toBe(false);
    using again = lockFile(path);
    expect(again).toBeDefined();
  });

  test("is held against other processes, and let go of when they are killed", async () => {
    const path = freshPath();
    const module = new URL("./lock-file.ts", import.meta.url).href;
    const script = `
      import { lockFile } from ${JSON.stringify(module)};
      globalThis.held = lockFile(${JSON.stringify(path)});
      console.log(globalThis.held === undefined ? "refused" : "held");
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = (await once(child.stdout, "data")) as [Buffer];

    expect(said.toString().trim()).toBe("held");
    expect(lockFile(path)).toBeUndefined();
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    using lock = lockFile(path);
    expect(lock).toBeDefined();
  });

  test("is held by one process at a time, however often it is taken and let go of", async () => {
    const path = freshPath();
    const module = new URL("./lock-file.ts", import.meta.url).href;
    const script = `
      import { closeSync, openSync, unlinkSync } from "node:fs";
      import { lockFile } from ${JSON.stringify(module)};
      for (let count = 0; count < 40; ) {
        const lock = lockFile(${JSON.stringify(path)});
        if (lock === undefined) continue;
        count += 1;
        closeSync(openSync(${JSON.stringify(`${path}-held`)}, "wx"));
        unlinkSync(${JSON.stringify(`${path}-held`)});
        lock[Symbol.dispose]();
      }
    `;
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
          stdio: ["ignore", "ignore", "inherit"],
        });
        return ((await once(child, "exit")) as [number])[0];
      }),
    );

    expect(codes).toEqual([0, 0, 0]);
  });

  test("is a storage fault where there can be no file", () => {
    const path = freshPath();
    using _lock = lockFile(path);
    writeFileSync(`${path}-file`, "");

    expect(() => lockFile(`${path}-file/c.lock`)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage\//) }),
    );
  });
});
