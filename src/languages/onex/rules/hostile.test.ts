import fc from "fast-check";
import { expect, test } from "vitest";
import { NODE_KINDS } from "../../../domain/node-contract.ts";
import { openCode } from "../../../testing/judge-code.ts";
import { checkPatterns } from "../evidence/check-patterns.ts";
import { RECOGNISERS } from "../evidence/recognisers.ts";
import { readExampleNode } from "../fixtures/example-nodes.ts";
import { runRules } from "./run-rules.ts";

const SHOWN = [...RECOGNISERS.keys()].map((id) => `any_${id}_v1`);

test.each([
  ["attributes", `x = a${".b".repeat(20_000)}\n`],
  ["calls", `x = a${".b()".repeat(20_000)}\n`],
  ["brackets", `x = ${"(".repeat(20_000)}1${")".repeat(20_000)}\n`],
  ["types", `x: ${"list[".repeat(20_000)}int${"]".repeat(20_000)} = 1\n`],
  ["operators", `x = 1${" + 1".repeat(20_000)}\n`],
])("runRules() refuses %s that are nested too deeply, in a moment", async (_, code) => {
  const unit = await openCode(code);
  const startedAt = performance.now();

  expect(runRules(unit)).toMatchObject([{ code: "SYN001", severity: "error" }]);
  expect(checkPatterns(unit, SHOWN)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test.each([
  ["names that stand for each other", `${"x = y\ny = x\n".repeat(2_000)}x.dict()\n`],
  ["comments", `${"# kept for backward compatibility\n".repeat(5_000)}A = B\n`],
  [
    "functions that call each other",
    Array.from(
      { length: 60 },
      (_, at) =>
        `async def _f${at}(port: ProtocolA) -> None:\n    await port.go()\n    await _f${at + 1}(port)\n    await _f${at + 1}(port)\n`,
    ).join(""),
  ],
  [
    "steps in a circle",
    `x = [${Array.from({ length: 1_000 }, (_, at) => `ModelWorkflowStep(step_id=s${at}, depends_on=[s${(at + 1) % 1_000}])`).join(", ")}]\n`,
  ],
])("runRules() ends soon for many %s", async (_, code) => {
  for (const kind of NODE_KINDS) {
    const unit = await openCode(code, { kind });
    const startedAt = performance.now();

    runRules(unit);
    checkPatterns(unit, SHOWN);

    expect(performance.now() - startedAt).toBeLessThan(3000);
  }
});

test("runRules() and checkPatterns() stand any damage to a node", async () => {
  const texts = NODE_KINDS.flatMap((kind) => {
    const { candidate } = readExampleNode(kind);
    return [candidate, ...candidate.companions].map(({ text }) => text);
  });
  const damaged = fc
    .record({
      text: fc.constantFrom(...texts),
      at: fc.nat(4000),
      length: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom("(", '"""', "\n", "\0", "é😀", "@", ":", "#"),
      ),
    })
    .map(({ text, at, length, put }) => `${text.slice(0, at)}${put}${text.slice(at + length)}`);

  await fc.assert(
    fc.asyncProperty(damaged, fc.constantFrom(...NODE_KINDS), async (code, kind) => {
      const unit = await openCode(code, { kind });

      for (const { span } of [...runRules(unit), ...checkPatterns(unit, SHOWN)]) {
        expect(span?.start).toBeGreaterThanOrEqual(0);
        expect(span?.end).toBeLessThanOrEqual(code.length);
        expect(span?.start).toBeLessThanOrEqual(span?.end ?? -1);
      }
    }),
    { numRuns: 150 },
  );
});
