/** The compiler's own judge of beginnings before a model that chooses its tokens itself. */

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openTypeJudge } from "../../languages/typescript/prefix/open-type-judge.ts";
import { goOn } from "../../model-access/continuation/go-on.ts";
import { textAfter } from "../../model-access/continuation/text-after.ts";
import { systemClock } from "../../platform/clock.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import {
  createScriptedModel,
  type ScriptedAnswer,
} from "../../providers/scripted/create-scripted-model.ts";
import { modelRequest } from "../../testing/builders.ts";
import { openByteCompiler } from "./open-byte-compiler.ts";
import { resampleToConstraints } from "./resample-to-constraints.ts";

const PREFIX = "export function longest(words: readonly string[]): number {\n";

async function openSet(): Promise<ConstraintSet> {
  const root = mkdtempSync(join(tmpdir(), "specwright-judge-"));
  writeFileSync(join(root, "package.json"), "{}");
  const machine = { files: { root } } as Parameters<typeof openTypeJudge>[0]["machine"];
  const judge = await openTypeJudge({
    machine,
    profile: "strict",
    path: "longest.ts",
    prefix: PREFIX,
  });
  return {
    id: "longest",
    describes: "the body of longest",
    prefix: PREFIX,
    syntax: undefined,
    judges: [judge],
    bias: undefined,
    gaps: [],
  };
}

async function ask(answers: readonly ScriptedAnswer[]) {
  const scripted = createScriptedModel(answers, { chunkLength: 7 });
  const model = resampleToConstraints(scripted, {
    goOn,
    clock: systemClock,
    openCompiler: openByteCompiler,
  });
  const events = await Array.fromAsync(
    model.stream(modelRequest({ maxOutputTokens: 1000 }), { constraints: await openSet() }),
  );
  const end = events.flatMap((event) => (event.type === "decoding-end" ? [event.report] : []));
  return { text: events.reduce(textAfter, ""), report: end[0], requests: scripted.requests };
}

const answer = (body: string): string => `Here it is:\n\`\`\`ts\n${PREFIX}${body}\n}\n\`\`\`\n`;

describe("resampleToConstraints() with the judge of types", () => {
  test("lets a well typed answer pass as it is", async () => {
    const good = answer(
      "  let most = 0;\n  for (const word of words) {\n    most = Math.max(most, word.length);\n  }\n  return most;",
    );

    const { text, report } = await ask([good]);

    expect(text).toBe(good);
    expect(report).toMatchObject({ ended: "complete", relaxations: [], refusals: { type: 0 } });
    expect(report?.perStatement.count).toBeGreaterThan(0);
  });

  test.each([
    [
      "a member that is none",
      "  const sizes = words.map((word) => word.lenght);\n",
      "  const sizes = words.map((word) => word.length);\n",
    ],
    [
      "a value of another type",
      "  const sizes: string[] = words.map((word) => word.length);\n",
      "  const sizes: number[] = words.map((word) => word.length);\n",
    ],
  ])("stops %s in the second statement, and the answer ends clean", async (_, wrong, right) => {
    const first = "  const start = 0;\n";
    const last = "  return Math.max(start, ...sizes);";
    const whole = answer(`${first}${right}${last}`);

    // Said again from its beginning, as models do that are asked to go on.
    const { text, report, requests } = await ask([answer(`${first}${wrong}${last}`), whole]);

    expect(text).toBe(whole);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.messages.at(-2)?.text).toContain(first);
    expect(report).toMatchObject({ ended: "complete", relaxations: [], refusals: { type: 1 } });
  });
});
