import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../config/load-config.ts";
import type { PlannedWork } from "../../model-access/money/estimate.ts";
import type { AuditEntry } from "../../ports/audit-log.ts";
import { createScriptedModel } from "../../providers/index.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { askConsent } from "./ask-consent.ts";
import { askYesNo } from "./ask-yes-no.ts";
import { createTerminal } from "./terminal.ts";

const PAID = { prices: { "scripted/test": { input: 2, output: 10 } } };
const WORK: PlannedWork = {
  prompt: { messages: [{ role: "user", text: "u".repeat(2500) }], breakPoints: [] },
  limits: { samples: 1, repairs: 0, escalations: 0, maxOutputTokens: 1000, costUsd: undefined },
};

interface Setting {
  readonly flags?: object;
  readonly answer?: string | undefined;
  readonly isTerminal?: boolean;
  readonly modelId?: string;
}

async function consent({ flags = PAID, answer, isTerminal = true, modelId }: Setting) {
  const config = await loadConfig({
    root: "/nonexistent",
    flags,
    variables: { XDG_CONFIG_HOME: "/nonexistent" },
  });
  let said = "";
  let planned = 0;
  const entries: AuditEntry[] = [];
  const write = (text: string): boolean => {
    said += text;
    return true;
  };
  const input = Object.assign(new PassThrough(), { isTTY: isTerminal });
  const output = new PassThrough().setEncoding("utf8");
  output.on("data", write);
  if (answer === undefined) input.end();
  else input.write(`${answer}\n`);
  const error: unknown = await askConsent(
    async () => {
      planned += 1;
      return [WORK, WORK];
    },
    {
      config,
      clock: createFakeClock(),
      model: createScriptedModel([], { id: modelId }),
      terminal: createTerminal({
        stdout: { write: write as never },
        stderr: { write: write as never, isTTY: isTerminal as true, columns: 80 },
      }),
      signal: new AbortController().signal,
      audit: { append: (entry) => entries.push(entry) },
      input,
      output,
    },
  ).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, said, entries, planned };
}

describe("askConsent()", () => {
  test("never asks about a free model, and does not plan for it", async () => {
    const { error, said, planned } = await consent({ flags: {}, isTerminal: false });

    expect([error, said, planned]).toEqual([undefined, "", 0]);
  });

  test.each(["y", "YES", " y "])(
    "goes on after %j, and keeps what was agreed to",
    async (answer) => {
      const { error, said, entries } = await consent({ answer });

      expect(error).toBeUndefined();
      expect(said).toContain('asking "scripted/test" may cost $0.0061 to $0.12');
      expect(said).toContain("prices of 2026-01-01 (--prices)");
      expect(said).toContain("Spend it? [y/N]");
      expect(entries).toMatchObject([
        {
          action: "consent-given",
          details: { model: "scripted/test", by: "answer on the terminal" },
        },
      ]);
    },
  );

  test.each(["n", "", "yesterday", undefined])("spends nothing after %j", async (answer) => {
    const { error, entries } = await consent({ answer });

    expect(error).toMatchObject({ code: "budget/no-consent" });
    expect(entries).toEqual([]);
  });

  test("shows the range and refuses on a pipe, and says what would do", async () => {
    const { error, said } = await consent({ answer: "y", isTerminal: false });

    expect(said).toContain("may cost");
    expect(error).toMatchObject({
      code: "budget/no-consent",
      help: expect.stringMatching(/--yes.*spend_without_asking/),
    });
  });

  test("shows the range and asks nobody after --yes", async () => {
    const { error, said, entries } = await consent({
      flags: { ...PAID, spend_without_asking: true },
      isTerminal: false,
    });

    expect(error).toBeUndefined();
    expect(said).toContain("may cost");
    expect(said).not.toContain("[y/N]");
    expect(entries).toMatchObject([{ details: { by: "--yes" } }]);
  });

  test("ends the range at the limit, and says whose it is", async () => {
    const { said } = await consent({ flags: { ...PAID, max_usd: 0.01 }, answer: "y" });

    expect(said).toContain("may cost $0.0061 to $0.010");
    expect(said).toContain("limit $0.010 by --max-usd");
  });

  test("asks about a free model too when another one may be asked that is not", async () => {
    const flags = { fallback_models: ["anthropic/claude-sonnet-5-5"] };

    expect((await consent({ flags, answer: "n" })).error).toMatchObject({
      code: "budget/no-consent",
    });
  });

  test("says that the cost is not known, and refuses that under a limit", async () => {
    const asked = await consent({ modelId: "lab/x", answer: "y" });
    const limited = await consent({ modelId: "lab/x", answer: "y", flags: { max_usd: 1 } });

    expect(asked).toMatchObject({
      error: undefined,
      said: expect.stringContaining('asking "lab/x" costs money, and how much is not known'),
    });
    expect(limited).toMatchObject({ error: { code: "budget/no-price" }, entries: [] });
  });

  test("ends with the signal's reason while it waits for an answer", async () => {
    const abort = new AbortController();
    const reason = new Error("interrupted");
    const input = new PassThrough();

    const asking = askYesNo("Go on?", {
      input,
      output: new PassThrough(),
      signal: abort.signal,
    });
    abort.abort(reason);

    await expect(asking).rejects.toBe(reason);
  });
});
