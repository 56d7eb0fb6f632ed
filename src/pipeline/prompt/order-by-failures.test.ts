import { expect, test } from "vitest";
import { attempt, diagnostic, rejected } from "../../testing/builders.ts";
import { orderByFailures } from "./order-by-failures.ts";

test("orderByFailures() puts what failed most often first, and keeps the order else", () => {
  const [a, b, c] = ["A", "B", "C"].map((code) => diagnostic({ code }));
  const failed = (...diagnostics: readonly (typeof a)[]) =>
    attempt({ verdict: rejected({ diagnostics: diagnostics.flatMap((each) => each ?? []) }) });

  const all = [a, b, c].flatMap((each) => each ?? []);

  expect(orderByFailures(all, [failed(a, b, c)])).toEqual(all);
  expect(orderByFailures(all, [failed(a, c), failed(a, b, c), failed(c, c)])).toEqual([c, a, b]);
});
