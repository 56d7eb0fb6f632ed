import { describe, expect, test } from "vitest";
import type { ModelEvent } from "../../domain/model.ts";
import { createAnswerView } from "./answer-view.ts";

const texts = (events: Iterable<ModelEvent>): readonly string[] =>
  [...events].map((event) => (event.type === "text-delta" ? event.text : event.type));

describe("createAnswerView()", () => {
  test("shows what is new, once", () => {
    const view = createAnswerView("");
    view.add("abcdef");

    expect(texts(view.showTo(3))).toEqual(["abc"]);
    expect(texts(view.showTo(2))).toEqual([]);
    expect(texts(view.showTo(6))).toEqual(["def"]);
  });

  test("makes void what was shown too far, and shows what was not shown far enough", () => {
    const view = createAnswerView("");
    view.add("abcdef");
    texts(view.showTo(4));

    expect(texts(view.cutTo(5, "why"))).toEqual(["e"]);
    expect(texts(view.cutTo(2, "why"))).toEqual(["text-reset", "ab"]);
    expect(view.text).toBe("ab");
  });

  test("never shows, and never takes back, what the answer goes on from", () => {
    const view = createAnswerView("abc");
    view.add("def");

    expect(texts(view.showTo(6))).toEqual(["def"]);
    expect(texts(view.cutTo(1, "why"))).toEqual(["text-reset"]);
    expect(view.text).toBe("abc");
  });

  test("knows what it goes on from when all of it comes again, and shows all of what begins anew", () => {
    const again = createAnswerView("abc");
    const anew = createAnswerView("abc");
    for (const view of [again, anew]) view.add("d");
    texts(again.showTo(4));

    expect(texts(again.reset("why"))).toEqual(["text-reset"]);
    expect(texts(anew.reset("why"))).toEqual([]);
    again.add("abcx");
    anew.add("xyz");
    expect(texts(again.showTo(4))).toEqual(["x"]);
    expect(texts(anew.showTo(3))).toEqual(["xyz"]);
  });
});
