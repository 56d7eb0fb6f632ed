import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";

describe("systemClock", () => {
  test("now() is wall time in ms", () => {
    expect(Math.abs(systemClock.now() - new Date().getTime())).toBeLessThan(1_000);
  });

  test("elapsed() never goes back", () => {
    const first = systemClock.elapsed();

    expect(systemClock.elapsed()).toBeGreaterThanOrEqual(first);
  });

  test("sleep() resolves after the time", async () => {
    const start = systemClock.elapsed();

    await systemClock.sleep(20);

    expect(systemClock.elapsed() - start).toBeGreaterThan(18);
  });

  test("sleep() rejects with the signal's own reason when aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const sleep = systemClock.sleep(1_000_000, controller.signal);
    controller.abort(reason);

    await expect(sleep).rejects.toBe(reason);
    await expect(systemClock.sleep(0, controller.signal)).rejects.toBe(reason);
  });

  test("sleep() waits longer than one timer can", async () => {
    const controller = new AbortController();
    let isOver = false;

    const sleep = systemClock.sleep(2 ** 32, controller.signal).then(() => {
      isOver = true;
    });
    await systemClock.sleep(20);
    controller.abort();

    await expect(sleep).rejects.toThrow();
    expect(isOver).toBe(false);
  });
});
