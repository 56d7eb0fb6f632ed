import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLimits } from "./read-limits.ts";

const openai = (reset: string) =>
  readLimits({
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "59",
    "x-ratelimit-reset-requests": reset,
  })?.requests;

describe("readLimits()", () => {
  test("reads Anthropic's headers, from the server's own clock", () => {
    const headers = {
      date: "Sat, 21 Nov 2026 10:00:00 GMT",
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "49",
      "anthropic-ratelimit-requests-reset": "2026-11-21T10:00:01Z",
      "anthropic-ratelimit-tokens-limit": "80000",
      "anthropic-ratelimit-tokens-remaining": "0",
      "anthropic-ratelimit-tokens-reset": "2026-11-21T10:00:30Z",
    };

    expect(readLimits(headers)).toEqual({
      requests: { limit: 50, remaining: 49, resetsInMs: 1000 },
      tokens: { limit: 80_000, remaining: 0, resetsInMs: 30_000 },
    });
  });

  test("takes the tighter of Anthropic's limits on input and output, where there is no common one", () => {
    const headers = {
      "anthropic-ratelimit-input-tokens-limit": "50000",
      "anthropic-ratelimit-input-tokens-remaining": "40000",
      "anthropic-ratelimit-output-tokens-limit": "10000",
      "anthropic-ratelimit-output-tokens-remaining": "9000",
    };

    expect(readLimits(headers)).toEqual({
      requests: undefined,
      tokens: { limit: 10_000, remaining: 9000, resetsInMs: undefined },
    });
  });

  test.each([
    ["1s", 1000],
    ["20ms", 20],
    ["0s", 0],
    ["1.5s", 1500],
    ["45", 45_000],
    ["120us", 1],
  ])("reads OpenAI's reset %s as %i ms", (reset, resetsInMs) => {
    expect(openai(reset)).toEqual({ limit: 60, remaining: 59, resetsInMs });
  });

  test.each([
    ["6m0s", 360_000],
    ["1h2m3s", 3_723_000],
    ["1d", 86_400_000],
  ])("does not take a limit that is full again in %s for one on a minute", (reset, resetsInMs) => {
    expect(openai(reset)).toEqual({ limit: undefined, remaining: 59, resetsInMs });
  });

  test.each(["soon", "", "1780000000", "-1s", "1x", "s"])(
    "leaves out a reset that says %j",
    (reset) => {
      expect(openai(reset)).toEqual({ limit: 60, remaining: 59, resetsInMs: undefined });
    },
  );

  test.each([
    {},
    { "x-ratelimit-limit-requests": "60" },
    { "x-ratelimit-remaining-requests": "many" },
  ])("says nothing where %o does not tell what is left", (headers) => {
    expect(readLimits(headers)).toBeUndefined();
  });

  test("reads back any time in Go's spelling", () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.nat(59),
        fc.nat(59),
        fc.nat(999),
        (hours, minutes, seconds, ms) => {
          expect(openai(`${hours}h${minutes}m${seconds}s${ms}ms`)?.resetsInMs).toBe(
            ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms,
          );
        },
      ),
    );
  });
});
