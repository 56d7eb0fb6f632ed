import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import { sha256 } from "../../platform/sha256.ts";
import { createHideSecrets } from "../../std/hide-secrets.ts";
import { accepted, attempt, rejected, specification } from "../../testing/builders.ts";
import { endedRun } from "../../testing/judged-runs.ts";
import type { RenderExchange } from "../examples/render-exchange.ts";
import type { RecordedRun, UnreadableRun } from "../examples/training-example.ts";
import { createHeldOutTasks } from "../filters/held-out-tasks.ts";
import { type ExportExamplesOptions, exportExamples } from "./export-examples.ts";

const words = (from: number, count = 40): string =>
  Array.from({ length: count }, (_none, at) => `word${from + at}`).join(" ");
const render: RenderExchange = ({ specification: { text } }, code) => ({
  prompt: [
    { role: "system", content: "Write sums." },
    { role: "user", content: text },
  ],
  answer: code.text,
});
const options: ExportExamplesOptions = {
  format: "chat",
  part: undefined,
  similarity: 0.8,
  allowedLicences: [],
  withEdits: true,
  heldOut: createHeldOutTasks([{ task: "secret-task", text: words(90_000) }], []),
  hideSecrets: createHideSecrets([]),
  render,
  sha256,
  signal: undefined,
};

interface Wishes {
  readonly wish?: string;
  readonly code?: string;
  readonly broken?: string;
  readonly file?: { readonly path: string; readonly text: string };
}

const recorded = (
  number: number,
  { wish = words(1000 * number), code = words(1000 * number + 500), ...more }: Wishes = {},
): RecordedRun => {
  const runId = `run-${number}`;
  const wrote = (text: string, verdict = accepted()) =>
    attempt({ candidate: { language: "toy", path: "sum.toy", text, companions: [] }, verdict });
  const asked = specification({
    text: wish,
    contextFiles: more.file === undefined ? [] : [more.file],
  });
  const attempts = [
    ...(more.broken === undefined ? [] : [wrote(more.broken, rejected())]),
    wrote(code),
  ];
  const events = endedRun(runId, attempts, { specification: asked });
  return { runId, events, sample: undefined, feedback: [] };
};

async function run(
  runs: readonly (RecordedRun | UnreadableRun)[],
  wishes: Partial<ExportExamplesOptions> = {},
) {
  const texts: string[] = [];
  const write = async (text: string): Promise<void> => void texts.push(text);
  const stream = async function* () {
    yield* runs;
  };
  const report = await exportExamples(stream(), { write }, { ...options, ...wishes });
  return { report, text: texts.join("") };
}
const lines = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("exportExamples()", () => {
  test("writes a line of chat for each accepted run, the same ones each time", async () => {
    const runs = [recorded(1), recorded(2)];

    const { report, text } = await run(runs);

    expect(lines(text)).toMatchObject([
      {
        messages: [
          { role: "system", content: "Write sums." },
          { role: "user", content: words(1000) },
          { role: "assistant", content: words(1500) },
        ],
        labels: { verdict: "accepted" },
        provenance: { runId: "run-1", licences: ["own"] },
      },
      { provenance: { runId: "run-2" } },
    ]);
    expect(report).toMatchObject({ runs: 2, examples: 2, languages: { toy: 2 }, firstPass: 2 });
    expect((await run(runs)).text).toBe(text);
  });

  test("writes pairs", async () => {
    const { text } = await run([recorded(1, { broken: words(7000) }), recorded(2)], {
      format: "preference",
    });

    expect(lines(text)).toMatchObject([
      {
        prompt: [{ role: "system" }, { role: "user" }],
        chosen: [{ role: "assistant", content: words(1500) }],
        rejected: [{ role: "assistant", content: words(7000) }],
      },
    ]);
  });

  test.each([
    ["duplicate", { wish: words(1000), code: words(1500) }],
    ["near-duplicate", { wish: words(1000), code: `${words(1500)} and one more` }],
    ["contaminated", { wish: `Do this: ${words(90_010, 25)}` }],
    ["contaminated", { code: words(90_010, 25) }],
    ["secret", { code: 'const key = "ghp_0123456789abcdefghij0123";' }],
    ["secret", { wish: "Use Bearer 0123456789abcdef for it" }],
    ["licence", { code: "// SPDX-License-Identifier: GPL-3.0-only\n" }],
    ["licence", { file: { path: "vendor/a.toy", text: "1 + 1 = 2" } }],
    ["licence", { file: { path: "a.toy", text: "// All rights reserved." } }],
  ] as const)("leaves out as %s what is %j, and counts it", async (reason, wishes) => {
    const { report, text } = await run([recorded(1), recorded(2, wishes), recorded(3)]);

    expect(report.dropped[reason]).toBe(1);
    expect(report.examples).toBe(2);
    expect(lines(text).map(({ provenance }) => provenance)).toMatchObject([
      { runId: "run-1" },
      { runId: "run-3" },
    ]);
  });

  test("looks for secrets in what was rejected too", async () => {
    const broken = "ghp_0123456789abcdefghij0123";

    const { report } = await run([recorded(1, { broken })], { format: "preference" });

    expect(report.dropped.secret).toBe(1);
  });

  test("lets through the licences that were named, and says which others there were", async () => {
    const file = { path: "vendor/a.toy", text: "// SPDX-License-Identifier: MPL-2.0" };
    const runs = [recorded(1, { file })];

    expect((await run(runs)).report.refusedLicences).toEqual({ "MPL-2.0": 1 });
    const { report } = await run(runs, { allowedLicences: ["MPL-2.0"] });
    expect(report).toMatchObject({ examples: 1, licences: { "MPL-2.0": 1 } });
  });

  test("compares nothing with what was left out", async () => {
    const secret = "const key = 'ghp_0123456789abcdefghij0123';";
    const wishes = { wish: words(1000), code: words(1500) };

    const { report } = await run([
      recorded(1, { ...wishes, code: `${words(1500)} ${secret}` }),
      recorded(2, wishes),
    ]);

    expect(report).toMatchObject({ examples: 1, dropped: { secret: 1, "near-duplicate": 0 } });
  });

  test("counts and names journals that cannot be read, and runs in languages that are not here", async () => {
    const unknown = new Fault("language/unknown", 'Cannot find a language called "elvish"');
    const renderKnown: RenderExchange = (setup, code) => {
      if (code.text === "elvish") throw unknown;
      return render(setup, code);
    };

    const { report } = await run(
      [{ runId: "torn", why: "line 3 is broken" }, recorded(1, { code: "elvish" }), recorded(2)],
      { render: renderKnown },
    );

    expect(report).toMatchObject({
      runs: 3,
      examples: 1,
      dropped: { unreadable: 2 },
      unreadable: [
        { runId: "torn", why: "line 3 is broken" },
        { runId: "run-1", why: unknown.message },
      ],
    });
  });

  test("parts examples by their specification: together the parts are all of them", async () => {
    const runs = Array.from({ length: 60 }, (_none, at) => recorded(at));
    const all = await run(runs);
    const train = await run(runs, { part: "train" });
    const validation = await run(runs, { part: "validation" });

    expect(validation.report.examples).toBeGreaterThan(0);
    expect(train.report.examples).toBe(validation.report.otherPart);
    expect([...lines(train.text), ...lines(validation.text)]).toHaveLength(60);
    expect(new Set(`${train.text}${validation.text}`.split("\n"))).toEqual(
      new Set(all.text.split("\n")),
    );
  });

  test("stops when it is aborted", async () => {
    const reason = new Error("stop");

    await expect(run([recorded(1)], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
