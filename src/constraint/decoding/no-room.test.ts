import { expect, test } from "vitest";
import type { ConstraintEngine, ConstraintSession } from "../../ports/constraint-engine.ts";
import { createFakeTokenModel } from "../../testing/fake-token-access.ts";
import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  createTickingClock,
  larkOf,
} from "../../testing/hold-fake-model.ts";
import { openConstraintEngine } from "../engines/open-engine.ts";
import { holdToConstraints } from "./hold-to-constraints.ts";

const code = (letter: string): number => letter.charCodeAt(0);

/** The engine of this machine, which has no room for what follows an `x`, though it may stand. */
function withoutRoomFor(letter: string): ConstraintEngine {
  const { engine } = openConstraintEngine();
  const narrow = (session: ConstraintSession): ConstraintSession => ({
    ...session,
    commit(token) {
      if (token === code(letter)) throw new RangeError("the row has too many items");
      session.commit(token);
    },
    fork: () => narrow(session.fork()),
  });
  return {
    ...engine,
    async load(vocabulary) {
      const compiler = await engine.load(vocabulary);
      return {
        ...compiler,
        compile(constraint, options) {
          const compiled = compiler.compile(constraint, options);
          return compiled.isCompiled
            ? { ...compiled, openSession: () => narrow(compiled.openSession()) }
            : compiled;
        },
      };
    },
  };
}

test("a token that the engine has no room for is written otherwise", async () => {
  const [end = 0] = bytesVocabulary.endTokens;
  const fake = createFakeTokenModel({
    vocabulary: bytesVocabulary,
    likely: (written) =>
      new Map([
        [code("x"), 0.6],
        [code("y"), written.length < 3 ? 0.4 : 0],
        [end, written.length < 3 ? 0 : 0.4],
      ]),
  });
  const model = holdToConstraints(fake, {
    clock: createTickingClock(),
    open: () => Promise.resolve({ engine: withoutRoomFor("x"), vocabulary: bytesVocabulary }),
  });
  const set = constraintSet({ syntax: larkOf("start: /[xy]*/") });

  const { text, report } = await answerHeld(model, set, { temperature: 0 });

  expect(text).toBe("yyy");
  expect(report.ended).toBe("complete");
  expect(report.refusals.syntax).toBeGreaterThan(0);
});
