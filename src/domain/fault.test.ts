import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Fault, isFault } from "./fault.ts";
import { Secret } from "./secret.ts";

describe("Fault", () => {
  test("is known by its code", () => {
    const fault = new Fault("model/no-key", "Cannot ask: no key");

    expect([isFault(fault), isFault(fault, "model/no-key"), isFault(fault, "model/quota")]).toEqual(
      [true, true, false],
    );
    expect(isFault(new Error("no"))).toBe(false);
  });

  test("says itself whether a retry may help", () => {
    expect(new Fault("model/rate-limited", "x").isRetryable).toBe(true);
    expect(new Fault("model/unauthorized", "x").isRetryable).toBe(false);
  });
});

describe("Secret", () => {
  test("shows itself to nobody but the wire", () => {
    const secret = new Secret("sk-canary");

    const shown = [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret, { depth: 9, showHidden: true }),
      String(secret),
    ];

    expect(shown.join()).not.toContain("sk-canary");
    expect(secret.reveal()).toBe("sk-canary");
  });
});
