import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Opinion } from "../../domain/feedback.ts";
import { feedback } from "../../testing/feedback.ts";
import { cohensKappa, countLabels, findAgreements } from "./agreement.ts";
import { standingFeedback } from "./standing-feedback.ts";

const times = <T>(count: number, value: T): readonly T[] =>
  Array.from({ length: count }, () => value);
const opinion = fc.constantFrom<Opinion>("accept", "reject", "edit");
const pairs = fc.array(fc.tuple(opinion, opinion), { maxLength: 40 });

describe("cohensKappa()", () => {
  test("is what the textbook's table gives", () => {
    const table = [
      ...times(20, ["yes", "yes"] as const),
      ...times(5, ["yes", "no"] as const),
      ...times(10, ["no", "yes"] as const),
      ...times(15, ["no", "no"] as const),
    ];

    const { count, agreed, kappa } = cohensKappa(table);

    expect([count, agreed]).toEqual([50, 35]);
    expect(kappa).toBeCloseTo(0.4, 12);
  });

  test("has no value where both said one thing of everything", () => {
    expect(cohensKappa([])).toEqual({ count: 0, agreed: 0, kappa: undefined });
    expect(cohensKappa(times(9, ["a", "a"] as const)).kappa).toBeUndefined();
    expect(cohensKappa(times(9, ["a", "b"] as const)).kappa).toBe(0);
  });

  test("is 1 exactly for agreement, between -1 and 1 otherwise, and the same with the two exchanged", () => {
    fc.assert(
      fc.property(pairs, (said) => {
        const { agreed, count, kappa } = cohensKappa(said);

        expect(cohensKappa(said.map(([one, other]) => [other, one] as const)).kappa).toBe(kappa);
        expect(cohensKappa([...said, ...said]).kappa ?? 0).toBeCloseTo(kappa ?? 0, 12);
        expect((kappa ?? 1) === 1).toBe(agreed === count);
        expect(Math.abs(kappa ?? 1)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("findAgreements()", () => {
  test("compares each two named people on what both judged", () => {
    const said = [
      feedback({ by: "ann", runId: "a" }),
      feedback({ by: "ann", runId: "b", opinion: "reject" }),
      feedback({ by: "bob", runId: "a" }),
      feedback({ by: "bob", runId: "b", opinion: "reject" }),
      feedback({ by: "cy", runId: "c" }),
      feedback({ runId: "a", opinion: "reject" }),
    ];

    expect(findAgreements(said)).toEqual([
      { people: ["ann", "bob"], count: 2, agreed: 2, kappa: 1 },
    ]);
  });
});

describe("standingFeedback()", () => {
  test("keeps the last that each said of an attempt", () => {
    const [first, other, last] = [
      feedback({ by: "ann", note: "first" }),
      feedback({ note: "nobody's" }),
      feedback({ by: "ann", note: "last", opinion: "reject" }),
    ];
    const second = feedback({ by: "ann", attempt: 2 });

    expect(standingFeedback([first, other, second, last])).toEqual([other, second, last]);
  });
});

describe("countLabels()", () => {
  test("counts by opinion, reason, person and edit, and lists what is disputed", () => {
    const edit = { code: "x", verdict: "rejected" } as const;

    expect(
      countLabels([
        feedback({ by: "ann", runId: "a" }),
        feedback({ by: "ann", runId: "b", opinion: "reject", reason: "unsafe" }),
        feedback({ by: "bob", runId: "b", opinion: "edit", edit, reason: "unsafe" }),
        feedback({ runId: "c", opinion: "reject", reason: "incomplete" }),
      ]),
    ).toEqual({
      candidates: 3,
      byOpinion: { accept: 1, reject: 2, edit: 1 },
      byReason: { unsafe: 2, incomplete: 1 },
      byPerson: [
        { by: "ann", count: 2 },
        { by: "bob", count: 1 },
        { by: undefined, count: 1 },
      ],
      edits: { accepted: 0, rejected: 1, inconclusive: 0 },
      disputed: [{ runId: "b", attempt: 1 }],
    });
  });
});
