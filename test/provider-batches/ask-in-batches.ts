/**
 * Asks for answers through a provider's batch interface, and prints each. It can be told to stop dead at one point, so
 * that whoever started it kills it there.
 *
 * node ask-in-batches.ts URL PROVIDER FOLDER COUNT [POINT]
 */

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createBatchingModel } from "../../src/model-access/batching/create-batching-model.ts";
import { createBudget } from "../../src/model-access/money/create-budget.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { createFiles } from "../../src/platform/files.ts";
import { createRandom, freshSeed } from "../../src/platform/random.ts";
import { sha256 } from "../../src/platform/sha256.ts";
import type { Files } from "../../src/ports/files.ts";
import { createScriptedModel } from "../../src/providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../src/testing/builders.ts";
import { type BatchProviderId, openBatchesAt } from "../../src/testing/start-fake-batching.ts";

const [url = "", provider = "", folder = "", count = "1", point = ""] = process.argv.slice(2);
const id: BatchProviderId = provider === "anthropic" ? "anthropic" : "openai";
const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** `POINT` is `before`, `torn` or `after`, a line's type, and which of these lines: `after result 3`. */
const [when = "", type = "", nth = "1"] = point.split(" ");
let met = 0;
let isStopped = false;

/** Says where it is, and never goes on; the timer keeps the process from ending by itself. */
const stopDead = (): Promise<never> => {
  isStopped = true;
  setInterval(() => {}, 1000);
  print({ stopped: point });
  return new Promise(() => {});
};

const files = createFiles(folder);
const stoppingFiles: Files = {
  ...files,
  async openAppend(path) {
    const file = await files.openAppend(path);
    return {
      async append(lines, options) {
        const line = [lines].flat().join("\n");
        if (isStopped) await stopDead();
        const isPoint = line.startsWith(`{"type":"${type}"`) && (met += 1) === Number(nth);
        if (isPoint && when === "before") await stopDead();
        if (isPoint && when === "torn") {
          appendFileSync(join(folder, path), line.slice(0, line.length / 2));
          await stopDead();
        }
        await file.append(line, options);
        if (isPoint && when === "after") await stopDead();
      },
      [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
    };
  },
};

await using model = createBatchingModel({
  model: createScriptedModel([], { id: `${id}/toy` }),
  batches: await openBatchesAt(url, id),
  files: stoppingFiles,
  clock: systemClock,
  random: createRandom(freshSeed(), systemClock),
  sha256,
  budget: createBudget(),
  prices: { find: () => undefined },
  audit: { append: () => {} },
  collectMs: 20,
  pollMs: 5,
  maxPollMs: 20,
  settleMs: 400,
});

await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const prompt = `task ${index}`;
    const request = modelRequest({ messages: [{ role: "user", text: prompt }] });
    let text = "";
    for await (const event of model.stream(request))
      if (event.type === "text-delta") text += event.text;
    print({ prompt, text });
  }),
);
