import { describe, expect, test } from "vitest";
import { analyze } from "./analyze.ts";
import { CASES } from "./fixtures/reference-rows.ts";

/** What breaks programs: parts of the language where they do not belong, and bytes that belong nowhere. */
const PIECES = [
  ...['"', '"""', "\\", "//", "[", "{", "(", "=", ".", "'", "#", "-1", "1.5", "é", "\u{1f600}"],
  ...["\ud800", "\0", "\n", "\r", "\t", " "],
  ...["end", "step", "snippet", "body", "case", "and", "where", "op=", "else", "mut", "handle"],
  ...['type="List<"', 'type="Map<K, V>"', 'as="x"', 'from="a.b"', 'fn="m.f"', "lit=none"],
];

/** A small generator of its own: the same inputs on every machine, without the cost of shrinking. */
function createMutations(seed: number): () => string {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % limit;
  };
  const mutate = (text: string): string => {
    const at = below(text.length + 1);
    switch (below(4)) {
      case 0:
        return `${text.slice(0, at)}${PIECES[below(PIECES.length)]}${text.slice(at)}`;
      case 1:
        return text.slice(0, at) + text.slice(at + below(60));
      case 2:
        return text.slice(0, at) + text.slice(below(text.length + 1));
      default:
        return `${text.slice(0, at)}${String.fromCharCode(below(0x10000))}${text.slice(at + 1)}`;
    }
  };
  return () => {
    let text = CASES[below(CASES.length)]?.source ?? "";
    for (let count = 1 + below(5); count > 0; count -= 1) text = mutate(text);
    return text;
  };
}

const repeat = (text: string, times: number): string => text.repeat(times);
const inBody = (steps: string): string => `snippet id="a.f" kind="fn"\nbody\n${steps}`;

const HOSTILE: readonly (readonly [name: string, source: string])[] = [
  ["steps in steps", inBody(repeat('step id="s" kind="if" condition="c"\nthen\n', 10_000))],
  ["steps in steps on one line", inBody(repeat('step id="s" kind="for" var="x" in="y" ', 10_000))],
  [
    "conditions in conditions",
    inBody(`step id="s" kind="delete" from="t" where ${repeat("and ", 10_000)}`),
  ],
  [
    "a type in a type",
    `snippet id="a.f" kind="fn" signature fn name="f" param name="p" type="${repeat("List<", 10_000)}Int${repeat(">", 10_000)}" end end end`,
  ],
  [
    "an open type in a type",
    `snippet id="a.f" kind="fn" signature fn name="f" param name="p" type="${repeat("List<", 10_000)}" end end end`,
  ],
  [
    "many names in one type",
    `snippet id="a.f" kind="fn" signature fn name="f" param name="p" type="${repeat("A|", 1_000_000)}B" end end end`,
  ],
  ["quotes", repeat('\\"', 100_000)],
  ["quotes and broken lines", repeat('"\\\n', 50_000)],
  ["brackets", `snippet id="a" kind="data" content a ${repeat("[", 100_000)}`],
  ["ends", repeat("end ", 100_000)],
  ["snippets", repeat('snippet id="a" kind="fn" ', 20_000)],
  ["broken steps", inBody(repeat('  step id="s" kind="nope"\n', 20_000))],
  ["one long word", `snippet id="${repeat("a", 1_000_000)}" kind="fn" end`],
  [
    "one long dotted name",
    inBody(`step id="s" kind="bind" from="${repeat("a.", 100_000)}b" as="x" end end end`),
  ],
  [
    "one long chain of calls",
    Array.from(
      { length: 5_000 },
      (_, index) =>
        `snippet id="c.f${index}" kind="fn"\nsignature\nfn name="f${index}"\nend\nend\nbody\nstep id="s" kind="call"\nfn="c.f${index + 1}"\nas="_"\nend\nend\nend\n`,
    ).join(""),
  ],
];

describe("analyze(), whatever it is given", () => {
  test.for(HOSTILE)("gives an answer to %s", ([, source]) => {
    expect(() => analyze(source, "strict")).not.toThrow();
  });

  test("gives findings inside the text, for 100,000 mutated programs", { timeout: 300_000 }, () => {
    const next = createMutations(20_261_121);
    for (let count = 0; count < 100_000; count += 1) {
      const source = next();
      for (const { range, stopsAt } of analyze(source, "strict").findings) {
        const isInside = 0 <= range.start && range.start <= range.end && range.end <= source.length;
        if (!isInside || (stopsAt ?? 0) > source.length) expect.unreachable(JSON.stringify(source));
      }
    }
  });
});
