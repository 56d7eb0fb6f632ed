import { describe, expect, test } from "vitest";
import { waitAtMost } from "./wait-at-most.ts";

const onTimeout = () => new Error("too long");
const never = new Promise<never>(() => {});

describe("waitAtMost()", () => {
  test("gives what the work gives", async () => {
    const limits = { timeoutMs: 1000, signal: undefined, onTimeout };

    expect(await waitAtMost(Promise.resolve(3), limits)).toBe(3);
  });

  test("rejects with what the work rejects with", async () => {
    const broken = new Error("broken");
    const limits = { timeoutMs: 1000, signal: undefined, onTimeout };

    await expect(waitAtMost(Promise.reject(broken), limits)).rejects.toBe(broken);
  });

  test("throws what `onTimeout` makes when the time is over", async () => {
    const limits = { timeoutMs: 5, signal: undefined, onTimeout };

    await expect(waitAtMost(never, limits)).rejects.toThrow("too long");
  });

  test("rejects with the signal's own reason, whatever it is", async () => {
    const stop = new AbortController();
    const waiting = waitAtMost(never, { timeoutMs: 1000, signal: stop.signal, onTimeout });

    stop.abort("enough");

    await expect(waiting).rejects.toBe("enough");
  });

  test("rejects when the signal was aborted before", async () => {
    const reason = new Error("stop");
    const limits = { timeoutMs: 1000, signal: AbortSignal.abort(reason), onTimeout };

    await expect(waitAtMost(never, limits)).rejects.toBe(reason);
  });

  test("takes a timeout that is longer than any timer", async () => {
    // Longer than the one millisecond after which a timer fires that is set to too much.
    const later = new Promise((resolve) =>
      AbortSignal.timeout(30).addEventListener("abort", () => resolve("in time")),
    );
    const limits = { timeoutMs: Number.MAX_SAFE_INTEGER, signal: undefined, onTimeout };

    expect(await waitAtMost(later, limits)).toBe("in time");
  });
});
