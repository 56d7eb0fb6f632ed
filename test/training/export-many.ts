/** Exports made-up runs in a process of its own, so that its memory can be measured: all but the reading of journals. */

import { join } from "node:path";
import { createCheckEnvironment } from "../../src/config/create-environment.ts";
import {
  openHeldOut,
  openRenderExchange,
  openSecretFilter,
} from "../../src/config/open-training.ts";
import type { RunEvent } from "../../src/domain/run.ts";
import { sealArtifact } from "../../src/pipeline/artifact/seal-artifact.ts";
import { keepHeapSmall } from "../../src/platform/keep-heap-small.ts";
import { openTextOutput } from "../../src/platform/open-text-output.ts";
import { sha256 } from "../../src/platform/sha256.ts";
import { createDraw } from "../../src/std/create-draw.ts";
import { accepted, attempt, rejected, setup, specification } from "../../src/testing/builders.ts";
import { createFakeClock } from "../../src/testing/fake-clock.ts";
import type { RecordedRun } from "../../src/training/examples/training-example.ts";
import { type ExportReport, exportExamples } from "../../src/training/export/export-examples.ts";

export interface Measured {
  readonly report: ExportReport;
  readonly sha256: string;
  readonly bytes: number;
  readonly peakMegabytes: number;
  readonly seconds: number;
}

/** Of a hundred runs: so many are what should be found. The rest are good, each unlike any other. */
export const SHARES = {
  "not-accepted": 5,
  "held-out": 3,
  secret: 2,
  licence: 2,
  contaminated: 1,
  duplicate: 4,
  "near-duplicate": 4,
} as const;
type Kind = keyof typeof SHARES | "good";
const KINDS: readonly Kind[] = Object.entries(SHARES).flatMap(([kind, share]) =>
  Array<Kind>(share).fill(kind as Kind),
);

/** Exports `count` runs to `folder`, and tells what that took of this process. */
export async function exportMany(count: number, folder: string): Promise<Measured> {
  keepHeapSmall();
  await using environment = await createCheckEnvironment({ directory: folder });
  const { tasks } = await openHeldOut([TASKS_FILE], environment);
  const { render } = await openRenderExchange(environment);
  await using output = await openTextOutput(join(folder, "training.jsonl"));
  const startedAt = performance.now();
  const report = await exportExamples(makeRuns(count), output, {
    format: "chat",
    part: undefined,
    similarity: 0.8,
    allowedLicences: [],
    withEdits: true,
    heldOut: tasks,
    hideSecrets: openSecretFilter(),
    render,
    sha256,
    signal: undefined,
  });
  const sealed = await output.seal();
  await output.commit();
  return {
    report,
    ...sealed,
    seconds: (performance.now() - startedAt) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** Made-up runs, the same ones each time. */
export async function* makeRuns(count: number): AsyncGenerator<RecordedRun> {
  const draw = createDraw(7);
  let last = { wish: makeText(draw, 40), code: makeText(draw, 120) };
  for (let number = 0; number < count; number += 1) {
    const kind = KINDS[99 - (number % 100)] ?? "good";
    const isNew = kind !== "duplicate" && kind !== "near-duplicate";
    if (isNew) last = { wish: makeText(draw, 40), code: makeText(draw, 120) };
    yield makeRun(number, kind, last);
  }
}

/** A file of tasks, one of them held out by the hash of its id. */
export const TASKS_FILE = "tasks.jsonl";
export const LEAKED =
  "Compute the sum of the squares of all numbers in the list that are odd and above zero";

function makeRun(
  number: number,
  kind: Kind,
  { wish, code }: { readonly wish: string; readonly code: string },
): RecordedRun {
  const runId = `run-${number}`;
  const run = setup({
    path: "answer.ts",
    specification: specification({
      language: "typescript",
      name: `Task ${number % 7}`,
      text: kind === "contaminated" ? `${LEAKED}\n${wish}` : wish,
      contextFiles: [
        {
          path: "src/near.ts",
          text: `${kind === "licence" ? "// SPDX-License-Identifier: GPL-3.0-only\n" : ""}export const near = 1;\n`,
        },
      ],
    }),
  });
  const text = `${kind === "near-duplicate" ? `${code} ${number}` : code}${
    kind === "secret" ? `\nconst password = "hunter2-${number}-correct";` : ""
  }\n`;
  const candidate = { language: "typescript", path: "answer.ts", text, companions: [] };
  const first = attempt({
    candidate: { ...candidate, text: `${text}// broken\n` },
    verdict: rejected(),
  });
  const second = attempt({ candidate, verdict: accepted() });
  const artifact = sealArtifact(second, {
    runId,
    setup: run,
    number: 2,
    confidence: { value: 0.5, factors: [] },
    version: "0.0.0",
    sha256,
    clock: createFakeClock(),
  });
  const isAccepted = kind !== "not-accepted";
  const events: readonly RunEvent[] = [
    { type: "run-start", runId, ...run },
    { type: "attempt-end", number: 1, attempt: first },
    { type: "attempt-end", number: 2, attempt: isAccepted ? second : first },
    {
      type: "run-end",
      status: isAccepted ? "accepted" : "exhausted",
      limit: undefined,
      artifact: isAccepted ? artifact : undefined,
    },
  ];
  const split = kind === "held-out" ? "held-out" : "development";
  const sample = { evaluation: "made-up", task: `task-${number}`, split, scores: [] } as const;
  return { runId, events, sample, feedback: [] };
}

const makeText = (draw: () => number, words: number): string =>
  Array.from({ length: words }, () => {
    const word = Math.floor(draw() * 1_000_000).toString(36);
    return draw() < 0.1 ? `${word};\n` : word;
  }).join(" ");
