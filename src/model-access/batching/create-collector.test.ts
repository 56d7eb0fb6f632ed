import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { createCollector } from "./create-collector.ts";

interface Item {
  readonly name: number;
  readonly bytes: number;
}

function collect(limits: { readonly maxRequests?: number; readonly maxBytes?: number } = {}) {
  const clock = createFakeClock();
  const batches: (readonly Item[])[] = [];
  const collector = createCollector<Item>({
    clock,
    quietMs: 100,
    maxRequests: limits.maxRequests ?? 1000,
    maxBytes: limits.maxBytes ?? 1000,
    onBatch: (batch) => batches.push(batch),
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { collector, batches, pass };
}

const item = (name: number, bytes = 1): Item => ({ name, bytes });

describe("createCollector()", () => {
  test("waits until nothing new has come for a while", async () => {
    const { collector, batches, pass } = collect();

    collector.add(item(1));
    await pass(60);
    collector.add(item(2));
    await pass(60);
    expect(batches).toEqual([]);
    await pass(40);

    expect(batches).toEqual([[item(1), item(2)]]);
  });

  test("does not wait for ever on what goes on coming", async () => {
    const { collector, batches, pass } = collect();

    for (let name = 0; name < 30; name += 1) {
      collector.add(item(name));
      await pass(50);
    }

    expect(batches.length).toBeGreaterThan(0);
    expect(batches[0]?.length).toBe(20);
  });

  test("leaves out what was taken back, and sends nothing when nothing is left", async () => {
    const { collector, batches, pass } = collect();
    const taken = item(1);

    collector.add(taken);
    expect(collector.remove(taken)).toBe(true);
    expect(collector.remove(taken)).toBe(false);
    await pass(500);

    expect(batches).toEqual([]);
  });

  test("gives everything once, in order, in batches within their limits", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 40 }), ms: fc.nat({ max: 150 }) })),
        async (steps) => {
          const { collector, batches, pass } = collect({ maxRequests: 5, maxBytes: 60 });

          for (const [name, { bytes, ms }] of steps.entries()) {
            collector.add(item(name, bytes));
            await pass(ms);
          }
          await pass(100);
          await pass(100);

          expect(batches.flat().map(({ name }) => name)).toEqual([...steps.keys()]);
          for (const batch of batches) {
            expect(batch.length).toBeLessThanOrEqual(5);
            expect(batch.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(60);
          }
        },
      ),
    );
  });
});
