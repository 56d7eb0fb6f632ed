/** Writing held to the TypeScript grammar beside writing freely: the small model on this machine, the same prompts. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { holdModel } from "../src/config/hold-model.ts";
import type { DecodingReport } from "../src/domain/decoding.ts";
import type { ModelRequest } from "../src/domain/model.ts";
import { systemClock } from "../src/platform/clock.ts";
import type { ConstraintSet } from "../src/ports/constraint-set.ts";
import type { LanguageModel } from "../src/ports/language-model.ts";
import { local } from "../src/providers/local/index.ts";
import { measureBend } from "../src/testing/bent-toy.ts";
import { modelRequest } from "../src/testing/builders.ts";
import { constraintSet } from "../src/testing/hold-fake-model.ts";
import { type Measurement, renderMeasurement } from "./measure.ts";

const CACHE = join(homedir(), ".cache", "specwright");
const MODEL = "smollm2-135m-instruct";
const PREFIXES = [
  "export function sum(xs: readonly number[]): number {\n",
  "export function slugify(title: string): string {\n",
  "export function isPalindrome(text: string): boolean {\n",
  "export function countWords(text: string): Map<string, number> {\n",
];
const SEEDS = [1, 2, 3];
const lark = readFileSync(new URL("../datasets/grammars/typescript.lark", import.meta.url), "utf8");

/** Tokens of answers, and the ms they took once their prompt was read. */
interface Taken {
  readonly tokens: number;
  readonly ms: number;
  readonly report: DecodingReport | undefined;
}

export async function benchDecoding(report: (measurement: Measurement) => void): Promise<void> {
  await benchBend(report);
  if (!existsSync(join(CACHE, "models", `${MODEL}.gguf`))) {
    process.stdout.write(`decoding: ${MODEL} is not on this machine\n`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "specwright-bench-"));
  const settings = { cacheDirectory: CACHE, threads: 1 } as Parameters<typeof local.open>[1];
  const machine = { files: { root: folder } } as Parameters<typeof local.open>[2];
  const options = { cacheDirectory: folder, clock: systemClock };
  await using opened = await local.open(MODEL, settings, machine);
  const drafting = await holdModel(opened, options);
  const plain = await holdModel(opened, { ...options, isDrafting: false });
  const startedAt = performance.now();
  await drafting.planEnforcement?.(setFor(""));
  await plain.planEnforcement?.(setFor(""));
  report({
    name: "decoding: vocabulary, engine and grammar, twice",
    times: [performance.now() - startedAt],
    target: undefined,
  });

  const free: Taken[] = [];
  const held: Taken[] = [];
  const drafted: Taken[] = [];
  for (const prefix of PREFIXES) {
    // Read once, the prompt is there for all that follow.
    await take(opened, { ...requestFor(prefix, 1), maxOutputTokens: 1 });
    for (const seed of SEEDS) {
      const request = requestFor(prefix, seed);
      free.push(await take(opened, request));
      held.push(await take(plain, request, setFor(prefix)));
      drafted.push(await take(drafting, request, setFor(prefix)));
    }
  }
  const base = perSecond(free);
  for (const [name, taken] of [
    ["freely", free],
    ["held, without drafts", held],
    ["held, with drafts", drafted],
  ] as const)
    report({
      name: `decoding: ms a token, ${name}`,
      times: taken.map(({ ms, tokens }) => ms / tokens).toSorted((a, b) => a - b),
      target: undefined,
      note: `${perSecond(taken).toFixed(1)} tokens/s, ${((perSecond(taken) / base) * 100).toFixed(0)} % of freely`,
    });
  const reports = held.flatMap((one) => one.report ?? []);
  report({
    name: "decoding: constraints, ms a token",
    times: reports.map(({ perToken }) => perToken.p50).toSorted((a, b) => a - b),
    target: 0.1,
    note: tail(reports),
  });
  rmSync(folder, { recursive: true });
}

/** How far from the model's own distribution over whole texts the answers are; no times. */
async function benchBend(report: (measurement: Measurement) => void): Promise<void> {
  const masked = await measureBend(false, 900);
  const startedAt = performance.now();
  const aligned = await measureBend(true, 900);
  report({
    name: "decoding: 900 answers of a toy, aligned",
    times: [performance.now() - startedAt],
    target: undefined,
    note: `distance from the truth ${aligned.toFixed(3)}, by masks alone ${masked.toFixed(3)}`,
  });
}

const setFor = (prefix: string): ConstraintSet =>
  constraintSet({
    prefix,
    syntax: {
      kind: "grammar",
      lark: lark.replace(/^start:.*$/m, "start: bitem* open_stmt? RBRACE"),
    },
  });

const requestFor = (prefix: string, seed: number): ModelRequest =>
  modelRequest({
    messages: [{ role: "user", text: `Write this function:\n\`\`\`ts\n${prefix}\n}\n\`\`\`` }],
    answerStart: `\`\`\`ts\n${prefix}`,
    maxOutputTokens: 80,
    temperature: 0.4,
    seed,
  });

async function take(
  model: LanguageModel,
  request: ModelRequest,
  constraints?: ConstraintSet,
): Promise<Taken> {
  const startedAt = performance.now();
  let report: DecodingReport | undefined;
  let tokens = 0;
  for await (const event of model.stream(request, { constraints })) {
    if (event.type === "decoding-end") report = event.report;
    if (event.type === "response-end") tokens = event.usage.output;
  }
  // The end of an answer is a pass too, and no token of a constrained one.
  return {
    tokens: report === undefined ? tokens : report.sampled + 1,
    ms: performance.now() - startedAt,
    report,
  };
}

const perSecond = (taken: readonly Taken[]): number =>
  (1000 * taken.reduce((sum, { tokens }) => sum + tokens, 0)) /
  taken.reduce((sum, { ms }) => sum + ms, 0);

function tail(reports: readonly DecodingReport[]): string {
  const worst = (key: "p95" | "p99"): string =>
    `${(Math.max(...reports.map(({ perToken }) => perToken[key])) * 1000).toFixed(0)} us`;
  const count = reports.reduce((sum, { perToken }) => sum + perToken.count, 0);
  const total = reports.reduce((sum, { perToken }) => sum + perToken.mean * perToken.count, 0);
  return `mean ${((total / count) * 1000).toFixed(0)} us, worst answer's p95 ${worst("p95")}, p99 ${worst("p99")}`;
}

// On its own: node bench/decoding.ts
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await benchDecoding(
    (measurement) => void process.stdout.write(`${renderMeasurement(measurement)}\n`),
  );
