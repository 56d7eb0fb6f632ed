/** `npm run bench`: the speed of our code, never of models. Figures are for comparing, never for passing. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCheckEnvironment } from "../src/config/create-environment.ts";
import { languages } from "../src/languages/index.ts";
import { createRecordStore } from "../src/pipeline/record/journal-store.ts";
import { readRunState } from "../src/pipeline/record/run-state.ts";
import { readFences } from "../src/pipeline/response/read-fences.ts";
import { validateCandidate } from "../src/pipeline/validation/validate-candidate.ts";
import { systemClock } from "../src/platform/clock.ts";
import { createFiles } from "../src/platform/files.ts";
import { attempt, setup } from "../src/testing/builders.ts";
import { benchAnswers } from "./answers.ts";
import { benchBatch } from "./batch.ts";
import { benchConstraint } from "./constraint.ts";
import { benchContext } from "./context.ts";
import { benchCovenant } from "./covenant.ts";
import { benchDecoding } from "./decoding.ts";
import { benchEvaluation } from "./evaluation.ts";
import { benchLearning } from "./learning.ts";
import { type Measurement, measure, renderMeasurement } from "./measure.ts";
import { benchModelAccess } from "./model-access.ts";
import { benchOnexRules } from "./onex-rules.ts";
import { benchRepository } from "./repository.ts";
import { benchSecurity } from "./security.ts";
import { benchSynthesis } from "./synthesis.ts";

const ATTEMPTS = 10_000;
const report = (measurement: Measurement): void =>
  void process.stdout.write(`${renderMeasurement(measurement)}\n`);

const cpu = execFileSync("sh", ["-c", "grep -m1 'model name' /proc/cpuinfo || true"], {
  encoding: "utf8",
});
process.stdout.write(
  `Node ${process.versions.node}, ${cpu.split(":")[1]?.trim() ?? "unknown processor"}\n`,
);

const main = new URL("../src/faces/cli/main.ts", import.meta.url).pathname;
const built = new URL("../dist/faces/cli/main.js", import.meta.url).pathname;
for (const [name, file] of [
  ["specwright --help, from source", main],
  ["specwright --help, built", built],
  ["node itself, for comparison", undefined],
] as const) {
  report(
    await measure(
      name,
      () =>
        execFileSync(process.execPath, file === undefined ? ["-e", ""] : [file, "--help"], {
          stdio: "pipe",
        }),
      { rounds: 15, ...(file === undefined ? {} : { target: 150 }) },
    ),
  );
}

{
  await using environment = await createCheckEnvironment();
  for (const language of languages) {
    const checker = await environment.checkerFor(language);
    const good = language.probes.accepted.trimEnd();
    let round = 0;
    const judge = () => {
      round += 1;
      // Another text each time, or a checker that remembers would be measured.
      const text = `${good}${"\n".repeat(round)}`;
      const path = `bench${language.fileExtensions[0]}`;
      return validateCandidate(
        { language: language.id, path, text, companions: [] },
        {
          checker,
          specification: undefined,
          profile: language.profiles[0],
          timeoutMs: 30_000,
          signal: undefined,
        },
      );
    };
    report(
      await measure(`check, warm, one ${language.displayName} file`, judge, {
        rounds: 30,
        warmUps: 3,
      }),
    );
  }
}

await benchContext(report);
await benchConstraint(report);
await benchDecoding(report);
await benchCovenant(report);
await benchAnswers(report);
await benchModelAccess(report);
await benchSecurity(report);
await benchOnexRules(report);
await benchRepository(report);
await benchLearning(report);
await benchSynthesis(report);
await benchBatch(report);
await benchEvaluation(report);

const block =
  "Some prose with `code` in it.\n\n```ts\nexport const x: number = 1;\nconst y = `a${x}`;\n```\n\n";
const answer = block.repeat(Math.ceil(100_000 / block.length));
report(
  await measure("extraction of fences, 100 kB", () => readFences(answer), {
    rounds: 50,
    warmUps: 5,
    target: 5,
  }),
);

const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
try {
  const store = createRecordStore(createFiles(folder), systemClock, { version: "bench" });
  let runId = 0;
  const append = async (): Promise<void> => {
    runId += 1;
    await using record = await store.create(`bench-${runId}`);
    await record.append({ type: "run-start", runId: `bench-${runId}`, ...setup() });
    for (let number = 1; number <= ATTEMPTS; number += 1) {
      await record.append({ type: "attempt-end", number, attempt: attempt() });
    }
  };
  report(await measure(`journal: append ${ATTEMPTS} attempts, flushed`, append, { rounds: 3 }));
  report(
    await measure(
      `journal: resume after ${ATTEMPTS} attempts`,
      async () => {
        const { attempts } = readRunState(await store.read("bench-1"));
        if (attempts.length !== ATTEMPTS) throw new RangeError(`read ${attempts.length} attempts`);
      },
      { rounds: 5 },
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}
