import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Extraction } from "../../domain/candidate.ts";
import type { FinishReason } from "../../domain/token-usage.ts";
import { accepted, response, specification } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { extractCandidate } from "./extract-candidate.ts";

const language = fakeLanguagePack(() => accepted());
const signature = "export function add(a: number, b: number): number";
const CODE = `${signature} {\n  return a + b;\n}\n`;

const extract = (text: string, finishReason: FinishReason = "stop"): Extraction =>
  extractCandidate(response({ text, finishReason }), {
    specification: specification({ signature }),
    language,
    path: "src/add.toy",
  });
const codeIn = (text: string, finishReason?: FinishReason): string | undefined =>
  extract(text, finishReason).candidate?.text;
const refusalOf = (text: string, finishReason?: FinishReason): string | undefined => {
  const { candidate, diagnostics } = extract(text, finishReason);
  expect(candidate).toBeUndefined();
  expect(diagnostics).toMatchObject([
    { tool: "response", phase: "response", category: "response", severity: "error" },
  ]);
  return diagnostics[0]?.code;
};
const block = (code: string, info = "toy"): string => `\`\`\`${info}\n${code}\`\`\`\n`;

describe("extractCandidate()", () => {
  test("gives the block, for the language and path that were asked for", () => {
    expect(extract(`Here it is:\n\n${block(CODE)}\nIt adds.`)).toEqual({
      candidate: { language: "toy", path: "src/add.toy", text: CODE, companions: [] },
      diagnostics: [],
    });
  });

  test("prefers the block that names the path", () => {
    const other = block(`${CODE}// longer\n`, "toy test/other.toy");

    expect(codeIn(other + block("x\n", "toy src/add.toy") + other)).toBe("x\n");
    expect(codeIn(`${other}**src/add.toy**\n${block("x\n", "")}`)).toBe("x\n");
  });

  test("prefers the language's own blocks to untagged ones, and those to none", () => {
    expect(codeIn(block("some output that is long\n", "") + block("x\n"))).toBe("x\n");
    expect(codeIn(block("x = 1\n", ""))).toBe("x = 1\n");
    expect(codeIn(block("x = 1\n", "text"))).toBe("x = 1\n");
    expect(codeIn(block("x\n", "TOY"))).toBe("x\n");
  });

  test("prefers the block that declares the name, be it shorter or untagged", () => {
    const usage = block(
      "print(add(1, 2)) and add(2, 3) and add(4, 5) and much more of it\n".repeat(3),
    );

    expect(codeIn(usage + block(CODE) + usage)).toBe(CODE);
    expect(codeIn(usage + block(CODE, ""))).toBe(CODE);
  });

  test("takes the longest block where none declares the name", () => {
    expect(codeIn(block("a\n") + block("bb\n") + block("c\n"))).toBe("bb\n");
  });

  test("takes the last of several versions, and no excerpt for one", () => {
    const better = CODE.replace("a + b", "b + a");

    expect(codeIn(`${block(CODE)}Better:\n${block(better)}`)).toBe(better);
    expect(codeIn(`${block(CODE + CODE)}The signature:\n${block(`${signature};\n`)}`)).toBe(
      CODE + CODE,
    );
  });

  test("takes a whole version before one that leaves code out", () => {
    const short = CODE.replace("return a + b;", "// ... rest of the code");

    expect(codeIn(block(CODE) + block(short))).toBe(CODE);
  });

  test("takes no patch for a file", () => {
    expect(codeIn(block(`+${CODE}`.repeat(3), "diff") + block(CODE))).toBe(CODE);
    expect(refusalOf(block("+a\n", "diff"))).toBe("response/diff");
  });

  test("refuses code in another language", () => {
    expect(refusalOf(block(CODE, "cobol"))).toBe("response/wrong-language");
    expect(refusalOf(block(CODE, "src/add.cob add.rs"))).toBe("response/wrong-language");
  });

  test.each([
    "// ... rest of code unchanged",
    "# ... existing code ...",
    "/* remaining implementation */",
  ])("refuses code that says %j", (comment) => {
    const { diagnostics } = extract(block(`${CODE}${comment}\n`));

    expect(diagnostics).toMatchObject([{ code: "response/omission", raw: comment }]);
  });

  test("lets a string say the same", () => {
    const code = `${CODE}const text = "// ... rest of code unchanged";\n`;

    expect(codeIn(block(code))).toBe(code);
  });

  test("refuses an answer that was cut off", () => {
    expect(refusalOf(block(CODE), "length")).toBe("response/truncated");
    expect(refusalOf(`\`\`\`toy\n${CODE}`, "other")).toBe("response/truncated");
    expect(refusalOf("", "length")).toBe("response/truncated");
  });

  test("takes a block that the model ended without closing it", () => {
    expect(codeIn(`\`\`\`toy\n${CODE.trimEnd()}`)).toBe(CODE);
  });

  test.each([
    "I can't help with that.",
    "I’m sorry, but no.",
    "I cannot do this.",
    "As an AI, I must not.",
  ])("recognises the refusal %j", (text) => {
    expect(refusalOf(text)).toBe("response/refused");
  });

  test("believes the provider that says the model refused", () => {
    expect(refusalOf(block(CODE), "refusal")).toBe("response/refused");
  });

  test("takes the code of a model that apologises and then writes it", () => {
    expect(codeIn(`I'm sorry for the mistake.\n${block(CODE)}`)).toBe(CODE);
  });

  test.each(["", " \n\n", "```toy\n```", "```\n\n```\n", "Add them, that is all."])(
    "finds no code in %j",
    (text) => {
      expect(refusalOf(text)).toBe("response/no-code");
    },
  );

  test("takes a whole answer that is code", () => {
    expect(codeIn(CODE)).toBe(CODE);
    expect(codeIn(`Sure! Here is the code:\n\n${CODE}\nIt adds the two numbers.\n`)).toBe(CODE);
    expect(codeIn(`${CODE}\n\nconst zero = add(0, 0);\n`)).toBe(
      `${CODE}\n\nconst zero = add(0, 0);\n`,
    );
  });

  test("takes code whose opening mark was never written", () => {
    expect(codeIn(`${CODE}\`\`\``)).toBe(CODE);
    expect(codeIn(`${CODE}\`\`\`\nThis adds the two numbers.`)).toBe(CODE);
  });

  test("takes a string's blank lines and sentences for code", () => {
    const code = `"""Adds.\n\nThis is a long explanation of it.\n"""\n\ndef add(a, b):\n    return a + b\n`;

    expect(codeIn(code)).toBe(code);
  });

  test("takes no code that a sentence interrupts, or that declares something else", () => {
    expect(refusalOf(`${CODE}This function adds the two numbers.\n`)).toBe("response/no-code");
    expect(refusalOf("export function sub() {}\n")).toBe("response/no-code");
    expect(refusalOf("You could write the function add as a sum.\n\nconst a = 1;\n")).toBe(
      "response/no-code",
    );
  });

  test("takes no untagged block of prose", () => {
    expect(refusalOf(block("This adds the two numbers.\n", ""))).toBe("response/no-code");
  });

  test("leaves a model's thoughts out", () => {
    const thoughts = `<think>\nMaybe this?\n\n${block(CODE.repeat(3))}\n</think>\n`;

    expect(codeIn(`${thoughts}\n${block(CODE)}`)).toBe(CODE);
  });

  test("keeps the line endings inside, and ends the text with one line feed", () => {
    expect(codeIn("```toy\r\na\r\nb\r\n\r\n```\r\n")).toBe("a\r\nb\n");
  });
});

