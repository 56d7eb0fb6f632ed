import { describe, expect, test } from "vitest";
import type { RouteChoice } from "../domain/route-traffic.ts";
import type { RunEvent } from "../domain/run.ts";
import { wrapModel } from "../ports/wrap-model.ts";
import { createReplayModel, createScriptedModel } from "../providers/index.ts";
import { accepted, callRecord, diagnostic, rejected, specification } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { drain, generateEvents, resumeRun } from "./run.ts";

const ANSWERS = ["1 + 1 = 3", "1 + 1 = 2"].map((sum) => `\`\`\`toy\n${sum}\n\`\`\``);
const choice = (isTaken: boolean): RouteChoice => ({
  route: "tuned",
  isTaken,
  share: 0.5,
  isCounted: true,
});

/** A model that is on another side of its route at each call, unless it is told where it was. */
function fickle(answers: readonly string[]) {
  const told: (boolean | undefined)[] = [];
  const ends: { readonly runId: string; readonly types: readonly string[] }[] = [];
  const scripted = createScriptedModel(answers);
  const model = wrapModel(
    scripted,
    async function* (request, options = {}) {
      told.push(options.route?.isTaken);
      const route = options.route ?? choice(told.length % 2 === 1);
      yield { type: "call-end", call: callRecord({ route }) };
      yield* scripted.stream(request, options);
    },
    {
      async runEnded(runId: string, events: readonly RunEvent[]) {
        ends.push({ runId, types: events.map(({ type }) => type) });
      },
    },
  );
  return { model, told, ends };
}

const environmentOf = (model: ReturnType<typeof fickle>["model"]) =>
  createMemoryEnvironment(model, {
    files: {},
    language: fakeLanguagePack(({ text }) =>
      text.includes("= 2")
        ? accepted()
        : rejected({ diagnostics: [diagnostic({ message: text })] }),
    ),
  });

describe("a run's route", () => {
  test("stays what its first call's was, and its end is told once", async () => {
    const { model, told, ends } = fickle(ANSWERS);

    await drain(generateEvents(specification(), environmentOf(model), { runId: "r1" }));

    expect(told).toEqual([undefined, true]);
    expect(ends).toEqual([
      { runId: "r1", types: ["call-end", "attempt-end", "call-end", "attempt-end"] },
    ]);
  });

  test("stays so after a stop: the journal knows, and what it tells is told with the end", async () => {
    const { model, told, ends } = fickle(ANSWERS);
    const environment = environmentOf(model);
    for await (const { type } of generateEvents(specification(), environment, { runId: "r1" }))
      if (type === "attempt-end") break;
    const again = createReplayModel(await environment.records.read("r1"), { next: model });

    await drain(resumeRun("r1", { ...environment, model: again }));

    expect(told).toEqual([undefined, true]);
    expect(ends.map(({ types }) => types.length)).toEqual([4]);
  });
});
