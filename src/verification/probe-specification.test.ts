import { describe, expect, test } from "vitest";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import { accepted, diagnostic, inconclusive, rejected } from "../testing/builders.ts";
import {
  type FakeFormalPackOptions,
  fakeFormalPack,
  promisingSpecification,
} from "../testing/fake-formal-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { type ProbeOptions, probeSpecification } from "./probe-specification.ts";

async function probe(
  wishes: FakeFormalPackOptions & Partial<Pick<ProbeOptions, "budgetMs">> = {},
  specification: FormalSpecification = promisingSpecification(),
) {
  const language = fakeFormalPack(wishes);
  const environment = createMemoryEnvironment(undefined, { files: {}, language });
  return await probeSpecification(specification, {
    language,
    checker: await language.openChecker(environment),
    clock: environment.clock,
    timeoutMs: 1000,
    budgetMs: 1000,
    signal: undefined,
    ...wishes,
  });
}

const always = (verdict: Verdict) => ({ judge: () => verdict });

describe("probeSpecification()", () => {
  test("calls a specification weak, with every body that proved it", async () => {
    const report = await probe({
      judge: (text) => (text.includes("0") ? accepted() : rejected({ phase: "proof" })),
    });

    expect(report).toMatchObject({
      strength: "weak",
      why: "proved by a body that gives 0",
      trials: [
        { label: "gives 0", texts: { "vc-code": "0\n" }, status: "accepted" },
        { label: "gives x", status: "rejected" },
        { label: "gives wrong", status: "rejected" },
      ],
    });
  });

  test("calls it strong where proof refused them all", async () => {
    expect(await probe(always(rejected({ phase: "proof" })))).toMatchObject({
      strength: "strong",
      untried: 0,
    });
  });

  test("claims nothing where no body even compiled, or trials came to no end", async () => {
    expect(await probe(always(rejected({ phase: "type" })))).toMatchObject({
      strength: "inconclusive",
      why: "no trivial body fits it, so none could be tried",
    });
    expect(await probe(always(inconclusive()))).toMatchObject({ strength: "inconclusive" });
    const oneOpen = await probe({
      judge: (text) => (text.includes("0") ? inconclusive() : rejected({ phase: "proof" })),
    });
    expect(oneOpen.why).toBe("1 of 3 trials came to no end, 0 were not made for want of time");
  });

  test("stops when its time is used up, and tells what it did not try", async () => {
    expect(await probe({ budgetMs: 0 })).toMatchObject({
      strength: "inconclusive",
      trials: [],
      untried: 3,
    });
  });

  test("still says weak where time ran out after a body was proved", async () => {
    const judged = await probe({
      judge: (text) => (text.includes("0") ? accepted() : inconclusive()),
    });

    expect(judged.strength).toBe("weak");
  });

  test("refuses what cannot be used, without a trial", async () => {
    const stub = { isUsable: false, diagnostics: [diagnostic()], verifiedCount: undefined };

    expect(await probe({ stub })).toMatchObject({ strength: "refused", trials: [] });
  });
});
