import { describe, expect, test } from "vitest";
import type { VerdictStore } from "../ports/verdict-store.ts";
import { accepted } from "../testing/builders.ts";
import { fakeFormalPack, promisingSpecification } from "../testing/fake-formal-pack.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { createWarmCheckers } from "./warm-checkers.ts";

const formal = () =>
  fakeFormalPack({
    judge: (text) =>
      text === "1 + 1 = 3"
        ? { status: "rejected", phase: "proof", diagnostics: [], checks: [], notRun: [] }
        : accepted(),
  });
const candidate = { language: "toy", path: "a.toy", text: "fine", companions: [] };
const options = {
  specification: promisingSpecification(),
  profile: "plain",
  timeoutMs: 1000,
  signal: undefined,
};

function createStore() {
  const kept = new Map<string, Parameters<VerdictStore["put"]>[1]>();
  const told: string[] = [];
  const open = async (): Promise<VerdictStore> => {
    told.push("opened");
    return {
      get: (key) => kept.get(key),
      put: (key, value) => void kept.set(key, value),
      stats: () => ({ entries: kept.size, bytes: 0, maxBytes: 0, uses: 0 }),
      clear: () => 0,
      [Symbol.dispose]: () => void told.push("closed"),
    };
  };
  return { open, told, kept };
}

describe("createWarmCheckers()", () => {
  test("lets verifiers remember what they found, but for their own probes, and closes the store", async () => {
    const { open, told, kept } = createStore();
    const language = formal();
    const machine = createMemoryEnvironment(undefined, { files: {}, language });
    for (let process = 0; process < 2; process++) {
      await using checkers = createWarmCheckers(machine, open);
      const checker = await checkers.checkerFor(language);
      expect((await checker.check(candidate, options)).status).toBe("accepted");
    }

    expect(language.proved.filter((text) => text === "fine")).toHaveLength(1);
    expect(language.proved.filter((text) => text === "1 + 1 = 2")).toHaveLength(2);
    expect(kept.size).toBe(1);
    expect(told).toEqual(["opened", "closed", "opened", "closed"]);
  });

  test("opens no store for a language without proofs, and none where nothing is to be remembered", async () => {
    const { open, told } = createStore();
    const toy = fakeLanguagePack(({ text }) =>
      text === "1 + 1 = 3"
        ? { status: "rejected", phase: "syntax", diagnostics: [], checks: [], notRun: [] }
        : accepted(),
    );
    const machine = createMemoryEnvironment(undefined, { files: {}, language: toy });
    await using plain = createWarmCheckers(machine, open);
    await plain.checkerFor(toy);
    const language = formal();
    await using forgetful = createWarmCheckers(machine);
    const checker = await forgetful.checkerFor(language);
    await checker.check(candidate, options);
    await checker.check(candidate, options);

    expect(told).toEqual([]);
    expect(language.proved.filter((text) => text === "fine")).toHaveLength(2);
  });
});
