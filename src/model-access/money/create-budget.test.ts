import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../domain/fault.ts";
import { createBudget } from "./create-budget.ts";

const USD = 1_000_000_000;

const faultOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "granted",
    (error: unknown) => (isFault(error) ? error.code : "not a fault"),
  );

/** What settles in the next turns of the event loop, and what does not. */
async function stateOf(promise: Promise<unknown>): Promise<"pending" | "granted" | "refused"> {
  let state: "pending" | "granted" | "refused" = "pending";
  promise.then(
    () => {
      state = "granted";
    },
    () => {
      state = "refused";
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return state;
}

describe("createBudget()", () => {
  test("gives back what a call did not cost", async () => {
    const budget = createBudget({ capNanoUsd: 10 });

    const reservation = await budget.reserve(8);
    expect([budget.spentNanoUsd, budget.reservedNanoUsd]).toEqual([0, 8]);
    reservation.settle(3);
    reservation.settle(5);

    expect([budget.spentNanoUsd, budget.reservedNanoUsd]).toEqual([3, 0]);
  });

  test("lets a call wait while others may give back enough", async () => {
    const budget = createBudget({ capNanoUsd: 10 });
    const first = await budget.reserve(8);

    const second = budget.reserve(8);

    expect(await stateOf(second)).toBe("pending");
    first.settle(2);
    expect(await stateOf(second)).toBe("granted");
  });

  test("refuses a call that could never fit, and one for which it got too late", async () => {
    const budget = createBudget({ capNanoUsd: 10 });
    const first = await budget.reserve(8);

    const late = faultOf(budget.reserve(5));

    expect(await faultOf(budget.reserve(11))).toBe("budget/exceeded");
    first.settle(8);
    expect(await late).toBe("budget/exceeded");
  });

  test("serves in line: a small call does not pass a large one for ever", async () => {
    const budget = createBudget({ capNanoUsd: 10 });
    const first = await budget.reserve(5);

    const large = budget.reserve(10);
    const small = budget.reserve(1);

    expect(await stateOf(small)).toBe("pending");
    first.settle(0);
    (await large).settle(0);
    expect(await stateOf(small)).toBe("granted");
  });

  test("lets those behind a call that was aborted go on", async () => {
    const budget = createBudget({ capNanoUsd: 10 });
    await budget.reserve(5);
    const abort = new AbortController();
    const reason = new Error("stop");

    const large = budget.reserve(10, abort.signal);
    const small = budget.reserve(1);
    abort.abort(reason);

    await expect(large).rejects.toBe(reason);
    expect(await stateOf(small)).toBe("granted");
    expect(budget.reservedNanoUsd).toBe(6);
  });

  test("counts a bill that is higher than what was reserved, and gives nothing more", async () => {
    const budget = createBudget({ capNanoUsd: 10 });
    const held = await budget.reserve(4);
    const other = await budget.reserve(4);

    held.settle(9);

    expect(budget.spentNanoUsd).toBe(9);
    other.settle(3);
    expect(budget.spentNanoUsd).toBe(12);
    expect(budget.foresee(1)).toBe("never");
    expect(await faultOf(budget.reserve(1))).toBe("budget/exceeded");
  });

  test("says in dollars what is left", async () => {
    const budget = createBudget({ capNanoUsd: USD });
    (await budget.reserve(USD)).settle(0.75 * USD);

    await expect(budget.reserve(USD)).rejects.toMatchObject({
      message:
        "Cannot make the next call: it may cost up to $1.0000, and the command has $0.2500 left",
      details: { wantedUsd: 1, leftUsd: 0.25 },
    });
  });

  test("open() makes a part whose spending is spent in the whole too", async () => {
    const whole = createBudget({ capNanoUsd: 100 });
    const part = whole.open(10);

    (await part.reserve(7)).settle(6);

    expect([part.spentNanoUsd, whole.spentNanoUsd]).toEqual([6, 6]);
    expect(await faultOf(part.reserve(5))).toBe("budget/exceeded");
    expect(whole.reservedNanoUsd).toBe(0);
  });

  test("open() frees the part's money when the whole refuses", async () => {
    const whole = createBudget({ capNanoUsd: 5 });
    const part = whole.open(undefined);

    expect(await faultOf(part.reserve(6))).toBe("budget/exceeded");

    expect([part.reservedNanoUsd, whole.reservedNanoUsd]).toEqual([0, 0]);
  });

  test("charge() counts in a part what an earlier process spent, and not in the whole", () => {
    const whole = createBudget({ capNanoUsd: 100 });
    const part = whole.open(10);

    part.charge(8);

    expect([part.spentNanoUsd, whole.spentNanoUsd]).toEqual([8, 0]);
    expect(part.foresee(3)).toBe("never");
  });

  test("isLimited tells of a cap further out", () => {
    expect(createBudget().open(undefined).isLimited).toBe(false);
    expect(createBudget({ capNanoUsd: 1 }).open(undefined).isLimited).toBe(true);
    expect(createBudget().open(1).isLimited).toBe(true);
  });

  test("foresee() tells what reserve() will do", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ outer: fc.nat(20), inner: fc.nat(20), held: fc.nat(20), wanted: fc.nat(25) }),
        async ({ outer, inner, held, wanted }) => {
          const whole = createBudget({ capNanoUsd: outer });
          const part = whole.open(inner);
          if (held <= outer) await whole.reserve(held);

          const foreseen = part.foresee(wanted);
          const state = await stateOf(part.reserve(wanted));

          expect({ now: "granted", later: "pending", never: "refused" }[foreseen]).toBe(state);
        },
      ),
      { numRuns: 60 },
    );
  });
});

