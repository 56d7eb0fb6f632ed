import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { modelRequest } from "../testing/builders.ts";
import { createEnvironment } from "./create-environment.ts";

const MODEL = "scripted/answers.json";
/** More than the window of a scripted model has tokens. */
const LONG = modelRequest({ messages: [{ role: "user", text: "x".repeat(240_000) }] });

const openAt = (maxUsd: number) => {
  const directory = mkdtempSync(join(tmpdir(), "specwright-"));
  writeFileSync(join(directory, "specwright.toml"), "");
  writeFileSync(join(directory, "answers.json"), '["ok"]');
  return createEnvironment({
    directory,
    settings: {
      model: MODEL,
      cache_directory: directory,
      models: { [MODEL]: { context_window_tokens: 1_000_000 } },
      prices: { [MODEL]: { input: 1, output: 0 } },
      max_usd: maxUsd,
    },
  });
};

describe("openModel()", () => {
  test("reserves for the window that configuration says the model has", async () => {
    await using small = await openAt(0.2);
    await using large = await openAt(0.3);

    await expect(Array.fromAsync(small.model.stream(LONG))).rejects.toMatchObject({
      code: "budget/exceeded",
    });
    expect((await Array.fromAsync(large.model.stream(LONG))).at(-1)?.type).toBe("response-end");
  });
});
