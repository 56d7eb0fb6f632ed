/** Contexts and prompts: built with a warm index of this repository. */

import { createCheckEnvironment } from "../src/config/create-environment.ts";
import type { Specification } from "../src/domain/specification.ts";
import { loadTokenCounter } from "../src/faces/cli/load-token-counter.ts";
import { languages } from "../src/languages/index.ts";
import { buildFirstPrompt } from "../src/pipeline/render-first-prompt.ts";
import { specification } from "../src/testing/builders.ts";
import { type Measurement, measure } from "./measure.ts";

const AT_ONCE = 1000;
const MEGABYTE = 1_000_000;

const wishFor = (language: string): Specification =>
  specification({
    language,
    name: "Retry",
    text: "# Retry\n\nRetry a call with exponential back-off and jitter, at most five times, in bounded concurrency; parse the answer line by line, and keep the last results in a bounded cache.\n",
    signature: undefined,
    requirements: ["It never waits longer than the limit.", "It stops at once when aborted."],
  });

export async function benchContext(report: (measurement: Measurement) => void): Promise<void> {
  await using environment = await createCheckEnvironment();
  const countTokens = await loadTokenCounter();
  const options = {
    model: {
      id: "bench/model",
      contextWindowTokens: 128_000,
      countTokens,
      continuesAnswerStart: false,
    },
    maxOutputTokens: 8000,
  };
  await environment.references.refresh();
  for (const { id, displayName, grammar } of languages) {
    if (grammar === undefined) continue;
    const build = () => buildFirstPrompt(wishFor(id), environment, options);
    const { context } = await build();
    const tokens = context.sections.reduce((sum, section) => sum + section.tokens, 0);
    const shown = context.items.filter(({ kind }) => kind === "pattern").length;
    const missed = context.omitted.filter(({ kind }) => kind === "pattern").length;
    const references = context.items.filter(({ kind }) => kind === "reference").length;
    const note = `${tokens} tokens, ${shown} of ${shown + missed} patterns, ${references} references`;
    report(
      await measure(`context and prompt, ${displayName}`, build, {
        rounds: 40,
        warmUps: 5,
        target: 50,
        note,
      }),
    );
  }
  const [first] = languages.filter(({ grammar }) => grammar !== undefined);
  if (first === undefined) return;
  const buildMany = () =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        // Only that it was built is kept: what is measured is what building itself holds on to.
        await buildFirstPrompt(wishFor(first.id), environment, options);
      }),
    );
  await buildMany();
  const heaps: number[] = [];
  const many = await measure(
    `${AT_ONCE} contexts at once`,
    async () => {
      await buildMany();
      globalThis.gc?.();
      heaps.push(Math.round(process.memoryUsage().heapUsed / MEGABYTE));
    },
    { rounds: 4, warmUps: 0 },
  );
  report({ ...many, note: `heap after each: ${heaps.join(", ")} MB` });
}
