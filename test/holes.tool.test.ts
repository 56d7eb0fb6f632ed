/** How often holes are filled as people would, and how long it takes; the figures are printed. */

import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { covenant } from "../src/languages/covenant/index.ts";
import { typescript } from "../src/languages/typescript/index.ts";
import { fillHole } from "../src/synthesis/fill-hole.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { plantHoles } from "./holes/plant-holes.ts";
import { readCovenantQueries, renderCovenantQuery } from "./holes/read-covenant-queries.ts";
import { type Half, normalise, readQueries, renderQuery } from "./holes/read-queries.ts";

/** What may not get worse: well below what was measured, for a machine that is busy. */
const FLOOR: Readonly<Record<Half, { readonly first: number; readonly ten: number }>> = {
  development: { first: 25, ten: 36 },
  "held-out": { first: 25, ten: 34 },
};
const COVENANT_FLOOR = { first: 6, ten: 11 };

interface Score {
  readonly ranks: readonly number[];
  readonly times: readonly number[];
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function report(name: string, { ranks, times }: Score): { first: number; ten: number } {
  const first = ranks.filter((rank) => rank === 1).length;
  const ten = ranks.filter((rank) => rank >= 1).length;
  const sorted = times.toSorted((a, b) => a - b);
  process.stdout.write(
    `${name}: found at 1: ${first}, at 10: ${ten}, of ${ranks.length}; median ${at(sorted, 0.5).toFixed(0)} ms, p95 ${at(sorted, 0.95).toFixed(0)} ms\n`,
  );
  return { first, ten };
}

test.for(["development", "held-out"] as const)(
  "fillHole() finds known answers: the %s half",
  { timeout: 300_000 },
  async (half) => {
    const machine = await testMachine();
    const ranks: number[] = [];
    const times: number[] = [];
    for (const query of readQueries(half)) {
      const start = machine.clock.elapsed();
      const source = { path: "query.ts", text: renderQuery(query) };
      const file = await typescript.openHoles!(source, { machine, profile: "strict" });
      const { answers } = await fillHole(file, [], machine.clock, { depth: 3 });
      times.push(machine.clock.elapsed() - start);
      const wanted = new Set(query.answers.map(normalise));
      ranks.push(answers.findIndex(({ text }) => wanted.has(normalise(text))) + 1);
    }
    const { first, ten } = report(half, { ranks, times });

    expect(first).toBeGreaterThanOrEqual(FLOOR[half].first);
    expect(ten).toBeGreaterThanOrEqual(FLOOR[half].ten);
  },
);

test.for(["development", "held-out"] as const)(
  "fillHole() finds known answers in Covenant: the %s half",
  { timeout: 120_000 },
  async (half) => {
    const machine = await testMachine();
    const ranks: number[] = [];
    const times: number[] = [];
    for (const query of readCovenantQueries(half)) {
      const start = machine.clock.elapsed();
      const source = { path: "query.cov", text: renderCovenantQuery(query) };
      const file = await covenant.openHoles!(source, { machine, profile: "strict" });
      const { answers } = await fillHole(file, [], machine.clock, { depth: 3 });
      times.push(machine.clock.elapsed() - start);
      ranks.push(answers.findIndex(({ text }) => query.answers.includes(text)) + 1);
    }
    const { first, ten } = report(`Covenant, ${half}`, { ranks, times });

    expect(ranks.length).toBe(13);
    expect(first).toBeGreaterThanOrEqual(COVENANT_FLOOR.first);
    expect(ten).toBeGreaterThanOrEqual(COVENANT_FLOOR.ten);
  },
);

test("fillHole() finds expressions that were taken out of our own sources", {
  timeout: 300_000,
}, async () => {
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
  const machine = await testMachine(root);
  const ranks: number[] = [];
  const times: number[] = [];
  for (const { path, text, hidden } of plantHoles(root, "src/{std,domain}/**/*.ts", 30)) {
    const file = await typescript.openHoles!({ path, text }, { machine, profile: "strict" });
    const start = machine.clock.elapsed();
    const { answers } = await fillHole(file, [], machine.clock, { depth: 3 });
    times.push(machine.clock.elapsed() - start);
    ranks.push(answers.findIndex(({ text: found }) => normalise(found) === normalise(hidden)) + 1);
  }
  report("planted", { ranks, times });

  expect(ranks.length).toBeGreaterThanOrEqual(20);
});
