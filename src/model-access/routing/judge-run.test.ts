import { describe, expect, test } from "vitest";
import type { CallRecord } from "../../domain/call.ts";
import type { RouteChoice } from "../../domain/route-traffic.ts";
import type { RunEvent } from "../../domain/run.ts";
import type { Verdict } from "../../domain/verdict.ts";
import {
  accepted,
  attempt as anAttempt,
  callRecord,
  inconclusive,
  plan,
  rejected,
} from "../../testing/builders.ts";
import { judgeRun } from "./judge-run.ts";

const TAKEN: RouteChoice = { route: "tuned", isTaken: true, share: 0.5, isCounted: true };
const KEPT: RouteChoice = { ...TAKEN, isTaken: false };
const modelOf = ({ route, isTaken }: RouteChoice): string | undefined =>
  route === "tuned" ? (isTaken ? "a/tuned" : "a/base") : undefined;

interface Made {
  readonly verdict: Verdict;
  readonly calls?: readonly Partial<CallRecord>[];
  readonly escalation?: number;
}
const own = { askedOf: "a/tuned", route: TAKEN };

const events = (...made: readonly Made[]): readonly RunEvent[] =>
  made.flatMap(({ verdict, calls = [own], escalation = 0 }, at): readonly RunEvent[] => [
    ...calls.map((call) => ({
      type: "call-end" as const,
      attempt: at + 1,
      call: callRecord(call),
    })),
    {
      type: "attempt-end",
      number: at + 1,
      attempt: anAttempt({ verdict, plan: plan({ escalation }) }),
    },
  ]);
const judge = (...made: readonly Made[]) => judgeRun(events(...made), modelOf);
const stronger = {
  verdict: accepted(),
  calls: [{ askedOf: "a/base", route: TAKEN }],
  escalation: 1,
};

describe("judgeRun()", () => {
  test("counts a run by its model's own attempts, repairs among them", () => {
    expect(judge({ verdict: rejected() }, { verdict: accepted() })).toEqual({
      route: "tuned",
      isTaken: true,
      isAccepted: true,
    });
    expect(judge({ verdict: rejected() }, { verdict: rejected() })?.isAccepted).toBe(false);
  });

  test("counts what only a stronger model got accepted as not accepted", () => {
    expect(judge({ verdict: rejected() }, stronger)).toMatchObject({ isAccepted: false });
  });

  test("counts runs that were kept back for the base", () => {
    expect(
      judge({ verdict: accepted(), calls: [{ askedOf: "a/base", route: KEPT }] }),
    ).toMatchObject({ isTaken: false, isAccepted: true });
  });

  test.each<[string, readonly Made[]]>([
    ["no route with a share decided", [{ verdict: accepted(), calls: [{ askedOf: "a/tuned" }] }]],
    ["a cache answered", [{ verdict: accepted(), calls: [{ ...own, source: "cache" }] }]],
    [
      "the base stood in for it",
      [
        {
          verdict: accepted(),
          calls: [
            { ...own, ended: "model/overloaded" },
            { askedOf: "a/base", route: TAKEN, purpose: "fallback" },
          ],
        },
      ],
    ],
    [
      "its answer came together with others'",
      [{ verdict: accepted(), calls: [{ ...own, route: { ...TAKEN, isCounted: false } }] }],
    ],
    [
      "an attempt was made on the other side",
      [
        { verdict: rejected() },
        { verdict: accepted(), calls: [{ askedOf: "a/base", route: KEPT }] },
      ],
    ],
    ["nothing could be decided", [{ verdict: inconclusive() }, { verdict: inconclusive() }]],
    ["nothing was attempted", []],
    [
      "the route is not known any more",
      [{ verdict: accepted(), calls: [{ ...own, route: { ...TAKEN, route: "old" } }] }],
    ],
  ])("says nothing where %s", (_why, made) => {
    expect(judge(...made)).toBeUndefined();
  });

  test("counts a call that was tried again as the model's own", () => {
    const calls = [
      { ...own, ended: "model/timeout" as const },
      { ...own, purpose: "retry" as const },
    ];

    expect(judge({ verdict: accepted(), calls })?.isAccepted).toBe(true);
  });
});
