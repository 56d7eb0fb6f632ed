/** What all that is around a model costs: a call, a chunk, a thousand calls at once. */

import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type { LanguageModel } from "../src/ports/language-model.ts";
import { wrapModel } from "../src/ports/wrap-model.ts";
import { createScriptedModel } from "../src/providers/index.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { type Measurement, median } from "./measure.ts";
import { numberedPieces, numberedRequest } from "./numbered-answer.ts";
import type { LoadResult } from "./numbered-load.ts";
import { openBenchStack } from "./open-bench-stack.ts";

const LONG = 1_000;
const file = (name: string): string => new URL(name, import.meta.url).pathname;

export async function benchModelAccess(report: (measurement: Measurement) => void): Promise<void> {
  await benchOverhead(report);
  await benchLoad(report, { name: "at once", pauseMs: 0, rounds: 5 });
  // Answers of about three seconds: a model faster than most.
  await benchLoad(report, { name: "of 3 s", pauseMs: 150, rounds: 3 });
}

/** One call after the other on both sides in turn, so that whatever else the machine does meets both. */
async function benchOverhead(report: (measurement: Measurement) => void): Promise<void> {
  const machine = await testMachine();
  const short = createInstantModel(1);
  const long = createInstantModel(LONG);
  await using shortStack = await openBenchStack(short, machine);
  await using longStack = await openBenchStack(long, machine);
  const addedToShort: number[] = [];
  const addedToLong: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < 700; round += 1) {
    const bareMs = await timeCall(short, round);
    const stackMs = await timeCall(shortStack, round);
    // The first calls pay for compilation.
    if (round < 200) continue;
    addedToShort.push(stackMs - bareMs);
    whole.push(stackMs);
  }
  const perCall = median(addedToShort);
  for (let round = 0; round < 60; round += 1) {
    const bareMs = await timeCall(long, round);
    const stackMs = await timeCall(longStack, round);
    if (round >= 20) addedToLong.push((stackMs - bareMs - perCall) / LONG);
  }
  report({ name: "model access: one call, whole stack", times: sorted(whole), target: undefined });
  report({ name: "model access: added to a call", times: sorted(addedToShort), target: 1 });
  report({ name: "model access: added to a chunk", times: sorted(addedToLong), target: 0.02 });
}

/** A model that has its answer ready: what is measured is what stands around it. */
const createInstantModel = (count: number): LanguageModel =>
  wrapModel(createScriptedModel([], { id: "bench/instant" }), async function* ({ messages }) {
    const number = messages[0]?.text.slice("request #".length) ?? "";
    for (const text of numberedPieces(number, count)) yield { type: "text-delta", text };
    yield {
      type: "response-end",
      finishReason: "stop",
      usage: { input: 10, output: count, cached: 0, cacheWritten: 0, reasoning: 0 },
      askedOf: "bench/instant",
      answeredBy: "instant",
      warnings: [],
    };
  });

async function timeCall(model: LanguageModel, round: number): Promise<number> {
  const request = numberedRequest(round);
  const startedAt = performance.now();
  for await (const _ of model.stream(request));
  return performance.now() - startedAt;
}

interface LoadOptions {
  readonly name: string;
  /** Between the chunks of an answer; 0 answers at once, and the client's own work is all there is. */
  readonly pauseMs: number;
  readonly rounds: number;
}

/** A thousand calls at once to a server in another process: the stack against the client that it is built on. */
async function benchLoad(
  report: (measurement: Measurement) => void,
  { name, pauseMs, rounds }: LoadOptions,
): Promise<void> {
  const server = spawn(process.execPath, [file("numbered-server.ts"), `${pauseMs}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    const url = await new Promise<string>((resolve) =>
      server.stdout.once("data", (line: Buffer) => resolve(line.toString().trim())),
    );
    const bare: LoadResult[] = [];
    const stack: LoadResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await load("bare", url));
      stack.push(await load("stack", url));
    }
    reportLoad(report, { name, bare, stack });
  } finally {
    server.stdin.end();
  }
}

function reportLoad(
  report: (measurement: Measurement) => void,
  {
    name,
    bare,
    stack,
  }: {
    readonly name: string;
    readonly bare: readonly LoadResult[];
    readonly stack: readonly LoadResult[];
  },
): void {
  const timesOf = (results: readonly LoadResult[]) => sorted(results.map(({ ms }) => ms));
  const peakOf = (results: readonly LoadResult[]) =>
    Math.max(...results.map(({ peakRssMb }) => peakRssMb));
  const cpuOf = (results: readonly LoadResult[]) => median(results.map(({ cpuMs }) => cpuMs));
  const say = (isMet: boolean): string => (isMet ? "met" : "MISSED");
  const ratio = median(timesOf(bare)) / median(timesOf(stack));
  const wrong = stack.filter(({ right }) => right !== 1_000).length;
  report({
    name: `1,000 calls ${name}, bare client`,
    times: timesOf(bare),
    target: undefined,
    note: `CPU ${cpuOf(bare).toFixed(0)} ms, peak RSS ${peakOf(bare).toFixed(0)} MB`,
  });
  report({
    name: `1,000 calls ${name}, whole stack`,
    times: timesOf(stack),
    target: undefined,
    note: [
      `throughput ${(ratio * 100).toFixed(0)} % of the bare client (target >= 90 %: ${say(ratio >= 0.9)})`,
      `CPU ${cpuOf(stack).toFixed(0)} ms`,
      `peak RSS ${peakOf(stack).toFixed(0)} MB (target < 400 MB: ${say(peakOf(stack) < 400)})`,
      `lost or doubled in ${wrong} rounds (target 0: ${say(wrong === 0)})`,
    ].join(", "),
  });
}

async function load(side: "bare" | "stack", url: string): Promise<LoadResult> {
  const args = [file("numbered-load.ts"), side, url];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as LoadResult;
}

const sorted = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);