interface Step {
  readonly worst: number;
  /** Share of the worst case that it costs in the end. */
  readonly share: number;
  readonly turns: number;
  readonly task: number;
  readonly retries: number;
  readonly ending: "settle" | "abort-waiting";
}

const step: fc.Arbitrary<Step> = fc.record({
  worst: fc.integer({ min: 0, max: 60 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  turns: fc.nat(4),
  task: fc.nat(4),
  retries: fc.nat(2),
  ending: fc.constantFrom("settle", "settle", "settle", "abort-waiting"),
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("1,000 concurrent calls", () => {
  test("never overdraw the pool or a task, all end, and nothing stays reserved", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1000, maxLength: 1000 }),
        fc.integer({ min: 20, max: 30_000 }),
        fc.array(fc.option(fc.integer({ min: 10, max: 5000 }), { nil: undefined }), {
          minLength: 5,
          maxLength: 5,
        }),
        async (steps, cap, taskCaps) => {
          const pool = createBudget({ capNanoUsd: cap });
          const tasks = taskCaps.map((taskCap) => pool.open(taskCap).open(undefined));
          const verify = (): void => {
            expect(pool.spentNanoUsd + pool.reservedNanoUsd).toBeLessThanOrEqual(cap);
            for (const [at, task] of tasks.entries())
              expect(task.spentNanoUsd).toBeLessThanOrEqual(
                taskCaps[at] ?? Number.POSITIVE_INFINITY,
              );
          };
          let paid = 0;
          const call = async ({ worst, share, turns, task, retries, ending }: Step) => {
            const budget = tasks[task]!;
            for (let round = 0; round <= retries; round += 1) {
              const abort = new AbortController();
              const held = budget.reserve(worst, abort.signal);
              if (ending === "abort-waiting") {
                held.catch(() => undefined);
                abort.abort(new Error("stop"));
              }
              const result = await held.catch((error: unknown) => error as Error);
              verify();
              if (result instanceof Error) {
                // Refused for good reason only: it fits neither into the pool nor into the task any more.
                if (isFault(result, "budget/exceeded")) expect(budget.foresee(worst)).toBe("never");
                else expect(abort.signal.aborted).toBe(true);
                return;
              }
              for (let waited = 0; waited < turns; waited += 1) await turn();
              const cost = Math.floor(worst * share);
              paid += cost;
              result.settle(cost);
              verify();
            }
          };

          await Promise.all(steps.map(call));

          expect(pool.spentNanoUsd).toBe(paid);
          expect(pool.reservedNanoUsd).toBe(0);
          for (const task of tasks) expect(task.reservedNanoUsd).toBe(0);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});
