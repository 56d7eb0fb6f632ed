/**
 * Judges recorded answers with the installed Dafny and compares with what was recorded: `node bench/dafny-recorded.ts
 * FOLDER [--only TEXT] [--parallel 2]`. The folder holds `dafny-tasks.jsonl`, and maybe `dafny-edge.jsonl` and
 * `dafny-adversarial.jsonl`.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import PQueue from "p-queue";
import { isError } from "../src/domain/diagnostic.ts";
import { fillSlots } from "../src/domain/slot.ts";
import { type FormalSpecification, formalSpecificationOf } from "../src/domain/specification.ts";
import type { Verdict } from "../src/domain/verdict.ts";
import { formal } from "../src/languages/dafny/formal/formal.ts";
import { dafny } from "../src/languages/dafny/index.ts";
import { readRows } from "../src/testing/read-rows.ts";
import { testMachine } from "../src/testing/test-machine.ts";

const TIMEOUT_MS = 60_000;

interface Case {
  readonly id: string;
  /** `undefined` judges the text alone. */
  readonly specification: FormalSpecification | undefined;
  readonly text: string;
  readonly isRight: boolean;
  readonly why: string;
}

const [folder = "", ...rest] = process.argv.slice(2);
const option = (name: string): string | undefined => rest[rest.indexOf(name) + 1];
const only = rest.includes("--only") ? option("--only") : undefined;
const parallel = Number(rest.includes("--parallel") ? option("--parallel") : 2);

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (name: string): readonly Row[] => {
  const path = join(folder, name);
  return existsSync(path) ? readRows(path) : [];
};

function toSpecification(id: string, source: string): FormalSpecification {
  const slots = formal.readSlots(source);
  return formalSpecificationOf({ name: id, language: dafny.id, path: `${id}.dfy`, source, slots });
}

function fill(specification: FormalSpecification, slots: Readonly<Record<string, string>>): string {
  const texts = Object.entries(slots).map(
    ([name, text]) => [name, text === "" || text.endsWith("\n") ? text : `${text}\n`] as const,
  );
  return fillSlots(specification, new Map(texts));
}

function readCases(): readonly Case[] {
  const cases: Case[] = [];
  for (const row of rowsOf("dafny-tasks.jsonl")) {
    const id = row["id"] as string;
    const specification = toSpecification(id, row["spec_text"] as string);
    const add = (label: string, slots: Row, isRight: boolean, why: string): void => {
      const text = fill(specification, slots as Readonly<Record<string, string>>);
      cases.push({ id: `${id} ${label}`, specification, text, isRight, why });
    };
    add("solution", row["solution_slots"] as Row, true, "verified");
    for (const failing of row["failing_solutions"] as readonly Row[])
      add(`by ${failing["model"]}`, failing["slots"] as Row, false, failing["kind"] as string);
    const derived = row["derived_failing"] as Row | undefined;
    if (derived !== undefined)
      add("derived", derived["slots"] as Row, false, derived["kind"] as string);
  }
  for (const row of rowsOf("dafny-edge.jsonl")) {
    const { id, text, kind } = row as { id: string; text: string; kind: string };
    cases.push({ id: `${id} edge`, specification: undefined, text, isRight: false, why: kind });
  }
  for (const row of rowsOf("dafny-adversarial.jsonl")) {
    const { id, spec_text, slots, expected } = row as {
      id: string;
      spec_text: string;
      slots: Readonly<Record<string, string>>;
      expected: string;
    };
    const specification = toSpecification("task", spec_text);
    const text = fill(specification, slots);
    cases.push({
      id: `${id} attempt`,
      specification,
      text,
      isRight: expected === "accept",
      why: expected,
    });
  }
  return cases.filter(({ id }) => only === undefined || id.includes(only));
}

function describe({ status, phase, diagnostics }: Verdict): string {
  const [first] = diagnostics.filter(isError);
  return `${status} in ${phase}: ${first?.code ?? ""} ${first?.message.slice(0, 100) ?? ""}`;
}

await using checker = await dafny.openChecker(await testMachine());
const queue = new PQueue({ concurrency: parallel });
const counts = new Map<string, number>();
const deviations: string[] = [];
const times: number[] = [];
const [profile] = dafny.profiles;
const start = performance.now();
await queue.addAll(
  readCases().map(({ id, specification, text, isRight, why }) => async () => {
    const path = specification?.path ?? `${id.split(" ")[0]}.dfy`;
    const candidate = { language: dafny.id, path, text, companions: [] };
    const begun = performance.now();
    const options = { specification, profile, timeoutMs: TIMEOUT_MS, signal: undefined };
    const verdict = await checker.check(candidate, options);
    times.push(performance.now() - begun);
    const key = `${why} -> ${verdict.status}${verdict.status === "inconclusive" ? ` (${verdict.reason})` : ` in ${verdict.phase}`}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if ((verdict.status === "accepted") === isRight) return;
    const deviation = `${id}: recorded "${why}", ${describe(verdict)}`;
    deviations.push(deviation);
    // A long run tells what it finds when it finds it.
    process.stderr.write(`${deviation}\n`);
  }),
);
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string =>
  `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`;
const lines = [
  `${times.length} verdicts in ${Math.round((performance.now() - start) / 1000)} s, median ${at(0.5)}, p95 ${at(0.95)}`,
  ...[...counts].toSorted().map(([key, count]) => `  ${count} ${key}`),
  `${deviations.length} deviations`,
  ...deviations.map((line) => `  ${line}`),
];
process.stdout.write(`${lines.join("\n")}\n`);
