import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../platform/sha256.ts";
import { type AcceptedRunOptions, acceptedRun } from "../testing/accepted-run.ts";
import { setup } from "../testing/builders.ts";
import { fakeFormalPack, promisingSpecification } from "../testing/fake-formal-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import {
  type Bundle,
  type BundledRun,
  type BundleItem,
  hashOf,
  proveFrozen,
  readBundledRun,
  renderBundle,
  sealBundle,
} from "./bundle.ts";
import { checkBundle } from "./check-bundle.ts";
import { recheckItem } from "./recheck-item.ts";

const SEAL = { version: "1.2.3", sealedAt: "2026-01-01T00:00:00.000Z", sha256 };
const languages = [fakeFormalPack()];

const runOf = (wishes: AcceptedRunOptions = {}): BundledRun =>
  readBundledRun(acceptedRun(wishes).events, "run-1");
const other = promisingSpecification({
  path: "other.toy",
  source: "promise é 😀\r\n???\n???",
});
const bundle = sealBundle([runOf(), runOf({ specification: other, runId: "run-2" })], SEAL);
const text = renderBundle(bundle);
const check = (changed: string, root?: string) => checkBundle(changed, { languages, sha256, root });

const problemsOf = (changed: string, root?: string): readonly string[] => {
  const { problems, items } = check(changed, root);
  return [...problems, ...items.flatMap((item) => item.problems)];
};

/** Somebody who changes an item, and makes every hash fit again. */
function forge(change: (item: BundleItem) => Partial<BundleItem>): string {
  const [first, ...rest] = bundle.items;
  if (first === undefined) throw new Error("the bundle is empty");
  const { sha256: _own, ...content } = { ...first, ...change(first) };
  const forged = { ...content, sha256: hashOf(content, sha256) };
  const { sha256: _root, ...whole } = { ...bundle, items: [forged, ...rest] } satisfies Bundle;
  return renderBundle({ ...whole, sha256: hashOf(whole, sha256) });
}

describe("readBundledRun()", () => {
  test("takes the verdict and the request of the attempt that was accepted", () => {
    expect(runOf()).toMatchObject({
      id: "task.toy",
      verdict: { status: "accepted" },
      requestSha256: sha256("1"),
    });
  });

  test("refuses a run that accepted nothing, and one about no file of contracts", () => {
    const [start, ...events] = acceptedRun().events;
    if (start === undefined) throw new Error("no event");

    expect(() => readBundledRun([start, ...events.slice(0, -1)], "r")).toThrow(
      "Cannot bundle run r: it is unfinished, and accepted nothing",
    );
    expect(() =>
      readBundledRun([{ type: "run-start", runId: "r", ...setup() }, ...events], "r"),
    ).toThrow("it was about no file of contracts");
  });
});

describe("sealBundle()", () => {
  test("holds what anybody needs to judge again", () => {
    expect(bundle.items).toMatchObject([
      {
        id: "task.toy",
        checker: { name: "prover", version: "1", toolchain: "digest of 1" },
        model: { askedOf: "scripted/test" },
        requestSha256: sha256("1"),
        frozen: { slots: [{ name: "vc-code" }] },
      },
      { id: "other.toy", frozen: { slots: [{ name: "hole 1" }, { name: "hole 2" }] } },
    ]);
  });

  test("seals no changed frozen text, and no id twice", () => {
    const run = runOf();
    const artifact = { ...run.artifact, text: run.artifact.text.replace("more", "less") };

    expect(() => sealBundle([{ ...run, artifact }], SEAL)).toThrow("frozen text");
    expect(() => sealBundle([run, run], SEAL)).toThrow("one id");
  });
});

