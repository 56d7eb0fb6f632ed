import { describe, expect, test } from "vitest";
import { createTurnstile } from "./turnstile.ts";

/** Lets every promise that can go on do so. */
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe("createTurnstile()", () => {
  test("lets one through at a time, in the order of arrival", async () => {
    const turnstile = createTurnstile();
    const log: string[] = [];
    const visit = async (name: string): Promise<void> => {
      using _turn = await turnstile.enter(undefined);
      log.push(`${name} in`);
      await settle();
      log.push(`${name} out`);
    };

    await Promise.all([visit("a"), visit("b"), visit("c")]);

    expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  test("lets go of a caller that is aborted while it waits, and of nobody else", async () => {
    const turnstile = createTurnstile();
    const controller = new AbortController();
    const first = await turnstile.enter(undefined);
    const second = turnstile.enter(controller.signal);
    let isThirdIn = false;
    const third = turnstile.enter(undefined).then(() => {
      isThirdIn = true;
    });
    controller.abort(new Error("gone"));

    await expect(second).rejects.toThrow("gone");
    await settle();
    expect(isThirdIn).toBe(false);
    first[Symbol.dispose]();
    await third;
  });

  test("waits for work that is held, though it fails", async () => {
    const turnstile = createTurnstile();
    const { promise, reject } = Promise.withResolvers<void>();
    const first = await turnstile.enter(undefined);
    first.hold(promise);
    first[Symbol.dispose]();
    let isSecondIn = false;
    const second = turnstile.enter(undefined).then(() => {
      isSecondIn = true;
    });

    await settle();
    expect(isSecondIn).toBe(false);
    reject(new Error("broken"));
    await second;
  });
});
