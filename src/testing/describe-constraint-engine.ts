/** The promises that every constraint engine keeps. */

import { beforeAll, describe, expect, test } from "vitest";
import type { Constraint, RefusalReason } from "../domain/constraint.ts";
import type { Vocabulary } from "../domain/vocabulary.ts";
import type {
  ConstraintCompiler,
  ConstraintEngine,
  ConstraintSession,
} from "../ports/constraint-engine.ts";
import { CONSTRAINT_SAMPLES, type ConstraintSample } from "./constraint-samples.ts";
import { compileOrThrow, createWalk, readMask, type Walk } from "./constraint-walk.ts";

/** Ten thousand tokens, each with a mask, on an engine that reads them slowly. */
const WALK_TIMEOUT_MS = 600_000;

export interface EngineSuiteOptions {
  /** @default all */
  readonly samples?: readonly ConstraintSample[] | undefined;
  /** Tokens of all random texts of a constraint together. @default 300 */
  readonly steps?: number | undefined;
}

/** Describes, for vitest, what `engine` must do over `vocabulary`; both are asked for once. */
export function describeConstraintEngine(
  name: string,
  open: () => Promise<{ readonly engine: ConstraintEngine; readonly vocabulary: Vocabulary }>,
  { samples = CONSTRAINT_SAMPLES, steps = 300 }: EngineSuiteOptions = {},
): void {
  describe(`${name}, as every constraint engine`, () => {
    let compiler: ConstraintCompiler;
    let walk: Walk;
    beforeAll(async () => {
      const { engine, vocabulary } = await open();
      compiler = await engine.load(vocabulary);
      walk = createWalk(vocabulary);
    }, 600_000);
    const start = (constraint: Constraint): ConstraintSession =>
      compileOrThrow(compiler, constraint)();

    describe.each(samples)("$name", ({ constraint, accepts, refuses }) => {
      test("lets every accepted text be written, however it is cut into tokens", () => {
        const openSession = compileOrThrow(compiler, constraint);
        for (const text of accepts)
          for (const tokens of [walk.cutLong(text), walk.cutBytes(text), walk.cutAnyhow(text)]) {
            const session = openSession();
            expect([text, session.validate(tokens)]).toEqual([text, tokens.length]);
            for (const token of tokens) session.commit(token);
            expect([text, session.isAccepting()]).toEqual([text, true]);
          }
      });

      test("lets no refused text be written to its end", () => {
        const openSession = compileOrThrow(compiler, constraint);
        for (const text of refuses) {
          const tokens = walk.cutLong(text);
          const session = openSession();
          const valid = session.validate(tokens);
          for (const token of tokens.slice(0, valid)) session.commit(token);
          expect([text, valid === tokens.length && session.isAccepting()]).toEqual([text, false]);
        }
      });

      test(
        "never ends up where nothing may follow",
        () => {
          const openSession = compileOrThrow(compiler, constraint);
          for (let left = steps; left > 0; )
            left -= walk.writeAtRandom(openSession(), left).length + 1;
        },
        WALK_TIMEOUT_MS,
      );

      test("takes tokens back as if they had never been", () => {
        const session = start(constraint);
        const written = walk.writeAtRandom(session, 6);
        for (const count of [1, 2, written.length]) {
          const kept = written.slice(0, Math.max(0, written.length - count));
          session.rollback(Math.min(count, written.length));
          expect(readMask(session, walk)).toEqual(readMask(replay(start(constraint), kept), walk));
          for (const token of written.slice(kept.length)) session.commit(token);
        }
      });

      test("lets forks go their own ways", () => {
        const session = start(constraint);
        const written = walk.writeAtRandom(session, 3);
        const before = readMask(session, walk);
        const fork = session.fork();
        expect(readMask(fork, walk)).toEqual(before);
        walk.writeAtRandom(fork, 3);
        expect(readMask(session, walk)).toEqual(before);
        expect(session.stats().tokens).toBe(written.length);
      });

      test("means the same by mask and by validation", () => {
        const session = start(constraint);
        walk.writeAtRandom(session, 2);
        const mask = readMask(session, walk);
        for (const token of walk.someTokens(60))
          expect([walk.show(token), session.validate([token])]).toEqual([
            walk.show(token),
            walk.isIn(mask, token) ? 1 : 0,
          ]);
      });
    });

    test("lets a letter be written byte by byte", () => {
      const session = start({ kind: "regex", pattern: "[é日]+" });
      for (const token of walk.cutBytes("日é")) {
        expect(session.validate([token])).toBe(1);
        session.commit(token);
      }
      session.rollback(1);
      expect(session.isAccepting()).toBe(false);
      expect(session.validate(walk.cutBytes("日"))).toBe(0);
    });

    test("lets the text end where it is whole, and nothing follow", () => {
      const session = start({ kind: "regex", pattern: "ab" });
      for (const end of walk.endTokens) expect(session.validate([end])).toBe(0);
      for (const token of walk.cutBytes("ab")) session.commit(token);
      const [end = 0] = walk.endTokens;
      for (const each of walk.endTokens) expect(session.validate([each, end])).toBe(1);
      session.commit(end);
      expect(readMask(session, walk).every((word) => word === 0)).toBe(true);
      expect(session.isAccepting()).toBe(true);
      session.rollback(2);
      expect(session.validate([...walk.cutBytes("b"), end])).toBe(2);
    });

    test("allows a token wherever one with the same bytes is allowed", () => {
      const session = start({ kind: "regex", pattern: "abc|é" });
      const mask = readMask(session, walk);
      for (const [token, twin] of walk.twins) {
        expect(walk.isIn(mask, token)).toBe(walk.isIn(mask, twin));
        expect(session.validate([token])).toBe(session.validate([twin]));
      }
    });

    test("refuses a token that may not follow, and changes nothing", () => {
      const session = start({ kind: "regex", pattern: "ab" });
      const before = readMask(session, walk);
      const [b = 0] = walk.cutBytes("b");
      expect(() => session.commit(b)).toThrow(RangeError);
      expect(() => session.rollback(1)).toThrow(RangeError);
      expect(session.validate([walk.size + 1])).toBe(0);
      expect(() => session.mask(new Uint32Array(0))).toThrow(RangeError);
      expect(readMask(session, walk)).toEqual(before);
    });

    test.each(REFUSED)("refuses $name", ({ constraint, reason, line, column }) => {
      expect(compiler.compile(constraint)).toMatchObject({
        isCompiled: false,
        refusals: [{ reason, line, column, message: expect.stringMatching(/^\S[^\n]+$/) }],
      });
    });
  });
}

