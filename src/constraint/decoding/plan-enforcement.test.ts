import { describe, expect, test } from "vitest";
import { Fault } from "../../domain/fault.ts";
import type { ConstraintEngine } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { PrefixJudge } from "../../ports/prefix-judge.ts";
import { createFakeTokenModel } from "../../testing/fake-token-access.ts";
import {
  bytesVocabulary,
  constraintSet,
  createTickingClock,
  holdFakeModel,
  larkOf,
} from "../../testing/hold-fake-model.ts";
import { wasmEngine } from "../engines/llguidance-wasm.ts";
import { holdToConstraints } from "./hold-to-constraints.ts";

const judge = (level: PrefixJudge["level"]): PrefixJudge => ({
  level,
  describes: `${level}s by a toy`,
  start: {} as PrefixJudge["start"],
});
const bias = { describes: "names of 3 files", weigh: () => undefined };
const likely = () => new Map([[97, 1]]);

const plan = (set: Partial<ConstraintSet>) => {
  const { planEnforcement } = holdFakeModel(likely).model;
  if (planEnforcement === undefined) throw new TypeError("it plans nothing");
  return planEnforcement(constraintSet(set));
};

function heldBy(engine: ConstraintEngine) {
  const fake = createFakeTokenModel({ vocabulary: bytesVocabulary, likely });
  return holdToConstraints(fake, {
    clock: createTickingClock(),
    open: () => Promise.resolve({ engine, vocabulary: bytesVocabulary }),
  });
}

describe("planEnforcement()", () => {
  test("tells of each level that the set has what becomes of it", async () => {
    const report = await plan({
      syntax: larkOf('start: "a"'),
      judges: [judge("type"), judge("semantic")],
      bias,
      gaps: [{ level: "semantic", why: "the examples of `f` cannot be run" }],
    });

    expect(report.by).toMatch(/^llguidance-/);
    expect(report.levels.map(({ level, how }) => `${level} ${how}`)).toEqual([
      "syntax enforced",
      "type enforced",
      "semantic weakened",
      "context enforced",
    ]);
    expect(report.levels[2]?.why).toBe("semantics by a toy, but the examples of `f` cannot be run");
  });

  test("tells of what nothing sees to", async () => {
    const { levels } = await plan({ gaps: [{ level: "type", why: "no compiler is here" }] });

    expect(levels).toEqual([{ level: "type", how: "ignored", why: "no compiler is here" }]);
  });

  test.each([
    ["cannot be read", 'start: "a\n', "line 1"],
    [
      "never ends",
      'start: "a" start',
      ': line 1, column 1: cannot finish: the rule "start" has no',
    ],
    [
      "holds what is nothing",
      'start: "a" A\nA: /b/ & /c/',
      'line 2, column 1: .*"A" matches no text',
    ],
    ["is not done rightly", 'start: x::0x1\nx::_: "a"', "cannot be enforced"],
  ])("refuses a grammar that %s, with its place", async (_, lark, words) => {
    await expect(plan({ syntax: larkOf(lark), describes: "the body of f" })).rejects.toMatchObject({
      code: "constraint/refused",
      message: expect.stringMatching(new RegExp(`the body of f.*${words}`, "s")),
      help: expect.stringContaining("--unconstrained"),
    });
  });

  test("refuses before anything is written too", async () => {
    const { model, fake } = holdFakeModel(likely);
    const constraints = constraintSet({ syntax: larkOf('start: "a" start') });

    const events = Array.fromAsync(model.stream({ messages: [] } as never, { constraints }));

    await expect(events).rejects.toMatchObject({ code: "constraint/refused" });
    expect(fake.passes).toEqual([]);
  });

  test("ignores a grammar that only this engine's own limits refuse, and says so", async () => {
    const engine: ConstraintEngine = {
      ...wasmEngine,
      load: () =>
        Promise.resolve({
          compile: () => ({
            isCompiled: false,
            refusals: [
              { reason: "over-limits", message: "too many", line: undefined, column: undefined },
            ],
          }),
          dispose: () => undefined,
        }),
    };
    const model = heldBy(engine);
    const set = constraintSet({ syntax: larkOf('start: "b"'), judges: [] });

    const report = await model.planEnforcement?.(set);

    expect(report?.levels).toMatchObject([{ level: "syntax", how: "ignored" }]);
  });

  test("ignores all where the engine cannot read the model's vocabulary", async () => {
    const engine: ConstraintEngine = {
      ...wasmEngine,
      load: () => Promise.reject(new Fault("constraint/engine-failed", "Cannot load it: odd")),
    };
    const model = heldBy(engine);
    const constraints = constraintSet({ syntax: larkOf('start: "b"'), bias });

    const report = await model.planEnforcement?.(constraints);
    const events = await Array.fromAsync(model.stream({ messages: [] } as never, { constraints }));

    expect(report).toMatchObject({
      by: "nothing",
      levels: [
        { level: "syntax", how: "ignored", why: "Cannot load it: odd" },
        { level: "context", how: "ignored" },
      ],
    });
    expect(events).toEqual([{ type: "text-delta", text: "written freely" }]);
  });

  test("opens the engine once, and only when constraints are asked for", async () => {
    let opened = 0;
    const fake = createFakeTokenModel({ vocabulary: bytesVocabulary, likely });
    const model = holdToConstraints(fake, {
      clock: createTickingClock(),
      open: () => {
        opened += 1;
        return Promise.resolve({ engine: wasmEngine, vocabulary: bytesVocabulary });
      },
    });
    await Array.fromAsync(model.stream({ messages: [] } as never));
    expect(opened).toBe(0);

    const set = constraintSet({ syntax: larkOf('start: "a"') });
    await Promise.all([model.planEnforcement?.(set), model.planEnforcement?.(set)]);

    expect(opened).toBe(1);
  });
});
