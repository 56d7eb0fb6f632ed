import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonObject } from "./find-json-object.ts";

const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true });
/** Without what JSON itself changes, and the one key that is no key. */
const plain = object
  .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>)
  .filter((value) => !JSON.stringify(value).includes("__proto__"));

describe("findJsonObject()", () => {
  test("finds the object bare, in a fence, and among sentences", () => {
    fc.assert(
      fc.property(plain, (value) => {
        const json = JSON.stringify(value);
        const pretty = JSON.stringify(value, null, 2);

        expect(findJsonObject(json)).toEqual(value);
        expect(findJsonObject(`Sure:\n\n~~~~~json\n${pretty}\n~~~~~\nDone.`)).toEqual(value);
        expect(findJsonObject(`Here it is: ${json} Bye.`)).toEqual(value);
        expect(findJsonObject(`<think>{"a":1}</think>\n${json}`)).toEqual(value);
      }),
    );
  });

  test.each([
    ["", "it is empty"],
    ["I cannot say", "it holds no JSON object"],
    ["[1, 2]", "it holds no JSON object"],
    ['{"a": 1', "its JSON cannot be parsed"],
  ])("says why %j holds none", (text, why) => {
    expect(() => findJsonObject(text)).toThrow(why);
    expect(() => findJsonObject(text)).toThrow(SyntaxError);
  });
});
