import { createHash } from "node:crypto";
import { normalize } from "node:path/posix";
import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Machine } from "../../ports/machine.ts";
import type { ProviderSettings } from "../../ports/provider.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { response, setup } from "../../testing/builders.ts";
import { replay } from "./index.ts";

const settings = {} as ProviderSettings;

const request = {
  messages: [{ role: "user", text: "add" }],
  answerStart: undefined,
  stopTexts: [],
  maxOutputTokens: 100,
  temperature: undefined,
  seed: 7,
  breakPoints: [],
  responseSchema: undefined,
  heldTo: undefined,
  draw: 0,
  escalation: 0,
} as const;

const events: readonly RunEvent[] = [
  { type: "run-start", runId: "r1", ...setup() },
  {
    type: "response-end",
    attempt: 1,
    requestSha256: createHash("sha256")
      .update(canonicalJson({ ...request, breakPoints: undefined }))
      .digest("hex"),
    response: response({ text: "3" }),
  },
];

/** A machine whose only file is the journal of run `r1`. */
const machineWith = (journal: string) =>
  ({
    files: {
      async readText(path: string) {
        if (normalize(path) === ".specwright/runs/r1.jsonl") return journal;
        throw new Fault("source/missing", `Cannot read "${path}": no such file`);
      },
    },
  }) as unknown as Machine;

const line = (event: RunEvent) => JSON.stringify({ at: "2026-01-01T00:00:00Z", event });

describe("replay", () => {
  test("open() answers from the journal of the run that the name tells", async () => {
    const model = await replay.open("r1", settings, machineWith(events.map(line).join("\n")));

    expect(model.id).toBe("replay/r1");
    expect(await Array.fromAsync(model.stream(request))).toMatchObject([
      { text: "3" },
      { answeredBy: "scripted/test" },
    ]);
  });

  test("open() skips lines that are torn, foreign, or of no use to it", async () => {
    const journal = [
      '{"header":{"version":"0.1.0"}}',
      '{"event":{"type":"text-delta","text":"3"}}',
      '{"event":{"type":"response-end","requestSha256":7}}',
      "not JSON",
      "",
      ...events.map(line),
      '{"event":{"type":"resp',
    ].join("\n");

    const model = await replay.open("r1", settings, machineWith(journal));

    expect(await Array.fromAsync(model.stream(request))).toMatchObject([{ text: "3" }, {}]);
  });

  test.each(["r2", "../runs/r1", "./r1", ""])(
    "open() refuses the id %j, which no run has",
    async (id) => {
      await expect(replay.open(id, settings, machineWith(""))).rejects.toMatchObject({
        code: "record/missing",
      });
    },
  );
});
