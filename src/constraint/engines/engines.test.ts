import { describe, expect, test } from "vitest";
import { createByteVocabulary } from "../../testing/byte-vocabulary.ts";
import { CONSTRAINT_SAMPLES } from "../../testing/constraint-samples.ts";
import { describeConstraintEngine } from "../../testing/describe-constraint-engine.ts";
import { openNativeEngine } from "./llguidance-native.ts";
import { wasmEngine } from "./llguidance-wasm.ts";

const native = openNativeEngine();
const vocabulary = createByteVocabulary();
const isFull = process.env["SPECWRIGHT_CONSTRAINT_TESTS"] === "full";

describeConstraintEngine(
  "llguidance-wasm",
  () => Promise.resolve({ engine: wasmEngine, vocabulary }),
  { steps: isFull ? 10_000 : 40 },
);
if ("id" in native)
  describeConstraintEngine("llguidance-native", async () => ({ engine: native, vocabulary }), {
    steps: isFull ? 10_000 : 400,
  });

test("there are at least thirty samples, each with a name of its own", () => {
  expect(new Set(CONSTRAINT_SAMPLES.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
});

describe("forcedTokens()", () => {
  test.skipIf(!("id" in native))(
    "gives what must follow, but not an end that may go on",
    async () => {
      const engine = openNativeEngine({ tokenize: (bytes) => [...bytes] });
      if (!("id" in engine)) throw new Error(engine.why);
      const compilation = (await engine.load(vocabulary)).compile({
        kind: "grammar",
        lark: 'start: "const " /[xy]/ " = null"',
      });
      if (!compilation.isCompiled) throw new Error("refused");
      const session = compilation.openSession();

      const forced = session.forcedTokens();
      expect(String.fromCharCode(...forced)).toBe("const");
      expect(session.validate(forced)).toBe(forced.length);
      expect(session.stats().tokens).toBe(0);
    },
  );
});
