import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isError } from "../../domain/diagnostic.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import type { ModelResponse } from "../../domain/model.ts";
import { readSlots, slotLabel } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { sha256 } from "../../platform/sha256.ts";
import { nonceOf, renderMarkedBlock } from "../../std/marked-blocks.ts";
import { attempt, formalSpecification, rejected, response } from "../../testing/builders.ts";
import { readSlotAnswer } from "./read-slot-answer.ts";

const grow = formalSpecification();
const holes = formalSpecification({
  source: "theorem a : x := ???\ntheorem b : y := ??? -- end\n",
});
const oneBody = formalSpecification({ source: "method M()\n// <vc-code>\nopen\n// </vc-code>\n" });

const block = (slot: string, text: string, file: FormalSpecification = grow): string =>
  renderMarkedBlock(
    {
      nonce: nonceOf(sha256, [file.name, file.source]),
      label: slotLabel(file.name, slot),
    },
    text,
  );
const BODY = block("vc-code", "{ grow; }\n");
const HELPERS = block("vc-helpers", "lemma L() {}\n");

type Answer = string | Partial<ModelResponse>;
const read = (
  answer: Answer,
  {
    file = grow,
    ...more
  }: { file?: FormalSpecification } & Partial<Parameters<typeof readSlotAnswer>[1]> = {},
) =>
  readSlotAnswer(response(typeof answer === "string" ? { text: answer } : answer), {
    specification: file,
    path: "out/grow.proof",
    basis: undefined,
    isCompletion: false,
    sha256,
    ...more,
  });
const slotsOf = (answer: Answer, file: FormalSpecification = grow) => {
  const { candidate } = read(answer, { file });
  return Object.fromEntries(readSlots(file, candidate?.text ?? "") ?? []);
};
/** Reads an answer, then one to what came of it. */
function readTwice(first: Answer, second: Answer, isCompletion: boolean) {
  const { candidate, diagnostics } = read(first);
  const basis = attempt({ candidate, verdict: rejected({ phase: "response", diagnostics }) });
  return read(second, { basis, isCompletion });
}
const told = (answer: Answer, file: FormalSpecification = grow) =>
  read(answer, { file }).diagnostics.map(({ code, severity }) => `${severity} ${code}`);

