/**
 * `node numbered-load.ts bare|stack URL`: asks the numbered server a thousand times at once, in a process of its own,
 * so that its memory is its own too. Prints one line of JSON.
 */

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { toProviderSettings } from "../src/config/provider-settings.ts";
import { settingsSchema } from "../src/config/settings.ts";
import { listProviders } from "../src/providers/index.ts";
import { testMachine } from "../src/testing/test-machine.ts";
import { numberedPieces, numberedRequest } from "./numbered-answer.ts";
import { openBenchStack } from "./open-bench-stack.ts";

export interface LoadResult {
  readonly ms: number;
  /** Of this process: what is left when the machine has other work. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
  /** Answers that were whole and to the request that was asked. */
  readonly right: number;
}

const COUNT = 1_000;
const WARM_UPS = 200;
const [, , side = "bare", url = ""] = process.argv;

const ask = side === "bare" ? askClient() : await askStack();
await askAll(1, WARM_UPS);
const startedAt = performance.now();
const usedBefore = process.cpuUsage();
const right = await askAll(WARM_UPS + 1, COUNT);
const result: LoadResult = {
  ms: performance.now() - startedAt,
  cpuMs: toMs(process.cpuUsage(usedBefore)),
  peakRssMb: process.resourceUsage().maxRSS / 1024,
  right,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit();

function toMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

async function askAll(first: number, count: number): Promise<number> {
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  const answers = await Promise.all(numbers.map(ask));
  return answers.filter((text, index) => text === numberedPieces(`${numbers[index]}`).join(""))
    .length;
}

/** The client that the adapter is made of, and nothing else. */
function askClient(): (number: number) => Promise<string> {
  const client = createOpenAICompatible({ name: "lab", baseURL: `${url}/v1`, includeUsage: true });
  const model: LanguageModelV4 = client.chatModel("numbers");
  return async (number) => {
    const [message] = numberedRequest(number).messages;
    const content = [{ type: "text" as const, text: message?.text ?? "" }];
    const prompt = [{ role: "user" as const, content }];
    const { stream } = await model.doStream({ prompt, maxOutputTokens: 200 });
    let text = "";
    for await (const part of stream) if (part.type === "text-delta") text += part.delta;
    return text;
  };
}

async function askStack(): Promise<(number: number) => Promise<string>> {
  const machine = await testMachine();
  const endpoints = { lab: { base_url: `${url}/v1`, context_window_tokens: 32_768 } };
  const settings = toProviderSettings(settingsSchema.parse({ endpoints }));
  const provider = listProviders(settings).find(({ id }) => id === "lab");
  if (provider === undefined) throw new TypeError("no endpoint");
  const adapter = await provider.open("numbers", settings, machine);
  const model = side === "adapter" ? adapter : await openBenchStack(adapter, machine);
  return async (number) => {
    let text = "";
    for await (const event of model.stream(numberedRequest(number))) {
      if (event.type === "text-delta") text += event.text;
      if (event.type === "text-reset") text = "";
    }
    return text;
  };
}
