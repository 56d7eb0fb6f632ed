import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../domain/attempt.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
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

  test("asks a stronger model to repair the best attempt once repair is spent", () => {
    const made = [
      attempt({ verdict: complaint("a") }),
      attempt({ plan: plan({ kind: "repair", basis: 0 }), verdict: complaint("b") }),
    ];

    expect(planNext(made, { ...options, repairs: 1, escalations: 1 })).toMatchObject({
      kind: "escalation",
      basis: 0,
      escalation: 1,
    });
  });

  test("gives a stronger model rounds of repair of its own, and ends after the last one", () => {
    const ask = { ...options, repairs: 1, escalations: 1 };
    const made = [attempt({ verdict: complaint("0") })];
    const kinds: (string | undefined)[] = [];
    for (;;) {
      const next = planNext(made, ask);
      kinds.push(next?.kind);
      if (next === undefined) break;
      made.push(attempt({ plan: next, verdict: complaint(`${made.length}`) }));
    }

    expect(kinds).toEqual(["repair", "escalation", "repair", undefined]);
  });

  test("never asks a stronger model about a timeout", () => {
    const made = [attempt({ verdict: inconclusive() })];

    expect(planNext(made, { ...options, escalations: 2 })).toBeUndefined();
  });

  test("numbers attempts that ask the same, so that caches keep their answers apart", () => {
    const worse = rejected({ diagnostics: [diagnostic(), diagnostic({ message: "b" })] });
    const made = [attempt(), attempt({ plan: plan({ kind: "repair", basis: 0 }), verdict: worse })];

    expect(planNext(made, options)).toMatchObject({ kind: "repair", basis: 0, draw: 1 });
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

  test("shows less with each repair, and all to a stronger model", () => {
    const ask = { ...options, repairs: 3, escalations: 1 };
    const made = [attempt({ verdict: complaint("0") })];
    for (;;) {
      const next = planNext(made, ask);
      if (next === undefined) break;
      made.push(attempt({ plan: next, verdict: complaint(`${made.length}`) }));
    }
    const tiers = Map.groupBy(made, (each) => each.plan.escalation);

    const expected = ["all", "without-references", "essentials", "essentials"];
    expect([...tiers.values()].map((tier) => tier.map((each) => each.plan.shown))).toEqual([
      expected,
      expected,
    ]);
  });

  test("asks for nothing but the parts that are missing", () => {
    const missing = { missing: { kind: "unit", file: "sum.toy", name: "f" } };
    const incomplete = (facts: Diagnostic["facts"]) =>
      attempt({
        verdict: rejected({
          phase: "response",
          diagnostics: [diagnostic({ phase: "response", facts })],
        }),
      });

    expect(planNext([incomplete(missing)], options)?.kind).toBe("completion");
    expect(planNext([incomplete({})], options)?.kind).toBe("repair");
    expect(planNext([{ ...incomplete(missing), candidate: undefined }], options)?.kind).toBe(
      "repair",
    );
  });

  test("never makes more attempts than are allowed, whatever is wrong and whoever is asked", () => {
    const number = fc.nat(3);
    const kind = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        number,
        number,
        kind,
        (samples, repairs, escalations, parts) => {
          const made: Attempt[] = [];
          for (;;) {
            const next = planNext(made, { samples, repairs, escalations, seed: 1 });
            if (next === undefined) break;
            const facts = parts[made.length]
              ? { missing: { kind: "file", file: `f${made.length}` } }
              : {};
            const wrong = diagnostic({ message: `${made.length}`, facts });
            made.push(
              attempt({
                plan: next,
                verdict: rejected({ phase: "response", diagnostics: [wrong] }),
              }),
            );
          }

          expect(made.length).toBe(samples + repairs + escalations * (1 + repairs));
        },
      ),
    );
  });
});

describe("planNext() for a file of contracts", () => {
  const formal = { ...options, repairs: 5, specification: { kind: "formal" } } as const;
  const candidate = (text: string) => ({ language: "t", path: "t.proof", text, companions: [] });
  const failing = (text: string, line: string, repairs?: number) =>
    attempt({
      candidate: candidate(text),
      plan: repairs === undefined ? plan() : plan({ kind: "repair", basis: repairs }),
      verdict: rejected({
        phase: "proof",
        diagnostics: [
          diagnostic({
            message: "might not hold",
            span: { file: "t.proof", start: text.indexOf(line), end: text.indexOf(line) + 1 },
          }),
        ],
      }),
    });

  test("goes on where the same words are said of other lines", () => {
    const text = "a;\nb;\nc;";
    const made = [failing(text, "a;"), failing(text, "b;", 0), failing(text, "c;", 0)];

    expect(planNext(made, formal)).toMatchObject({ kind: "repair" });
    expect(planNext(made, options)).toBeUndefined();
  });

  test("stops where the errors of a failed proof come back twice, wherever they moved", () => {
    const made = [failing("a;", "a;"), failing("\na;", "a;", 0), failing("\n\na;", "a;", 0)];

    expect(planNext(made.slice(0, 2), formal)).toMatchObject({ kind: "repair" });
    expect(planNext(made, formal)).toBeUndefined();
  });

  test("stops where a text comes back with its errors", () => {
    const made = [failing("a;", "a;"), failing("b;", "b;", 0), failing("a;", "a;", 0)];

    expect(planNext(made, formal)).toBeUndefined();
  });

  test("stops where other mistakes than those of a proof come back once", () => {
    const broken = (text: string, wishes = {}) =>
      attempt({ candidate: candidate(text), verdict: complaint("no"), plan: plan(wishes) });
    const made = [broken("a;"), broken("b;", { kind: "repair", basis: 0 })];

    expect(planNext(made, formal)).toBeUndefined();
  });

  test("does not count samples that fail alike", () => {
    const samples = ["a;", "\na;", "\n\na;"].map((text) => failing(text, "a;"));
    const made = [...samples, failing("\n\n\na;", "a;", 0)];

    expect(planNext(made, { ...formal, samples: 3 })).toMatchObject({ kind: "repair" });
  });

  test("repairs what the verifier did not finish, and no other timeout", () => {
    const late = (phase: "proof" | "test") =>
      attempt({ candidate: candidate("a;"), verdict: inconclusive({ phase }) });

    expect(planNext([late("proof")], formal)).toMatchObject({
      kind: "repair",
      reason: "the verifier did not finish with attempt 1",
    });
    expect(planNext([late("test")], formal)).toBeUndefined();
    expect(planNext([late("proof")], options)).toBeUndefined();
  });
});
