import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attempt, diagnostic, inconclusive, plan, rejected } from "../../testing/builders.ts";
import { planNext } from "./plan-next.ts";

const options = { samples: 1, repairs: 3, escalations: 0, seed: 7 };
const complaint = (message: string) => rejected({ diagnostics: [diagnostic({ message })] });

describe("planNext()", () => {
  test("begins with the specification as it stands", () => {
    expect(planNext([], options)).toEqual(plan());
  });

  test("draws all samples before it repairs, with other randomness each", () => {
    const first = attempt();
    const second = attempt({ plan: plan({ kind: "resample", seed: 8 }) });

    const plans = [[], [first], [first, second]].map((made) =>
      planNext(made, { ...options, samples: 2 }),
    );

    expect(plans.map((made) => made?.kind)).toEqual(["first", "resample", "repair"]);
    expect(new Set(plans.map((made) => made?.seed)).size).toBe(3);
  });

  test("repairs the attempt that came furthest", () => {
    const near = attempt({ verdict: rejected({ phase: "example" }) });

    expect(planNext([attempt(), near], { ...options, samples: 2 })).toMatchObject({ basis: 1 });
  });

  test("stops when a repair brings back the diagnostics it was shown", () => {
    const made = [
      attempt({ verdict: complaint("a") }),
      attempt({ plan: plan({ kind: "repair", basis: 0 }), verdict: complaint("a") }),
    ];

    expect(planNext(made, options)).toBeUndefined();
  });

  test("goes on when a repair brings other diagnostics", () => {
    const made = [
      attempt({ verdict: complaint("a") }),
      attempt({ plan: plan({ kind: "repair", basis: 0 }), verdict: complaint("b") }),
    ];

    expect(planNext(made, options)?.kind).toBe("repair");
  });

  test("never shows a model a timeout as its mistake", () => {
    expect(planNext([attempt({ verdict: inconclusive() })], options)).toBeUndefined();
  });

  test("never makes more attempts than samples and repairs allow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(4), (samples, repairs) => {
        const made = [];
        for (;;) {
          const next = planNext(made, { samples, repairs, escalations: 0, seed: 1 });
          if (next === undefined) break;
          made.push(attempt({ plan: next, verdict: complaint(`${made.length}`) }));
        }

        expect(made.length).toBe(samples + repairs);
      }),
    );
  });
});