describe("readSlotAnswer() puts texts into their slots", () => {
  test("and nothing else into the file", () => {
    const { candidate, diagnostics } = read(`Here you are.\n${HELPERS}\nand\n${BODY}Done.`);

    expect(diagnostics).toEqual([]);
    expect(candidate).toEqual({
      language: "toyproof",
      path: "out/grow.proof",
      text: grow.source
        .replace("// <vc-helpers>\n", "// <vc-helpers>\nlemma L() {}\n")
        .replace("{ assume false; }", "{ grow; }"),
      companions: [],
    });
  });

  test("whatever they hold, so that the same texts are read back", () => {
    const anyText = fc
      .array(fc.string().filter((line) => !/[\r\n\0]|^\s*(?:`{3}|~{3}|<<<)|\.\.\.|…/u.test(line)))
      .map((lines) => `x${lines.map((line) => `${line}\n`).join("")}\n`)
      .filter((text) => !/rest|existing|remaining|here|same|omitted|code/iu.test(text));

    fc.assert(
      fc.property(anyText, anyText, (helpers, code) => {
        expect(slotsOf(block("vc-code", code) + block("vc-helpers", helpers))).toEqual({
          "vc-helpers": helpers,
          "vc-code": code,
        });
      }),
    );
  });

  test("with the file's line ends, without byte order marks", () => {
    const file = formalSpecification({ source: grow.source.replaceAll("\n", "\r\n") });

    expect(slotsOf(block("vc-code", "\uFEFF{\n}\n", file), file)["vc-code"]).toBe("{\r\n}\r\n");
    expect(slotsOf(BODY.replaceAll("\n", "\r\n"))["vc-code"]).toBe("{ grow; }\n");
  });

  test("by their names to the letter, and only else in other letters", () => {
    const source = "???\n???\n";
    const slots = [
      { name: "body of Max", role: "body", start: 0, end: 3 },
      { name: "body of max", role: "body", start: 4, end: 7 },
    ] as const;
    const file = formalSpecification({ source, slots });
    const answer = block("body of Max", "one", file) + block("body of max", "two", file);

    expect(slotsOf(answer, file)).toEqual({ "body of Max": "one", "body of max": "two" });
    expect(slotsOf(block("VC-Code", "{ grow; }\n"))["vc-code"]).toBe("{ grow; }\n");
  });

  test("without a line end where the slot ends inside a line", () => {
    const answer = block("hole 1", "by simp\n", holes) + block("hole 2", "trivial", holes);

    expect(read(answer, { file: holes }).candidate?.text).toBe(
      "theorem a : x := by simp\ntheorem b : y := trivial -- end\n",
    );
  });

  test("on a line of its own where an empty slot stands behind a text", () => {
    const source = "ensures x // why\nmethod N()\n";
    const slots = [{ name: "body", role: "body", start: 16, end: 16 }] as const;
    const file = formalSpecification({ source, slots });

    expect(read(block("body", "{ }", file), { file }).candidate?.text).toBe(
      "ensures x // why\n{ }\nmethod N()\n",
    );
  });
});

describe("readSlotAnswer() is tolerant", () => {
  test.each([
    ["of labels without the file's name", BODY.replaceAll("grow / vc-code", "vc-code")],
    ["of labels with another file's name", BODY.replaceAll("grow / vc-code", "Shrink / vc-code")],
    ["of upper case", BODY.replaceAll("vc-code", "VC-Code")],
    ["of fences inside", block("vc-code", "```toyproof\n{ grow; }\n```\n")],
    ["of thoughts before", `<think>${block("vc-code", "{ no; }")}</think>${BODY}`],
    [
      "of an answer that is cut behind the last slot",
      { text: `${HELPERS}${BODY}And`, finishReason: "length" },
    ],
  ] as const)("%s", (_, answer) => {
    expect(slotsOf(answer)["vc-code"]).toBe("{ grow; }\n");
  });

  test("of helpers that are left out", () => {
    expect(slotsOf(BODY)).toEqual({ "vc-helpers": "", "vc-code": "{ grow; }\n" });
    expect(told(BODY)).toEqual([]);
  });

  test("of a slot that is answered twice: the last whole text counts, and it is told", () => {
    const cut = BODY.slice(0, -30).replace("grow;", "cut;");
    const answer = block("vc-code", "{ first; }") + BODY + cut;

    expect(slotsOf(answer)["vc-code"]).toBe("{ grow; }\n");
    expect(told(answer)).toEqual(["information response/doubled-slot"]);
  });

  test("of blocks of other files and of no slot, and tells them", () => {
    const foreign = renderMarkedBlock({ nonce: "00000000", label: "grow / vc-code" }, "{ no; }");

    expect(slotsOf(BODY + foreign + block("notes", "x"))["vc-code"]).toBe("{ grow; }\n");
    expect(told(BODY + foreign + block("notes", "x"))).toEqual([
      "information response/foreign-block",
      "information response/foreign-block",
    ]);
  });

  test("of the whole file, where its frozen text is unchanged", () => {
    const whole = grow.source.replace("{ assume false; }", "{ grow; }");

    for (const answer of [
      whole,
      `Sure:\n\`\`\`\n${whole}\`\`\`\n`,
      whole.replaceAll("\n", "\r\n"),
    ]) {
      expect(slotsOf(answer)["vc-code"]).toBe("{ grow; }\n");
      expect(told(answer)).toEqual(["information response/unmarked"]);
    }
    expect(read(whole.replace("Big(n)\n//", "true\n//")).candidate).toBeUndefined();
  });

  test("of one code block without marks, where one body is asked for", () => {
    expect(slotsOf("```\n{ m; }\n```", oneBody)["vc-code"]).toBe("{ m; }\n");
    expect(told("```\n{ m; }\n```", oneBody)).toEqual(["information response/unmarked"]);
    expect(told("```\n{ m; }\n```\n```\n{ n; }\n```", oneBody)).toEqual(["error response/no-code"]);
    expect(told("```\n{ m; }\n```")).toEqual(["error response/no-code"]);
    expect(told("```\ntrivial\n```", holes)).toEqual(["error response/no-code"]);
    expect(told({ text: "```\n{ m; }\n```", finishReason: "length" }, oneBody)).toEqual([
      "error response/truncated",
    ]);
  });
});

describe("readSlotAnswer() says what is missing", () => {
  test.each([
    ["is not there", HELPERS, "is not answered"],
    ["is cut", HELPERS + BODY.slice(0, -30), "is cut off"],
    ["is empty", HELPERS + block("vc-code", "\n"), "is empty"],
    ["holds NUL", HELPERS + block("vc-code", "{ \0 }"), "holds a NUL character"],
    [
      "leaves code out",
      HELPERS + block("vc-code", "{\n// ... rest of the code\n}"),
      "leaves code out",
    ],
  ])("where a slot %s, and keeps the rest", (_, answer, why) => {
    const { candidate, diagnostics } = read(answer);

    expect(candidate?.text).toContain("lemma L() {}");
    expect(diagnostics.filter(isError)).toMatchObject([
      { code: "response/missing-slot", message: expect.stringContaining(why) },
    ]);
    expect(diagnostics.flatMap((each) => missingPartOf(each) ?? [])).toEqual([
      { kind: "slot", file: "out/grow.proof", name: "vc-code" },
    ]);
  });

  test("where helpers may have been cut off with the answer", () => {
    expect(told({ text: BODY, finishReason: "length" })).toEqual(["error response/missing-slot"]);
  });

  test.each([
    ["an empty answer", "", "error response/no-code"],
    ["prose", "I would prove it by induction.", "error response/no-code"],
    ["a refusal", { text: BODY, finishReason: "refusal" }, "error response/refused"],
    [
      "an answer that is cut before any slot",
      { text: "So", finishReason: "length" },
      "error response/truncated",
    ],
  ] as const)("where there is nothing: %s", (_, answer, code) => {
    expect(told(answer)).toEqual([code]);
    expect(read(answer).candidate).toBeUndefined();
  });

  test("and never takes an answer that is cut anywhere for a whole one", () => {
    const whole = BODY + HELPERS;
    const lastMark = whole.lastIndexOf("<<<END");

    for (let length = 0; length < lastMark; length++) {
      const { diagnostics } = read({ text: whole.slice(0, length), finishReason: "length" });
      expect(diagnostics.some(isError)).toBe(true);
    }
  });
});

describe("readSlotAnswer() goes on from an attempt", () => {
  test("and puts a missing slot into it, where only that was asked for", () => {
    const { candidate, diagnostics } = readTwice(
      HELPERS,
      block("vc-helpers", "other") + BODY,
      true,
    );

    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(readSlots(grow, candidate?.text ?? "") ?? [])).toEqual({
      "vc-helpers": "lemma L() {}\n",
      "vc-code": "{ grow; }\n",
    });
  });

  test("and takes one code block for the one body that was missing", () => {
    expect(readTwice(HELPERS, "```\n{ grow; }\n```", true).candidate?.text).toContain(
      "{ grow; }\n",
    );
  });

  test("and keeps what is not answered again", () => {
    const { candidate, diagnostics } = readTwice(
      HELPERS + BODY,
      block("vc-code", "{ more; }"),
      false,
    );

    expect(diagnostics).toEqual([]);
    expect(candidate?.text).toContain("lemma L() {}");
    expect(candidate?.text).toContain("{ more; }");
  });

  test("and still misses what is missing after a second answer", () => {
    const { diagnostics } = readTwice(HELPERS, block("vc-code", ""), true);

    expect(diagnostics).toMatchObject([{ code: "response/missing-slot", severity: "error" }]);
  });
});
