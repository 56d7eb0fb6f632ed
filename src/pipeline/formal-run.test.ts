import { describe, expect, test } from "vitest";
import type { GivenAnswer } from "../domain/batch.ts";
import type { RunEvent } from "../domain/run.ts";
import type { Verdict } from "../domain/verdict.ts";
import { sha256 } from "../platform/sha256.ts";
import { createReplayModel, createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
import { nonceOf, renderMarkedBlock } from "../std/marked-blocks.ts";
import {
  accepted,
  callRecord,
  diagnostic,
  formalSpecification,
  inconclusive,
  rejected,
  response,
} from "../testing/builders.ts";
import { fakeMarkedPack } from "../testing/fake-marked-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { readFirstAnswer, readRunState } from "./record/run-state.ts";
import { drain, generate, generateEvents, resumeRun } from "./run.ts";

const grow = formalSpecification();
const nonce = nonceOf(sha256, [grow.name, grow.source]);
const slot = (name: string, text: string): string =>
  renderMarkedBlock({ nonce, label: `grow / ${name}` }, text);
const body = (text: string): string => slot("vc-code", `{ ${text} }\n`);

/** `wrong …` is refused, `slow …` is not finished; everything else holds. */
function judge({ text }: { readonly text: string }): Verdict {
  const [, mistake] = /(wrong \w+)/u.exec(text) ?? [];
  if (mistake !== undefined) {
    const errors = [diagnostic({ phase: "proof", category: "other", message: mistake })];
    return rejected({ phase: "proof", diagnostics: errors });
  }
  return text.includes("slow")
    ? inconclusive({
        phase: "proof",
        diagnostics: [diagnostic({ category: "resource", severity: "warning" })],
      })
    : accepted({ phase: "proof" });
}

const environmentOf = (
  answers: readonly ScriptedAnswer[],
  files: Readonly<Record<string, string>> = {},
) =>
  createMemoryEnvironment(createScriptedModel(answers), { files, language: fakeMarkedPack(judge) });
const run = (...answers: readonly ScriptedAnswer[]) => generate(grow, environmentOf(answers));
const given: GivenAnswer = {
  response: response({ text: `${slot("vc-helpers", "")}${body("wrong given")}` }),
  requestSha256: "b".repeat(64),
  calls: [callRecord({ costUsd: 0.001 }), callRecord({ costUsd: 0.002 })],
};
async function collect(events: AsyncGenerator<RunEvent, unknown>): Promise<readonly RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe("generate() fills the slots of a file", () => {
  test("and seals what the verifier accepted", async () => {
    const outcome = await run(`Here:\n${slot("vc-helpers", "lemma L()")}${body("grow;")}`);

    expect(outcome).toMatchObject({
      status: "accepted",
      artifact: {
        path: "grow.proof",
        text: grow.source
          .replace("// <vc-helpers>\n", "// <vc-helpers>\nlemma L()\n")
          .replace("{ assume false; }", "{ grow; }"),
        evidence: { specification: { name: "grow" } },
      },
    });
  });

  test("asks for a missing slot alone, then repairs, up to five times", async () => {
    const wrong = ["wrong one", "wrong two", "wrong three", "wrong four"].map(body);
    const outcome = await run(slot("vc-helpers", "lemma L()"), ...wrong, body("right"));

    expect(outcome.status).toBe("accepted");
    expect(outcome.attempts.map(({ plan }) => plan.kind)).toEqual([
      "first",
      "completion",
      ...Array<string>(4).fill("repair"),
    ]);
    expect(outcome.attempts.at(-1)?.candidate?.text).toContain("lemma L()");
  });

  test("stops where a text comes back, or the same errors again and again", async () => {
    const back = await run(body("wrong a"), body("wrong b"), body("wrong a"), body("right"));
    const again = await run(...["", ";", ";;"].map((end) => body(`wrong a${end}`)), body("right"));

    expect([back.status, again.status]).toEqual(["exhausted", "exhausted"]);
    expect([back.attempts.length, again.attempts.length]).toEqual([3, 3]);
  });

  test("tries another proof where the verifier did not finish, once", async () => {
    expect(await run(body("slow"), body("fast"))).toMatchObject({ status: "accepted" });
    const outcome = await run(body("slow"), body("slow too"), body("fast"));
    expect(outcome).toMatchObject({ status: "inconclusive" });
    expect(outcome.attempts).toHaveLength(2);
  });
});

describe("generateEvents() with a given answer", () => {
  test("asks no model for the first attempt, and keeps calls and request", async () => {
    const environment = environmentOf([]);
    const right = { ...given, response: response({ text: body("right") }) };

    const events = await collect(generateEvents(grow, environment, { runId: "r", given: right }));

    expect(events.map(({ type }) => type)).toEqual([
      "run-start",
      ...["attempt-start", "call-end", "call-end", "response-end", "check-start", "attempt-end"],
      "run-end",
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "response-end", requestSha256: given.requestSha256 }),
    );
    expect(readFirstAnswer(await environment.records.read("r"))).toEqual(right);
    expect(readRunState(await environment.records.read("r")).spentNanoUsd).toBe(3_000_000);
  });

  test("asks the model from the second attempt on", async () => {
    const outcome = await generate(grow, environmentOf([body("right")]), { given });

    expect(outcome.status).toBe("accepted");
    expect(outcome.attempts.map(({ plan }) => plan.kind)).toEqual(["first", "repair"]);
  });

  test("goes on from any byte of its journal, and asks for nothing that was answered", async () => {
    const answers = [body("wrong two"), body("right")];
    const first = environmentOf(answers);
    const whole = await generate(grow, first, { runId: "r", given });
    const path = ".specwright/runs/r.jsonl";
    const journal = first.files.texts.get(path) ?? "";
    const start = journal.indexOf("\n", journal.indexOf("run-start")) + 1;
    const end = journal.lastIndexOf("\n", journal.length - 2);

    for (let cut = start; cut <= end; cut += 131) {
      const environment = environmentOf([], { [path]: journal.slice(0, cut) });
      const events = await environment.records.read("r");
      const answered = events.filter(({ type }) => type === "response-end").length;
      const rest = createScriptedModel(answers.slice(Math.max(0, answered - 1)));
      const model = createReplayModel(events, { next: rest });

      // Before the first answer is in the journal, who gave it gives it again.
      const outcome = await drain(resumeRun("r", { ...environment, model }, { given }));

      expect(outcome).toEqual(whole);
      expect(readRunState(await environment.records.read("r")).spentNanoUsd).toBe(3_000_000);
    }
  });

  test("is replayed from its journal to the same outcome", async () => {
    const first = environmentOf([body("right")]);
    const whole = await generate(grow, first, { runId: "r", given });
    const events = await first.records.read("r");
    const { setup } = readRunState(events);
    const environment = { ...environmentOf([]), model: createReplayModel(events) };

    const again = await generate(grow, environment, {
      ...setup,
      runId: "r",
      given: readFirstAnswer(events),
    });

    expect(again.attempts).toEqual(whole.attempts);
  });
});
