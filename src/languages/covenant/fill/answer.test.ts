import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, readAnswer, showAnswer } from "./answer.ts";

const name = fc.constantFrom("a", "total", "list.first", "Point", "State::Paid", "x_1");
const plain = fc.constantFrom("a", "total", "x_1");
const { answer } = fc.letrec<{ answer: Answer; made: Answer }>((tie) => ({
  answer: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("n", "order.total").map((text): Answer => ({ kind: "path", text })),
    fc
      .constantFrom("5", "0.5", '"a, (b) \\" = c"', "true", "none")
      .map((text): Answer => ({ kind: "literal", text })),
    tie("made"),
    fc.record({ kind: fc.constant("member" as const), of: tie("made"), field: plain }),
  ),
  made: fc.record({
    kind: fc.constant("made" as const),
    head: name,
    parts: fc.array(
      fc.record({ name: fc.option(plain, { nil: undefined }), value: tie("answer") }),
      { maxLength: 3 },
    ),
  }),
}));

test("readAnswer() reads what showAnswer() shows", () => {
  fc.assert(
    fc.property(answer, (one) => {
      expect(readAnswer(showAnswer(one))).toEqual(one);
    }),
  );
});

test.for(["", "add(", "add(a,)", "a b", "add(a))", "1 2", "?", "f(=a)", '"open', "(a)"])(
  "readAnswer() refuses %j",
  (text) => {
    expect(() => readAnswer(text)).toThrow("Cannot read the answer");
  },
);
