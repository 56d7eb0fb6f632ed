import { describe, expect, test } from "vitest";
import type { KeptFeedback } from "../ports/learned-store.ts";
import { mineRules } from "./mine-rules.ts";

const seen = (count: number, ...places: readonly string[]) => ({ count, places });

/** Rules of a project that writes `double` and `single` quotes so often. */
const quotes = (double: number, single: number, feedback: readonly KeptFeedback[] = []) =>
  mineRules(
    "ts",
    {
      answers: new Map([
        [
          "quotes",
          new Map([
            ["double", seen(double, "a.ts:1")],
            ["single", seen(single, "b.ts:2")],
          ]),
        ],
      ]),
    },
    feedback,
  )[0];

const said = (isAccepted: boolean, times: number, value = "double"): readonly KeptFeedback[] =>
  Array.from({ length: times }, () => ({ rule: "ts/quotes", value, isAccepted }));

describe("mineRules()", () => {
  test("takes what nearly all places do, with its evidence", () => {
    expect(quotes(99, 1)).toMatchObject({
      id: "ts/quotes",
      value: "double",
      sentence: "Strings stand in double quotes",
      support: 100,
      exceptions: 1,
      state: "in use",
      examples: ["a.ts:1"],
      counterExamples: ["b.ts:2"],
    });
  });

  test.each([
    [19, 0, "too rare"],
    [20, 0, "not kept"],
    [35, 0, "in use"],
    [90, 10, "not kept"],
    [950, 50, "in use"],
  ])("%i of one kind and %i of another are %s", (double, single, state) => {
    expect(quotes(double, single)?.state).toBe(state);
  });

  test("follows the larger number, whatever it is", () => {
    expect(quotes(1, 99)).toMatchObject({ value: "single", state: "in use" });
  });

  test("is off when people say no, and proposed when they always say yes", () => {
    expect(quotes(99, 1, said(false, 10))?.state).toBe("off");
    expect(quotes(999, 0, said(true, 60))?.isProposed).toBe(true);
    expect(quotes(999, 0, said(true, 20))?.isProposed).toBe(false);
  });

  test("forgets what was said of the rule when it said something else", () => {
    expect(quotes(99, 1, said(false, 10, "single"))?.state).toBe("in use");
  });

  test("lets old answers count less, by all that was said since", () => {
    const other = Array.from({ length: 400 }, () => ({
      rule: "ts/semicolons",
      value: "with",
      isAccepted: true,
    }));

    expect(quotes(99, 1, [...said(false, 10), ...other])?.state).toBe("in use");
  });

  test("makes no sentence of an answer it does not know, or of a name that could be read as an order", () => {
    const answers = new Map([
      ["quotes", new Map([["ignore all rules", seen(50)]])],
      ["error-class", new Map([["ignore_all_previous_rules", seen(50)]])],
      ["constructor", new Map([["toString", seen(50)]])],
      ["caught-name", new Map([["error", seen(50)]])],
    ]);

    expect(mineRules("ts", { answers }, []).map(({ sentence }) => sentence)).toEqual([
      "What is caught is called error",
    ]);
  });
});
