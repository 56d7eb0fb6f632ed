import { describe, expect, test } from "vitest";
import type { FormalSpecification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import { sha256 } from "../platform/sha256.ts";
import type { CheckOptions } from "../ports/language-pack.ts";
import type { KeptVerdict, VerdictStore } from "../ports/verdict-store.ts";
import { accepted, diagnostic, inconclusive, rejected } from "../testing/builders.ts";
import { createFakeClock } from "../testing/fake-clock.ts";
import {
  type FakeFormalPackOptions,
  fakeFormalPack,
  promisingSpecification,
} from "../testing/fake-formal-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { withToolchain } from "./with-toolchain.ts";
import { withVerdictCache } from "./with-verdict-cache.ts";

function memoryStore(): VerdictStore & { readonly kept: Map<string, KeptVerdict> } {
  const kept = new Map<string, KeptVerdict>();
  return {
    kept,
    get: (key) => kept.get(key),
    put: (key, value) => void kept.set(key, value),
    stats: () => ({ entries: kept.size, bytes: 0, maxBytes: 0, uses: 0 }),
    clear: () => 0,
    [Symbol.dispose]: () => undefined,
  };
}

async function open(store = memoryStore(), wishes: FakeFormalPackOptions = {}, version = "1.0.0") {
  const pack = fakeFormalPack(wishes);
  const environment = createMemoryEnvironment(undefined, { files: {}, language: pack });
  const checker = withVerdictCache(withToolchain(await pack.openChecker(environment)), {
    store,
    formal: pack.formal,
    clock: createFakeClock(),
    sha256,
    version,
  });
  const check = (text = "fine", options: Partial<CheckOptions> = {}): Promise<Verdict> =>
    checker.check(
      { language: "toy", path: "src/task.toy", text, companions: [] },
      {
        specification: promisingSpecification(),
        profile: "plain",
        timeoutMs: 1000,
        signal: undefined,
        ...options,
      },
    );
  return { store, pack, checker, check };
}

describe("withVerdictCache()", () => {
  test("proves the same once, and says what was remembered and from when", async () => {
    const { check, pack } = await open();
    const first = await check();
    const second = await check();

    expect(pack.proved).toHaveLength(1);
    expect(first.checks).toMatchObject([{ phase: "proof", toolchain: "digest of 1" }]);
    expect(first.checks[0]?.rememberedFrom).toBeUndefined();
    const { rememberedFrom, ...rest } = second.checks[0] ?? {};
    expect(rememberedFrom).toBe("2026-01-01T00:00:00.000Z");
    expect({ ...second, checks: [rest] }).toEqual(first);
  });

  test("remembers refusals with their diagnostics", async () => {
    const { check, pack } = await open();
    const [first, second] = [await check("wrong"), await check("wrong")];

    expect(second).toEqual(first);
    expect([second.status, pack.proved.length]).toEqual(["rejected", 1]);
  });

  test.each<[string, string, Partial<CheckOptions>]>([
    ["text", "other", {}],
    ["specification", "fine", { specification: promisingSpecification({ source: "promise ???" }) }],
    [
      "included file",
      "fine",
      {
        specification: promisingSpecification({
          contextFiles: [{ path: "shapes.toy", text: "promise" }],
        }),
      },
    ],
    ["no specification", "fine", { specification: undefined }],
    ["profile", "fine", { profile: "strict" }],
    ["much longer time", "fine", { timeoutMs: 60_000 }],
  ])("proves again what differs in its %s", async (_what, text, options) => {
    const { check, pack } = await open();
    await check();
    await check(text, options);

    expect(pack.proved).toHaveLength(2);
  });

  test.each<[string, FakeFormalPackOptions]>([
    ["version", { version: "2" }],
    ["programs of the same version", { digest: "another solver" }],
  ])("proves again by another %s", async (_what, wishes) => {
    const store = memoryStore();
    await (await open(store)).check();
    const later = await open(store, wishes);
    await later.check();

    expect(later.pack.proved).toHaveLength(1);
  });

  test.each<[string, Verdict]>([
    ["came to no end", inconclusive()],
    ["lacked a tool", accepted({ notRun: [{ phase: "test", tool: "x", why: "not here" }] })],
    ["has no grounds", accepted({ checks: [] })],
    ["contradicts itself", accepted({ diagnostics: [diagnostic()] })],
    ["ran out of resources", rejected({ diagnostics: [diagnostic({ category: "resource" })] })],
    ["gives no reason", rejected({ diagnostics: [] })],
  ])("remembers no verdict that %s", async (_what, verdict) => {
    const { check, pack, store } = await open(memoryStore(), { judge: () => verdict });
    await check();
    await check();

    expect([pack.proved.length, store.kept.size]).toEqual([2, 0]);
  });

  test("remembers nothing of a checker that does not tell its programs", async () => {
    const store = memoryStore();
    const pack = fakeFormalPack();
    const environment = createMemoryEnvironment(undefined, { files: {}, language: pack });
    const blind = withVerdictCache(
      { ...(await pack.openChecker(environment)), digest: undefined },
      { store, formal: pack.formal, clock: createFakeClock(), sha256, version: "1.0.0" },
    );
    const candidate = { language: "toy", path: "a.toy", text: "fine", companions: [] };
    const options = { specification: undefined, profile: "plain", timeoutMs: 1, signal: undefined };
    await blind.check(candidate, options);

    expect(store.kept.size).toBe(0);
  });

  test("remembers nothing that another version of ours judged", async () => {
    const { check, store } = await open();
    await check();
    const later = await open(store, {}, "1.1.0");
    await later.check();

    expect(later.pack.proved).toHaveLength(1);
  });

  test("remembers nothing of a text that imports a file which was not given", async () => {
    const { check, pack } = await open();
    const given = (path: string): FormalSpecification =>
      promisingSpecification({ contextFiles: [{ path, text: "promise" }] });
    const text = 'include "../shapes.toy"\n';
    for (const specification of [promisingSpecification(), given("src/shapes.toy"), undefined])
      for (let times = 0; times < 2; times++) await check(text, { specification });
    expect(pack.proved).toHaveLength(6);

    for (let times = 0; times < 2; times++)
      await check(text, { specification: given("shapes.toy") });
    expect(pack.proved).toHaveLength(7);
  });

  test("believes nothing that somebody else wrote into the store", async () => {
    const { check, pack, store } = await open();
    const first = await check("wrong");
    const [key = ""] = store.kept.keys();
    const forged = [
      "no JSON",
      "null",
      '{"status":"accepted"}',
      JSON.stringify(accepted({ checks: [] })),
      JSON.stringify(inconclusive()),
    ];
    for (const text of forged) {
      store.kept.set(key, { text, storedAt: 1 });
      expect(await check("wrong")).toEqual(first);
    }
    store.kept.set(key, { text: JSON.stringify(accepted()), storedAt: Number.MAX_VALUE });
    expect(await check("wrong")).toEqual(first);
    expect(pack.proved).toHaveLength(2 + forged.length);
  });

  test("asks the guard each time, and throws the signal's own reason", async () => {
    const { checker, check } = await open();
    const reason = new Error("stop");
    const candidate = { language: "toy", path: "a.toy", text: "trust", companions: [] };

    for (let times = 0; times < 2; times++)
      expect(
        await checker.findBypasses(candidate, { timeoutMs: 1, signal: undefined }),
      ).toHaveLength(1);
    await check();
    await expect(check("fine", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
