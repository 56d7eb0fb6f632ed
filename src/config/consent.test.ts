import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ModelPrice } from "../domain/price.ts";
import { judgeConsent } from "./consent.ts";
import { type Config, loadConfig } from "./load-config.ts";

const priced = (input: number): ModelPrice => ({
  modelId: "toy/model",
  tiers: [{ aboveInputTokens: 0, rates: { input, output: 0, cacheRead: 0, cacheWrite: 0 } }],
  batchFactor: undefined,
  source: "test",
  asOf: "2026-11-21",
});
const config = (flags: object = {}, variables: Record<string, string> = {}): Promise<Config> =>
  loadConfig({
    root: "/nonexistent",
    flags,
    variables: { XDG_CONFIG_HOME: "/nonexistent", ...variables },
  });

describe("judgeConsent()", () => {
  test("asks nobody about models that are all free", async () => {
    expect(judgeConsent([priced(0), priced(0)], await config())).toEqual({ state: "free" });
  });

  test("needs consent as soon as one of the models is paid, or has no known price", async () => {
    expect(judgeConsent([priced(0), priced(1)], await config())).toEqual({ state: "needed" });
    expect(judgeConsent([undefined], await config())).toEqual({ state: "needed" });
  });

  test("takes a flag or a setting for consent, and says which", async () => {
    const byFlag = await config({ spend_without_asking: true });
    const byVariable = await config({}, { SPECWRIGHT_SPEND_WITHOUT_ASKING: "true" });

    expect(judgeConsent([priced(1)], byFlag)).toEqual({ state: "given", by: "--yes" });
    expect(judgeConsent([priced(1)], byVariable)).toEqual({
      state: "given",
      by: "spend_without_asking from SPECWRIGHT_SPEND_WITHOUT_ASKING",
    });
  });

  test("does not tell where the user's file is", async () => {
    const home = mkdtempSync(join(tmpdir(), "specwright-consent-"));
    mkdirSync(join(home, "specwright"));
    writeFileSync(join(home, "specwright", "config.toml"), "spend_without_asking = true\n");

    expect(judgeConsent([priced(1)], await config({}, { XDG_CONFIG_HOME: home }))).toEqual({
      state: "given",
      by: "spend_without_asking from the user's configuration file",
    });
  });
});