const sentence = fc.constantFrom(
  "Here is the function you asked for.",
  "It adds `a` and `b`, and returns the sum.",
  "Note that this is O(1).",
  "- It has no side effects",
  "1. First we add",
  "> A quote about sums",
  "## Explanation",
  "The function add(a, b) returns a + b.",
  "I hope this helps!",
);
const prose = fc.array(sentence, { maxLength: 5 });

describe("extractCandidate() as a law", () => {
  test("gives back exactly the code that a fence in prose holds", () => {
    const codeLine = fc.constantFrom(
      "let x = `a`;",
      "  return 1;",
      "",
      "// note",
      "\tif (a) {",
      "}",
      "```",
      "~~~",
      "> x",
      "- y",
      "é",
    );
    const code = fc
      .array(codeLine, { minLength: 1, maxLength: 8 })
      .filter((lines) => lines.join("").trim() !== "");
    const fence = fc.record({
      mark: fc.constantFrom("````", "~~~~", "``````"),
      info: fc.constantFrom("", "toy", " toy", "toy title=add.toy", "src/add.toy:1"),
      indent: fc.constantFrom("", "  ", "> ", "   "),
      isClosed: fc.boolean(),
    });

    fc.assert(
      fc.property(
        prose,
        prose,
        code,
        fence,
        (before, after, lines, { mark, info, indent, isClosed }) => {
          const body = [`${mark}${info}`, ...lines, ...(isClosed ? [mark] : [])].map(
            (line) => indent + line,
          );
          const head = before.length === 0 ? "" : `${before.join("\n\n")}\n\n<!-- -->\n\n`;
          const tail = isClosed ? `\n\n${after.join("\n\n")}` : "";

          const text = codeIn(head + body.join("\n") + tail);

          expect(text).toBe(`${lines.join("\n").replace(/\n+$/, "")}\n`);
        },
      ),
    );
  });

  test("never takes prose for an artifact", () => {
    const word = fc.constantFrom(
      ..."add the function returns import class a sum const of let export type = ( ) from def".split(
        " ",
      ),
    );
    const wordy = fc
      .array(word, { minLength: 6, maxLength: 14 })
      .map((words) => `${words.join(" ")}.`);

    fc.assert(
      fc.property(
        fc.array(fc.oneof(sentence, wordy), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\n", "\n\n"),
        (sentences, gap) => {
          const text = sentences.map((line) => line[0]?.toUpperCase() + line.slice(1)).join(gap);

          expect(codeIn(text)).toBeUndefined();
        },
      ),
    );
  });

  test("takes a candidate or says why not, whatever the answer", () => {
    const piece = fc.constantFrom(
      "```",
      "```toy",
      "~~~",
      CODE,
      "\n",
      "\n\n",
      "a sentence of words",
      "<think>",
      "</think>",
      "`",
      "// ...",
      "> ",
      "- ",
    );

    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom<FinishReason>("stop", "length", "refusal", "other"),
        (pieces, finishReason) => {
          const { candidate, diagnostics } = extract(pieces.join(""), finishReason);

          expect(candidate === undefined).toBe(diagnostics.length > 0);
          expect(candidate?.text.trim()).not.toBe("");
        },
      ),
    );
  });
});
