/** The promises that every language pack keeps, ours and other people's. */

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readWhole } from "../constraint/grammar/read-whole.ts";
import type { Candidate } from "../domain/candidate.ts";
import type { Constraint } from "../domain/constraint.ts";
import { type Diagnostic, isError } from "../domain/diagnostic.ts";
import type { Clock } from "../ports/clock.ts";
import type { Checker, CheckOptions, LanguagePack } from "../ports/language-pack.ts";
import type { Machine } from "../ports/machine.ts";
import { isRefusal } from "../ports/prefix-judge.ts";
import { specification } from "./builders.ts";
import { createByteVocabulary } from "./byte-vocabulary.ts";
import { compileOrThrow } from "./constraint-walk.ts";

const TIMEOUT_MS = 60_000;

/**
 * Describes, for vitest, what `pack` must do; `machine` is asked once. A toolchain that is missing fails the tests.
 *
 * @example describeLanguagePack(sums, testMachine);
 */
export function describeLanguagePack(pack: LanguagePack, machine: () => Promise<Machine>): void {
  describe(`${pack.displayName}, as every language pack`, () => {
    describeNames(pack);
    describeChecker(pack, machine);
  });
}

function describeNames(pack: LanguagePack): void {
  test("has an id of lower-case letters, digits and hyphens", () => {
    expect(pack.id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  test("has fence tags in lower case, each once", () => {
    expect(pack.fenceTags).toEqual([...new Set(pack.fenceTags.map((tag) => tag.toLowerCase()))]);
  });

  test("has file extensions that begin with a dot, each once", () => {
    for (const extension of pack.fileExtensions) expect(extension).toMatch(/^\.[^./\\]+$/);
    expect(new Set(pack.fileExtensions).size).toBe(pack.fileExtensions.length);
  });

  test("has profiles, each once", () => {
    expect(pack.profiles.length).toBeGreaterThan(0);
    expect(new Set(pack.profiles).size).toBe(pack.profiles.length);
  });
}

function describeChecker(pack: LanguagePack, machine: () => Promise<Machine>): void {
  const { probes } = pack;
  let here: Machine;
  let checker: Checker;
  beforeAll(async () => {
    here = await machine();
    checker = await pack.openChecker(here);
  });
  afterAll(() => checker?.[Symbol.asyncDispose]());

  const candidate = (text: string): Candidate => ({
    language: pack.id,
    path: `probe${pack.fileExtensions[0]}`,
    text,
    companions: [],
  });
  const check = (text: string, wishes: Partial<CheckOptions> = {}) =>
    checker.check(candidate(text), {
      specification: undefined,
      profile: pack.profiles[0],
      timeoutMs: TIMEOUT_MS,
      signal: undefined,
      ...wishes,
    });
  const findBypasses = (text: string, signal?: AbortSignal) =>
    checker.findBypasses(candidate(text), { timeoutMs: TIMEOUT_MS, signal });

  test("finds its toolchain ready", async () => {
    expect(await pack.probeToolchain(here)).toMatchObject({ isReady: true });
  });

  test.for(pack.profiles)("accepts its good probe under the profile %s", async (profile) => {
    const verdict = await check(probes.accepted, { profile });

    expect(verdict).toMatchObject({ status: "accepted" });
    expect(verdict.diagnostics.filter(isError)).toEqual([]);
    expect(verdict.checks).not.toEqual([]);
  });

  test("rejects its bad probe, with a place and a category", async () => {
    const verdict = await check(probes.rejected);

    expect(verdict.status).toBe("rejected");
    const placed = verdict.diagnostics.filter(({ span }) => span !== undefined).filter(isError);
    expect(placed).not.toEqual([]);
    for (const { category } of placed) expect(category).not.toBe("other");
    expectSpansInside(verdict.diagnostics, candidate(probes.rejected));
  });

  test("finds the bypass in its probe, and where it stands", async () => {
    const found = await findBypasses(probes.bypass);

    expect(found.filter(isError)).not.toEqual([]);
    for (const { category, phase, span } of found) {
      expect({ category, phase }).toEqual({ category: "bypass", phase: "guard" });
      expect(span).toBeDefined();
    }
    expectSpansInside(found, candidate(probes.bypass));
  });

  test("finds no bypass in its good probe", async () => {
    expect(await findBypasses(probes.accepted)).toEqual([]);
  });

  test("keeps spans inside the text, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(mutations(Object.values(probes)), async (text) => {
        const verdict = await check(text);

        expectSpansInside(verdict.diagnostics, candidate(text));
        expectSpansInside(await findBypasses(text), candidate(text));
      }),
      { numRuns: 30 },
    );
  });

  test("rejects with the signal's own reason, before any work", async () => {
    const reason = new Error("stop");

    await expect(check(probes.accepted, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    await expect(findBypasses(probes.accepted, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("still works after an abort in the middle", async () => {
    const controller = new AbortController();
    const reason = new Error("stop");

    const work = check(probes.accepted, { signal: controller.signal });
    controller.abort(reason);
    const [settled] = await Promise.allSettled([work]);

    if (settled?.status === "rejected") expect(settled.reason).toBe(reason);
    expect(await check(probes.accepted)).toMatchObject({ status: "accepted" });
  });

  test("never calls good code wrong because time ran out", async () => {
    const verdict = await check(probes.accepted, { timeoutMs: 1 });

    if (verdict.status !== "accepted") {
      expect(verdict).toMatchObject({ status: "inconclusive", reason: "timeout" });
    }
    expect(await check(probes.accepted)).toMatchObject({ status: "accepted" });
  });

  test("holds code to constraints that its good probe keeps, if to any", async () => {
    const set = await pack.openConstraints?.(specification({ language: pack.id }), {
      machine: here,
      profile: pack.profiles[0],
      path: candidate("").path,
    });
    // With a prefix, the probe is no answer.
    if (set === undefined || "isAbsent" in set || set.prefix !== "") return;
    if (set.syntax !== undefined) expect(await takes(set.syntax, probes.accepted)).toBe(true);
    for (const { start } of set.judges) {
      const state = start.feed(probes.accepted);
      if (isRefusal(state)) expect.unreachable(state.reason);
      expect(await state.finish(undefined)).toBeUndefined();
    }
  });

  test("leaves no process behind when it closes", async () => {
    const before = await countSettled(here.clock);

    const other = await pack.openChecker(here);
    await other.findBypasses(candidate(probes.accepted), {
      timeoutMs: TIMEOUT_MS,
      signal: undefined,
    });
    await other[Symbol.asyncDispose]();

    await expect.poll(countProcesses, { timeout: 5000 }).toBe(before);
  });
}

/** Whether a model that writes `text` byte by byte keeps to `syntax`, and may end there. */
async function takes(syntax: Constraint, text: string): Promise<boolean> {
  const { openConstraintEngine } = await import("../constraint/engines/open-engine.ts");
  const compiler = await openConstraintEngine().engine.load(createByteVocabulary());
  return readWhole(compileOrThrow(compiler, syntax)(), text).isTaken;
}

/** Probes with a piece cut out and another put in: code points of every kind, halves of pairs, line breaks. */
function mutations(probes: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "\r\n",
      "\r",
      "\t",
      "\u2028",
      "\ud83d",
      "\u{1f600}",
      "\0",
      '"',
      "`",
      "#",
      "//",
      "/*",
      "(",
      "{",
    ),
  );
  const cut = fc.record({
    probe: fc.constantFrom(...probes),
    at: fc.nat(),
    length: fc.nat(8),
    piece,
  });
  return cut.map(({ probe, at, length, piece }) => {
    const start = at % (probe.length + 1);
    return probe.slice(0, start) + piece + probe.slice(start + length);
  });
}

function expectSpansInside(diagnostics: readonly Diagnostic[], { path, text }: Candidate): void {
  for (const { span, related } of diagnostics) {
    for (const place of [span, ...related.map((each) => each.span)]) {
      if (place === undefined || place.file !== path) continue;
      expect(place.start).toBeGreaterThanOrEqual(0);
      expect(place.end).toBeGreaterThanOrEqual(place.start);
      expect(place.end).toBeLessThanOrEqual(text.length);
    }
  }
}

/** Children of this process that are still running. */
const countProcesses = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === "ProcessWrap").length;

/** How many there are when what earlier checks started has ended: no other number for half a second. */
async function countSettled(clock: Clock): Promise<number> {
  let count = countProcesses();
  for (let quiet = 0; quiet < 10; ) {
    await clock.sleep(50);
    const now = countProcesses();
    quiet = now === count ? quiet + 1 : 0;
    count = now;
  }
  return count;
}