describe("checkBundle()", () => {
  test("finds nothing in what was sealed", () => {
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text, bundle.sha256)).toEqual([]);
    expect(check(text).root).toBe(bundle.sha256);
  });

  test("is not content with nothing", () => {
    expect(problemsOf(renderBundle(sealBundle([], SEAL)))).toEqual(["nothing is in it"]);
  });

  test("finds any byte that was changed, removed or put in", () => {
    const bytes = Buffer.from(text);
    const at = fc.nat(bytes.length - 1);
    const changed = fc.oneof(
      fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([place, by]) => {
        const copy = Buffer.from(bytes);
        copy[place] = ((copy[place] ?? 0) + by) % 256;
        return copy;
      }),
      at.map((place) => Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1)])),
      fc
        .tuple(at, fc.nat(255))
        .map(([place, byte]) =>
          Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]),
        ),
      at.map((place) => bytes.subarray(0, place)),
    );

    fc.assert(
      fc.property(changed, (copy) => {
        fc.pre(!copy.equals(bytes));
        expect(problemsOf(copy.toString("utf8"))).not.toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("finds another bundle in place of the one whose hash was noted", () => {
    const resealed = renderBundle(sealBundle([runOf({ inside: "\nanother\n" })], SEAL));

    expect(problemsOf(resealed)).toEqual([]);
    expect(problemsOf(resealed, bundle.sha256).join("\n")).toMatch("not the one that was noted");
  });

  test.each<[string, (item: BundleItem) => Partial<BundleItem>, RegExp]>([
    [
      "a candidate whose frozen text differs",
      ({ candidate, evidence }) => {
        const changed = candidate.text.replace("more than zero", "anything");
        const hash = sha256(changed);
        return {
          candidate: { ...candidate, text: changed, sha256: hash },
          evidence: { ...evidence, sha256: hash },
        };
      },
      /frozen text of the specification was changed/,
    ],
    [
      "a bypass in a slot",
      ({ candidate, evidence }) => {
        const changed = candidate.text.replace("something", "trust me");
        const hash = sha256(changed);
        return {
          candidate: { ...candidate, text: changed, sha256: hash },
          evidence: { ...evidence, sha256: hash },
        };
      },
      /the guard refuses it/,
    ],
    [
      "a slot over what was promised",
      ({ specification, evidence, candidate }) => {
        const slots = specification.slots.map((slot) => ({ ...slot, start: 0 }));
        const wider = { ...specification, slots };
        const frozen = proveFrozen(wider, candidate.text, sha256);
        if (frozen === undefined) throw new Error("the wider slot does not fit");
        const hash = hashOf(wider, sha256);
        return {
          specification: wider,
          frozen,
          specificationSha256: hash,
          evidence: { ...evidence, specification: { name: "task", sha256: hash } },
        };
      },
      /^its slots are not the open places of its file$/,
    ],
    [
      "a specification that is not that of its evidence",
      ({ specification }) => {
        const changed = { ...specification, text: "Anything." };
        return { specification: changed, specificationSha256: hashOf(changed, sha256) };
      },
      /its evidence is of another specification/,
    ],
    [
      "a hash that is not its specification's",
      ({ evidence }) => {
        const hash = sha256("another");
        return {
          specificationSha256: hash,
          evidence: { ...evidence, specification: { name: "task", sha256: hash } },
        };
      },
      /its specification was changed/,
    ],
    [
      "a verdict that is none",
      ({ verdict }) => ({ verdict: { ...verdict, checks: [] } }),
      /its verdict is no acceptance/,
    ],
    [
      "another checker",
      () => ({ checker: { name: "x", version: "9", toolchain: undefined } }),
      /its checker/,
    ],
    ["another model", () => ({ model: { askedOf: "a/b", answeredBy: "b" } }), /disagree/],
    [
      "a verdict without a proof",
      ({ verdict, evidence }) => {
        const checks = verdict.checks.map((each) => ({ ...each, count: 0 }));
        return { verdict: { ...verdict, checks }, evidence: { ...evidence, checks } };
      },
      /counts nothing that was proved/,
    ],
    [
      "a checker of another digest",
      ({ checker }) => ({ checker: { ...checker, toolchain: "another" } }),
      /its checker is not the one/,
    ],
    [
      "evidence under another name",
      ({ evidence }) => ({
        evidence: { ...evidence, specification: { ...evidence.specification, name: "other" } },
      }),
      /of another specification/,
    ],
    ["a language that nothing here reads", () => ({ language: "else" }), /nothing here reads else/],
  ])("finds %s, though every hash fits", (_what, change, problem) => {
    expect(problemsOf(forge(change)).join("\n")).toMatch(problem);
  });

  test("says of anything else that it is no bundle", () => {
    for (const wrong of ["", "null", "[]", "{}", '{"kind":"specwright-evidence"}', "\u0000"]) {
      const { root, problems } = check(wrong);
      expect(root).toBeUndefined();
      expect(problems.join("\n")).toMatch(/^it is no (JSON|bundle)/);
    }
  });
});

describe("recheckItem()", () => {
  test("asks the verifier that is here now", async () => {
    const language = fakeFormalPack({ version: "2" });
    const environment = createMemoryEnvironment(undefined, { files: {}, language });
    const [good] = bundle.items;
    const [bad] = sealBundle([runOf({ inside: "\nwrong\n" })], SEAL).items;
    if (good === undefined || bad === undefined) throw new Error("the bundle is empty");
    const limits = { timeoutMs: 1000, signal: undefined };

    expect(await recheckItem(good, environment, limits)).toMatchObject({
      verdict: { status: "accepted" },
      changes: [{ tool: "prover", before: "1", after: "2" }],
    });
    expect((await recheckItem(bad, environment, limits)).verdict.status).toBe("rejected");
  });
});
