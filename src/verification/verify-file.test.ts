import { describe, expect, test } from "vitest";
import { type AcceptedRunOptions, acceptedRun } from "../testing/accepted-run.ts";
import {
  type FakeFormalPackOptions,
  fakeFormalPack,
  promisingSpecification,
} from "../testing/fake-formal-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { describeBrittleness, type VerifyFileOptions, verifyFile } from "./verify-file.ts";

const EVIDENCE = "evidence/task.toy.json";

interface World extends FakeFormalPackOptions {
  readonly run?: AcceptedRunOptions;
  readonly files?: Readonly<Record<string, string>>;
  readonly hasJournal?: boolean;
}

async function verify(
  { run, files = {}, hasJournal = true, ...wishes }: World = {},
  options: Partial<VerifyFileOptions> = {},
) {
  const { events, artifact } = acceptedRun(run);
  const language = fakeFormalPack(wishes);
  const environment = createMemoryEnvironment(undefined, {
    language,
    files: {
      "task.toy": artifact.text,
      [EVIDENCE]: JSON.stringify(artifact.evidence),
      ...files,
    },
  });
  if (hasJournal) {
    await using record = await environment.records.create("run-1");
    for (const event of events) await record.append(event);
  }
  return await verifyFile("task.toy", environment, {
    evidencePath: EVIDENCE,
    timeoutMs: 1000,
    ...options,
  });
}

describe("verifyFile()", () => {
  test("says that a proof holds, against the specification of its run", async () => {
    expect(await verify()).toMatchObject({
      standing: "holds",
      judgedAgainst: "recorded",
      evidence: { mismatches: [] },
      changes: [],
      verdict: { status: "accepted" },
    });
  });

  test("goes without the journal, and without evidence, and says by what it judged", async () => {
    expect(await verify({ hasJournal: false })).toMatchObject({
      standing: "holds",
      judgedAgainst: "its text alone",
    });
    expect(await verify({}, { evidencePath: "nowhere.json" })).toMatchObject({
      standing: "holds",
      evidence: undefined,
    });
    expect(await verify({}, { specification: promisingSpecification() })).toMatchObject({
      judgedAgainst: "given",
    });
  });

  test.each<[string, World, string]>([
    [
      "a changed file",
      { files: { "task.toy": "promise anything" } },
      "task.toy was changed since it was accepted",
    ],
    [
      "evidence that is none",
      { files: { [EVIDENCE]: "{}" } },
      `its evidence, ${EVIDENCE}, cannot be read`,
    ],
    [
      "evidence of another file",
      {
        files: {
          [EVIDENCE]: JSON.stringify({ ...acceptedRun().artifact.evidence, path: "other.toy" }),
        },
      },
      "its evidence is that of other.toy",
    ],
    [
      "a companion that is gone",
      {
        files: {
          [EVIDENCE]: JSON.stringify({
            ...acceptedRun().artifact.evidence,
            companions: [{ path: "shapes.toy", sha256: "0" }],
          }),
        },
      },
      "shapes.toy belongs to it, and is not here",
    ],
    [
      "a journal of another specification",
      {
        files: {
          [EVIDENCE]: JSON.stringify({
            ...acceptedRun().artifact.evidence,
            specification: { name: "task", sha256: "0" },
          }),
        },
      },
      "the journal of run run-1 holds another specification",
    ],
  ])("never says that %s holds, whatever the verifier says", async (_what, world, mismatch) => {
    expect(await verify(world)).toMatchObject({
      standing: "broken",
      evidence: { mismatches: [mismatch] },
      verdict: { status: "accepted" },
    });
  });

  test("does not take evidence of another specification for evidence of the given one", async () => {
    const specification = promisingSpecification({ text: "More than one." });

    expect(await verify({}, { specification })).toMatchObject({
      standing: "broken",
      judgedAgainst: "given",
      evidence: {
        mismatches: ["its evidence is of another specification than the one that is given"],
      },
    });
  });

  test("tells which programs are others than those of its evidence", async () => {
    expect(await verify({ version: "2" })).toMatchObject({
      standing: "holds",
      changes: [{ tool: "prover", before: "1", after: "2" }],
    });
    expect(await verify({ digest: "another solver" })).toMatchObject({
      changes: [{ before: "1 (digest of 1)", after: "1 (another solv)" }],
    });
  });

  test("tells a proof that no longer holds from one that came to no end", async () => {
    expect(await verify({ run: { inside: "wrong" }, version: "2" })).toMatchObject({
      standing: "broken",
      evidence: { mismatches: [] },
      changes: [{ tool: "prover", after: "2" }],
    });
    expect(await verify({ run: { inside: "slow" } })).toMatchObject({ standing: "inconclusive" });
  });

  test("tests how sure a proof is where it was asked to, and can", async () => {
    const brittleness = {
      trials: [
        { label: "seed 1", outcome: "held" as const, timeMs: 1 },
        { label: "seed 2", outcome: "failed" as const, timeMs: 1 },
      ],
    };
    const asked = await verify({ brittleness }, { isBrittlenessTested: true });

    expect(asked.brittleness).toBe(brittleness);
    expect(describeBrittleness(brittleness)).toBe("1 of 2 held");
    expect((await verify({ brittleness })).brittleness).toBeUndefined();
    expect((await verify({}, { isBrittlenessTested: true })).brittleness).toBeUndefined();
  });

  test("throws for a file that is not there, and the signal's own reason", async () => {
    const reason = new Error("stop");

    await expect(verify({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const environment = createMemoryEnvironment(undefined, {
      files: {},
      language: fakeFormalPack(),
    });
    await expect(
      verifyFile("task.toy", environment, { evidencePath: EVIDENCE, timeoutMs: 1 }),
    ).rejects.toMatchObject({ code: "source/missing" });
  });
});
