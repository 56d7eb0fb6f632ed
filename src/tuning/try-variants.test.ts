import { describe, expect, test } from "vitest";
import type { RunEvent } from "../domain/run.ts";
import { readPackageFiles } from "../platform/package-files.ts";
import { sha256 } from "../platform/sha256.ts";
import { createScriptedModel } from "../providers/scripted/create-scripted-model.ts";
import { createPromptTemplates } from "../templates/create-prompt-templates.ts";
import { accepted, rejected, specification } from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { decideTrial } from "./decide-trial.ts";
import { type Trial, type TrialEvent, tryVariants } from "./try-variants.ts";
import { writeVariants } from "./variant-files.ts";

const BODY = "{{ specification }}";
const USED = { section: "operation", version: 1, variables: ["specification"] };
const GOOD = "```toy\n1 + 1 = 2\n```";
const BAD = "```toy\n1 + 1 = 3\n```";

async function tryOn(answers: readonly string[], { variants = 1, rounds = 5, maxRuns = 999 } = {}) {
  const language = fakeLanguagePack(({ text }) => (text.includes("= 2") ? accepted() : rejected()));
  const environment = createMemoryEnvironment(createScriptedModel(answers), {
    files: {},
    language,
  });
  const { files } = environment;
  const proposals = Array.from({ length: variants }, (_none, at) => ({
    kind: "add" as const,
    description: `"${at}": {{`,
    body: `${BODY}\n\nVariant ${at}`,
  }));
  await using written = await writeVariants(proposals, USED, files);
  const templates = createPromptTemplates({
    readBuiltIn: () => readPackageFiles("prompts/sections", ".liquid"),
    files,
    sha256,
  });
  const trial = tryVariants(environment, {
    section: "operation",
    used: { id: "operation@1", recordedId: "operation@1" },
    variants: written.variants.map(({ id, proposal }) => ({
      id,
      recordedId: `${id}+${sha256(proposal.body).slice(0, 8)}`,
    })),
    templates,
    specifications: [specification()],
    rounds,
    seed: 3,
    maxRuns,
    wishes: { limits: { repairs: 0 } },
    signal: undefined,
  });
  const events: TrialEvent[] = [];
  let step = await trial.next();
  for (; step.done !== true; step = await trial.next()) events.push(step.value);
  const journals: (readonly RunEvent[])[] = [];
  for (const { runId: id } of events) journals.push(await environment.records.read(id));
  return { events, trial: step.value as Trial, journals, environment, written };
}
const times = (count: number, ...answers: readonly string[]): readonly string[] =>
  Array.from({ length: count }, () => answers).flat();

describe("tryVariants()", () => {
  test("words both runs of a pair alike but for the section, with one seed", async () => {
    const { journals, environment } = await tryOn(times(5, BAD, GOOD));

    const starts = journals.flatMap(([start]) => (start?.type === "run-start" ? [start] : []));
    expect(starts.map(({ seed }) => seed)).toEqual([3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
    const [one, other] = starts;
    expect(one?.templates).toMatchObject({ operation: "operation@1", system: "system@1" });
    expect(other?.templates["operation"]).toMatch(/^operation@1-tuned-1\+[0-9a-f]{8}$/);
    expect({ ...other?.templates, operation: "operation@1" }).toEqual(one?.templates);
    const prompts = environment.model.requests.map(({ messages }) => JSON.stringify(messages));
    expect(prompts.map((prompt) => prompt.includes("Variant 0"))).toEqual(
      times(5, "used", "variant").map((text) => text === "variant"),
    );
  });

  test("keeps the clearest winner of several, and counts what each came to", async () => {
    const { trial } = await tryOn([...times(5, BAD, GOOD, GOOD), BAD, GOOD, GOOD], {
      variants: 2,
      rounds: 6,
    });

    expect(trial.comparisons.map(({ wins, isBetter }) => [wins, isBetter])).toEqual([
      [6, true],
      [6, true],
    ]);
    expect(trial.tallies.map(({ runs, accepted: all }) => [runs, all])).toEqual([
      [6, 0],
      [6, 6],
      [6, 6],
    ]);
    expect(decideTrial(trial).map(({ isKept }) => isKept)).toEqual([true, false]);
  });

  test("leaves a variant that can win no more, and goes on with the others", async () => {
    const answers = [BAD, BAD, GOOD, ...times(5, BAD, GOOD)];
    const { trial, events } = await tryOn(answers, { variants: 2, rounds: 6 });

    expect(trial.comparisons.map(({ pairs, hasGivenUp }) => [pairs, hasGivenUp])).toEqual([
      [1, true],
      [6, false],
    ]);
    expect(events.at(-1)).toMatchObject({ run: 13, left: 0 });
    expect(decideTrial(trial)).toMatchObject([
      { isKept: false, why: "it could win no more after 1 of the pairs" },
      { isKept: true },
    ]);
  });

  test("keeps nothing where the runs are used up, however well it went", async () => {
    const { trial, journals } = await tryOn(times(5, BAD, GOOD), { maxRuns: 9 });

    expect(trial.ended).toBe("runs");
    expect(journals).toHaveLength(9);
    expect(decideTrial(trial)).toMatchObject([{ isKept: false }]);
  });
});

describe("writeVariants()", () => {
  test("takes free names, and removes what is not kept", async () => {
    const proposal = { kind: "add" as const, description: "x", body: BODY };
    const { environment } = await tryOn([BAD, BAD]);
    const { files } = environment;
    const folder = ".specwright/prompts/operation";
    await files.writeText(`${folder}/1-tuned-4.liquid`, BODY);
    const write = () => writeVariants([proposal, proposal], USED, files);
    {
      await using written = await write();
      expect(written.variants.map(({ id }) => id)).toEqual([
        "operation@1-tuned-5",
        "operation@1-tuned-6",
      ]);
      written.keep("operation@1-tuned-6");
    }

    expect(await files.list(folder)).toEqual(["1-tuned-4.liquid", "1-tuned-6.liquid"]);
    const broken = {
      list: files.list,
      remove: files.remove,
      writeText: async (path: string, text: string) => {
        if (path.includes("-8")) throw new Error("full");
        await files.writeText(path, text);
      },
    };
    await expect(writeVariants([proposal, proposal], USED, broken)).rejects.toThrow("full");
    expect(await files.list(folder)).toHaveLength(2);
  });
});
