import { describe, expect, test } from "vitest";
import { readRetryAfter } from "./read-retry-after.ts";

const date = "Sat, 21 Nov 2026 10:00:00 GMT";

describe("readRetryAfter()", () => {
  test.each([
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": " 20 " }, 20_000],
    [{ "retry-after-ms": "12" }, 12],
    [{ "retry-after": "Sat, 21 Nov 2026 10:01:00 GMT", date }, 60_000],
    [{ "retry-after": "Sat, 21 Nov 2026 09:59:00 GMT", date }, 0],
    [{ "retry-after": "Sat, 21 Nov 2026 10:01:00 GMT" }, undefined],
    [{ "retry-after": "soon", date }, undefined],
    [{ "retry-after": "-3" }, undefined],
    [{}, undefined],
  ])("reads %o as %s", (headers, expected) => {
    expect(readRetryAfter(headers)).toBe(expected);
  });
});
