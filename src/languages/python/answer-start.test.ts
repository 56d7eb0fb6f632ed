import { describe, expect, test } from "vitest";
import { renderAnswerStart } from "./answer-start.ts";

describe("renderAnswerStart()", () => {
  test("goes on in a new line after the colon", () => {
    expect(renderAnswerStart("def f(a: int) -> int:")).toBe("def f(a: int) -> int:\n");
  });

  test("adds the colon that a signature leaves out", () => {
    expect(renderAnswerStart("class Stack \n")).toBe("class Stack:\n");
  });

  test("takes the place of a body that is only dots", () => {
    expect(renderAnswerStart("def f() -> None: ...")).toBe("def f() -> None:\n");
  });
});