const replay = (session: ConstraintSession, tokens: readonly number[]): ConstraintSession => {
  for (const token of tokens) session.commit(token);
  return session;
};

const refused = (
  name: string,
  constraint: Constraint | string,
  reason: RefusalReason,
  line?: number,
  column?: number,
) => ({
  name,
  constraint:
    typeof constraint === "string" ? ({ kind: "grammar", lark: constraint } as const) : constraint,
  reason,
  line,
  column,
});

const REFUSED = [
  refused("an unknown name", 'start: "a" b', "unreadable", 1, 8),
  refused("an open bracket", 'start: "a" ("b"', "unreadable", 1, 16),
  refused("a broken regex", "start: A\nA: /a{/", "unreadable", 2, 4),
  refused("a rule that never ends", 'start: "a" | b\nb: "x" b', "cannot-finish", 2, 1),
  refused("a terminal that nothing matches", "start: A\nA: /a/ & /b/", "cannot-finish", 2, 1),
  refused("a rule with a parameter", 'start: x::0x1\nx::_: "a"', "not-enforceable", 1, 9),
  refused("a limit on tokens", "start: a\na[max_tokens=3]: /a+/", "not-enforceable", 2, 3),
  refused("a regex that looks ahead", { kind: "regex", pattern: "a(?=b)" }, "not-enforceable"),
  refused("a broken regex of its own", { kind: "regex", pattern: "[" }, "unreadable"),
  refused(
    "a schema that says not",
    { kind: "schema", schema: { not: { type: "string" } } },
    "not-enforceable",
  ),
  refused(
    "a schema that nothing meets",
    { kind: "schema", schema: { type: "string", minLength: 5, maxLength: 2 } },
    "cannot-finish",
  ),
  refused(
    "a schema without end",
    {
      kind: "schema",
      schema: {
        type: "object",
        properties: { n: { $ref: "#" } },
        required: ["n"],
        additionalProperties: false,
      },
    },
    "cannot-finish",
  ),
];
