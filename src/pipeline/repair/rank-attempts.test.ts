import { describe, expect, test } from "vitest";
import { attempt, diagnostic, inconclusive, rejected } from "../../testing/builders.ts";
import { findBestAttempt } from "./rank-attempts.ts";

describe("findBestAttempt()", () => {
  test("prefers the later phase", () => {
    const type = attempt({ verdict: rejected({ phase: "type" }) });

    expect(findBestAttempt([attempt(), type, attempt()])).toBe(type);
  });

  test("prefers fewer errors in the same phase", () => {
    const two = attempt({ verdict: rejected({ diagnostics: [diagnostic(), diagnostic()] }) });
    const one = attempt();

    expect(findBestAttempt([two, one])).toBe(one);
  });

  test("prefers what is known over what is not in the same phase", () => {
    const unknown = attempt({ verdict: inconclusive({ phase: "example" }) });
    const known = attempt({ verdict: rejected({ phase: "example" }) });

    expect(findBestAttempt([unknown, known])).toBe(known);
  });

  test("has nothing to give for no attempts", () => {
    expect(findBestAttempt([])).toBeUndefined();
  });
});
