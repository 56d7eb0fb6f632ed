import { describe, expect, test } from "vitest";
import { isFault } from "../../../domain/fault.ts";
import { openGrammarEngine } from "../../../faces/cli/open-grammar-engine.ts";
import { systemClock } from "../../../platform/clock.ts";
import { expectedOf, runDraft } from "../../../testing/run-draft.ts";
import { createChooser } from "../chooser.ts";
import { readText } from "./derive-text.ts";
import { openGrammarSource } from "./grammar-source.ts";
import { readGrammar } from "./read-grammar.ts";

const engine = await openGrammarEngine(systemClock);
const open = (text: string) => openGrammarSource({ path: "g.lark", text }, engine);
const SUMS = `// Sums and lists
start: term (("+" | "-") term)*
term: "!"+ NUMBER | NUMBER | list | call
list: "[" [start ("," start)*] "]"
call: NAME "(" start ")"
NAME: /[a-z]{1,5}/
NUMBER: /[0-9]{1,3}/
%ignore /[ \\t]{1,3}/
`;
const read = (text: string) => {
  const found = readGrammar(text);
  if (!found.isRead) throw new TypeError(found.why);
  return found.grammar;
};

describe("openGrammarSource()", () => {
  test("makes drafts whose references agree with the engine, and whose slips are told", () => {
    const { makers, skipped } = open(SUMS);
    expect(skipped).toEqual([]);
    expect(makers).toHaveLength(4 * 3);
    const kinds = new Set<string>();
    for (const [at, make] of makers.entries()) {
      const draft = make(createChooser(3, at));
      if (draft === undefined) continue;
      kinds.add(draft.category);
      const right = expectedOf(draft);
      expect({ is: runDraft(draft), reference: draft.reference }).toEqual({
        is: right,
        reference: draft.reference,
      });
      const slip = draft.slips.find(
        ({ text }) => runDraft(draft, text).join("\n") !== right.join("\n"),
      );
      expect(slip).toBeDefined();
    }
    expect(kinds.size).toBeGreaterThan(1);
  });

  test("leaves out rules that cannot be read from left to right, and says so", () => {
    const { skipped, makers } = open('start: a+ n\na: "(" n ")"\nn: m "x" | "y"\nm: n "z"');

    expect(skipped).toEqual([
      'g.lark:1: the rule "start": "n" begins with itself by way of other rules',
      'g.lark:2: the rule "a": "n" begins with itself by way of other rules',
      'g.lark:3: the rule "n": "n" begins with itself by way of other rules',
      'g.lark:4: the rule "m": "m" begins with itself by way of other rules',
    ]);
    expect(makers).toEqual([]);
  });

  test.each([
    ["what is no grammar", "start: (", /g\.lark:\d+:\d+/u],
    ["a rule that is not there", "start: other", /g\.lark.*other/u],
    ["a rule that never ends", "start: start start", /g\.lark/u],
    ["a list of any values", 'start: "a" %json { "type": "string" }', /g\.lark/u],
  ])("refuses %s, with the place", (_, text, place) => {
    let fault: unknown;
    try {
      open(text);
    } catch (error) {
      fault = error;
    }

    expect(isFault(fault, "specification/invalid") && fault.message).toMatch(place);
  });
});

describe("readGrammar()", () => {
  test.each([
    ["alternatives over lines", 'start: "a"\n  | "b"', ["a", "b"], ["ab", ""]],
    ["counted repetition", 'start: "a"~2..3', ["aa", "aaa"], ["a", "aaaa"]],
    ["counts in braces", 'start: "a"{2}', ["aa"], ["a", "aaa"]],
    ["parts in brackets", 'start: "a" ["b"]', ["a", "ab"], ["b"]],
    ["any case", 'start: "ab"i', ["AB", "aB"], ["a"]],
    ["ranges", 'start: X+\nX: "a".."c"', ["abc"], ["d"]],
    ["imports", "%import common.INT -> N\nstart: N", ["12"], ["x"]],
    ["tokens of tokens", 'start: W\nW: L (L | "-")*\nL: /[a-z]/', ["a-b"], ["-a"]],
    ["a rule that begins with itself", 'start: start "+" N | N\nN: /[0-9]/', ["1+2+3"], ["+1"]],
    ["ignored text", 'start: "a" "b"\n%ignore " "', ["a b", " ab "], ["ba"]],
  ])("reads %s", (_, text, good, bad) => {
    const grammar = read(text);

    for (const each of good) expect(readText("start", each, grammar)).toHaveLength(1);
    for (const each of bad) expect(readText("start", each, grammar)).toEqual([]);
  });

  test.each([
    ['start: "a"\n%declare X', 2, "%declare"],
    ["start: a{b}", 1, "cannot read"],
    ['start: "a"\n\nb[x]: "c"', 3, "attributes are not supported"],
    ["start: /a/m", 1, 'the flags "m"'],
    ["%import python.NAME\nstart: NAME", 1, "%import of python.NAME"],
    [`start: ${"(".repeat(60)}"a"${")".repeat(60)}`, 1, "nested too deeply"],
  ])("says what it does not read in %s", (text, line, why) => {
    expect(readGrammar(text)).toMatchObject({
      isRead: false,
      line,
      why: expect.stringContaining(why),
    });
  });
});

describe("readText()", () => {
  test("tells two readings of one text", () => {
    const grammar = read('start: a | b\na: "x"\nb: "x"');

    expect(readText("start", "x", grammar)).toHaveLength(2);
  });

  test("gives up where there are too many", () => {
    const grammar = read('start: a a a a a a a\na: "x"*');

    expect(readText("start", "x".repeat(30), grammar)).toBeUndefined();
  });
});
