import { expect, test } from "vitest";
import type { Likely } from "../../testing/fake-token-access.ts";
import {
  answerHeld,
  bytesVocabulary,
  constraintSet,
  holdFakeModel,
  larkOf,
} from "../../testing/hold-fake-model.ts";

const { bytes, offsets, size } = bytesVocabulary;
const spell = (token: number): string =>
  new TextDecoder().decode(bytes.subarray(offsets[token], offsets[token + 1]));
const tokenOf = new Map(Array.from({ length: size }, (_, token) => [spell(token), token]));

/** Wants to say just these tokens, and never an end token. */
const saying =
  (wanted: readonly string[]): Likely =>
  (written) =>
    new Map([[tokenOf.get(wanted[written.length] ?? "a") ?? 0, 1]]);

const lines = constraintSet({ syntax: larkOf("start: /[a-c]+(\\n[a-c]+)*\\n*/") });
const answer = (wanted: readonly string[]) =>
  answerHeld(holdFakeModel(saying(wanted)).model, lines, {
    stopTexts: ["\n=>"],
    maxOutputTokens: 40,
    temperature: 0,
  });

test("a stop text that may not follow is the end where the text may end", async () => {
  const { text, report } = await answer(["a", "b", "\n", "=>"]);

  expect(text).toBe("ab\n");
  expect(report.ended).toBe("complete");
});

test("a stop text is no end where it does not stand on a line of its own", async () => {
  const { text, report } = await answer(["a", "b", "=>"]);

  expect(text.length).toBeGreaterThan("ab".length);
  expect(report.ended).not.toBe("complete");
});
