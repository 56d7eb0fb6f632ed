/** The two engines are years apart: each is the other's oracle. `SPECWRIGHT_CONSTRAINT_TESTS=full` compares everything. */

import { beforeAll, describe, expect, test } from "vitest";
import type { ConstraintCompiler } from "../../ports/constraint-engine.ts";
import { CONSTRAINT_SAMPLES } from "../../testing/constraint-samples.ts";
import { compileOrThrow, createWalk, readMask, type Walk } from "../../testing/constraint-walk.ts";
import { REAL_VOCABULARIES, readRealVocabulary } from "../../testing/real-vocabularies.ts";
import { openNativeEngine } from "./llguidance-native.ts";
import { wasmEngine } from "./llguidance-wasm.ts";

const native = openNativeEngine();
const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";
const vocabularies = isFull ? REAL_VOCABULARIES : REAL_VOCABULARIES.slice(0, 1);
const samples = CONSTRAINT_SAMPLES.filter((_, index) => isFull || index % 4 === 0);

describe.skipIf(!("id" in native)).each(vocabularies)("over the tokens of %s", (name) => {
  let walk: Walk;
  let ours: ConstraintCompiler;
  let theirs: ConstraintCompiler;

  beforeAll(async () => {
    if (!("id" in native)) throw new Error(native.why);
    const vocabulary = await readRealVocabulary(name);
    walk = createWalk(vocabulary);
    ours = await native.load(vocabulary);
    theirs = await wasmEngine.load(vocabulary);
  }, 600_000);

  test.each(samples)("both engines allow the same for $name", ({ constraint, accepts }) => {
    const [open, openTheirs] = [ours, theirs].map((each) => compileOrThrow(each, constraint));
    const texts = accepts.flatMap((text) => [walk.cutLong(text), walk.cutBytes(text)]);
    for (const tokens of isFull ? texts : texts.slice(0, 1)) {
      const session = open?.();
      const other = openTheirs?.();
      if (session === undefined || other === undefined) throw new Error("not compiled");
      for (const token of [...tokens, undefined]) {
        const expected = readMask(other, walk);
        const actual = readMask(session, walk);
        expect(differences(actual, expected, walk)).toEqual([]);
        expect(session.isAccepting()).toBe(other.isAccepting());
        if (token === undefined) break;
        expect(session.validate([token])).toBe(1);
        session.commit(token);
        other.commit(token);
      }
    }
  });
});

/** The first few tokens that only one of the masks holds. */
function differences(ours: Uint32Array, theirs: Uint32Array, walk: Walk): readonly string[] {
  const found: string[] = [];
  for (let token = 0; token < walk.size && found.length < 5; token += 1) {
    const [here, there] = [walk.isIn(ours, token), walk.isIn(theirs, token)];
    if (here !== there) found.push(`${here ? "only ours" : "only theirs"}: ${walk.show(token)}`);
  }
  return found;
}
