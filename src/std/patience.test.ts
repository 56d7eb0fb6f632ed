import { describe, expect, test } from "vitest";
import { createPatience } from "./patience.ts";

const onTimeout = () => new Error("too long");
const never = new Promise<never>(() => {});
const after = (ms: number): Promise<number> =>
  new Promise((resolve) =>
    AbortSignal.timeout(ms).addEventListener("abort", () => resolve(ms), { once: true }),
  );

describe("createPatience()", () => {
  test("gives what each work gives, or rejects with", async () => {
    const patience = createPatience({ timeoutMs: 1000, signal: undefined, onTimeout });

    expect(await patience.wait(Promise.resolve(3))).toBe(3);
    await expect(patience.wait(Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    patience.end();
  });

  test("counts anew for each work", async () => {
    const patience = createPatience({ timeoutMs: 60, signal: undefined, onTimeout });

    for (let count = 0; count < 4; count += 1) expect(await patience.wait(after(30))).toBe(30);
    await expect(patience.wait(never)).rejects.toThrow("too long");
    patience.end();
  });

  test("does not count the time between two works", async () => {
    const patience = createPatience({ timeoutMs: 40, signal: undefined, onTimeout });
    await patience.wait(Promise.resolve());
    await after(100);

    expect(await patience.wait(after(10))).toBe(10);
    patience.end();
  });

  test("rejects with the signal's own reason, before and while it waits", async () => {
    const stop = new AbortController();
    const patience = createPatience({ timeoutMs: 1000, signal: stop.signal, onTimeout });
    const waiting = patience.wait(never);

    stop.abort("enough");

    await expect(waiting).rejects.toBe("enough");
    await expect(patience.wait(never)).rejects.toBe("enough");
    patience.end();
  });

  test("takes a timeout that is longer than any timer", async () => {
    const limits = { timeoutMs: Number.MAX_SAFE_INTEGER, signal: undefined, onTimeout };

    expect(await createPatience(limits).wait(after(30))).toBe(30);
  });
});
