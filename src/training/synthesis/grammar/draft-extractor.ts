/** Tasks that read a text of a grammar and say something of what is in it. */

import type { Chooser } from "../chooser.ts";
import type { Draft } from "../draft.ts";
import { toPascal, toPlural, toWords, withArticle } from "../schema/shape.ts";
import { type Value, writeValue } from "../write-value.ts";
import type { TextPart } from "./derive-text.ts";
import { complexityOf, describeGrammar, mistakes, skipped } from "./draft-recogniser.ts";
import { drawTexts } from "./draw-texts.ts";
import type { Language } from "./language.ts";
import { patternOf, reachableFrom } from "./lark.ts";
import { type ReaderWishes, readerName, renderReader } from "./render-reader.ts";

const MOST_TEXTS = 9;

/** What is said of the parts of one name. `parts` is their list in code. */
interface Question {
  readonly category: "counters" | "evaluators" | "extractors";
  readonly name: string;
  readonly says: string;
  readonly type: string;
  readonly code: string;
  readonly slips: readonly string[];
  run(parts: readonly TextPart[]): Value;
}

export function draftExtractor(language: Language, chooser: Chooser): Draft | undefined {
  const target = chooseTarget(language, chooser);
  if (target === undefined) return undefined;
  const question = chooser.pickOf(questionsOf(target));
  const texts = drawTexts(language, MOST_TEXTS, chooser);
  const name = `${question.name}In${toPascal(language.called)}`;
  const failure = undefined;
  const signature = `export function ${name}(text: string): ${question.type} | ${failure}`;
  const render = (
    wishes: Partial<ReaderWishes>,
    code = question.code,
    end = "END === text.length",
  ): string =>
    `${renderReader({ ...language, hasParts: true, ...wishes })}
const collect = (parts: readonly Part[], rule: string): readonly Part[] =>
  parts.flatMap((part) => [...(part.rule === rule ? [part] : []), ...collect(part.parts, rule)]);

${signature} {
  const whole = ${readerName(language.start)}(text, 0).find(({ end }) => ${end.replace("END", skipped(language, wishes))});
  if (whole === undefined) return ${failure};
  const parts = collect(whole.parts, ${JSON.stringify(target.name)});
  return ${code};
}
`;
  return {
    category: question.category,
    complexity: complexityOf(language) === "simple" ? "moderate" : "complex",
    name,
    title: `${question.says.slice(0, 1).toUpperCase()}${question.says.slice(1).replace(/,.*$/u, "").replaceAll("`", "")}`,
    text: describe(language, question, failure, chooser),
    signature,
    reference: render({}),
    slips: [
      ...question.slips.map((code) => ({ why: `Gives \`${code}\``, text: render({}, code) })),
      { why: "Takes a text that only begins well", text: render({}, question.code, "end > 0") },
      ...chooser.shuffled(
        mistakes(language).map(({ why, wishes }) => ({ why, text: render(wishes) })),
      ),
    ],
    calls: chooser.shuffled(
      texts.map(({ text, part }) => ({
        call: `${name}(${JSON.stringify(text)})`,
        expected: {
          kind: "returns",
          expression: writeValue(
            part === undefined ? failure : question.run(collect([part], target.name)),
          ),
        },
      })),
    ),
  };
}

const collect = (parts: readonly TextPart[], rule: string): readonly TextPart[] =>
  parts.flatMap((part) => [...(part.rule === rule ? [part] : []), ...collect(part.parts, rule)]);

interface Target {
  readonly name: string;
  readonly isToken: boolean;
  readonly isNumeric: boolean;
}

/** A token, or a rule that is no start and no rewritten one. */
function chooseTarget({ start, grammar, texts }: Language, chooser: Chooser): Target | undefined {
  const names = [...reachableFrom(start, grammar)].flatMap((name) => grammar.rules.get(name) ?? []);
  const targets = names
    .filter((rule) => rule.name !== start && !rule.isFlattened && !rule.name.startsWith("_"))
    .map(({ name, isToken }) => {
      const known = texts.get(patternOf({ kind: "name", name }, grammar) ?? "") ?? [];
      const isNumeric =
        isToken && known.length > 1 && known.every((text) => /^\d{1,9}$/u.test(text));
      return { name, isToken, isNumeric };
    });
  const tokens = targets.filter(({ isToken }) => isToken);
  // More can be asked of tokens.
  const wanted = tokens.length > 0 && chooser.chance(0.65) ? tokens : targets;
  return wanted.length === 0 ? undefined : chooser.pickOf(wanted);
}

function questionsOf({ name, isToken, isNumeric }: Target): readonly Question[] {
  const shown = `\`${name}\``;
  const pascal = toPascal(name);
  const many = toPascal(toPlural(toWords(name)));
  const count: Question = {
    category: "counters",
    name: `count${many}`,
    says: `how many ${shown} are in the text, those inside others included`,
    type: "number",
    code: "parts.length",
    slips: [
      "new Set(parts.map(({ text }) => text)).size",
      "parts.length + 1",
      "whole.parts.length",
    ],
    run: (parts) => parts.length,
  };
  if (!isToken) return [count];
  const list: Question = {
    category: "extractors",
    name: `list${many}`,
    says: `the texts of all ${shown} in the order in which they stand, as an array`,
    type: "string[]",
    code: "parts.map(({ text }) => text)",
    slips: [
      "[...new Set(parts.map(({ text }) => text))]",
      "parts.map(({ text }) => text).toReversed()",
    ],
    run: (parts) => parts.map(({ text }) => text),
  };
  const longest: Question = {
    category: "extractors",
    name: `longest${pascal}`,
    says: `the longest ${shown}, the first of them where several are equally long, the empty string where there is none`,
    type: "string",
    code: 'parts.reduce((best, { text: own }) => (own.length > best.length ? own : best), "")',
    slips: [
      'parts.reduce((best, { text: own }) => (own.length >= best.length ? own : best), "")',
      'parts[0]?.text ?? ""',
    ],
    run: (parts) => parts.reduce((best, { text }) => (text.length > best.length ? text : best), ""),
  };
  const different: Question = {
    category: "extractors",
    name: `different${many}`,
    says: `the different ${shown}, each once, sorted by the codes of their characters, as an array`,
    type: "string[]",
    code: "[...new Set(parts.map(({ text }) => text))].sort()",
    slips: ["[...new Set(parts.map(({ text }) => text))]", "parts.map(({ text }) => text).sort()"],
    run: (parts) => [...new Set(parts.map(({ text }) => text))].sort(),
  };
  if (!isNumeric) return [count, list, longest, different];
  const sum: Question = {
    category: "evaluators",
    name: `sumOf${many}`,
    says: `the sum of all ${shown}, read as decimal numbers`,
    type: "number",
    code: "parts.reduce((sum, { text: own }) => sum + Number(own), 0)",
    slips: ["parts.length", "parts.reduce((sum, { text: own }) => sum + Number(own), 1)"],
    run: (parts) => parts.reduce((sum, { text }) => sum + Number(text), 0),
  };
  const greatest: Question = {
    category: "evaluators",
    name: `greatest${pascal}`,
    says: `the greatest ${shown}, read as a decimal number, \`-1\` where there is none`,
    type: "number",
    code: "Math.max(-1, ...parts.map(({ text: own }) => Number(own)))",
    slips: ["Number(parts[0]?.text ?? -1)", "Number(parts.at(-1)?.text ?? -1)"],
    run: (parts) => Math.max(-1, ...parts.map(({ text }) => Number(text))),
  };
  return [count, list, sum, sum, greatest];
}

function describe(
  language: Language,
  { says }: Question,
  failure: Value,
  chooser: Chooser,
): string {
  const thing = language.called;
  const opening = chooser.pick([
    `Read a text by the grammar below and give back ${says}.`,
    `A text is ${withArticle(thing)} of a small language. Find ${says}.`,
    `Given is ${withArticle(thing)} as text. The result is ${says}.`,
    `Take ${withArticle(thing)} apart as this grammar says; wanted is ${says}.`,
  ]);
  const otherwise = chooser.pick([
    `A text that does not belong to the language as a whole gives \`${failure}\`.`,
    `Where the whole text cannot be read, the result is \`${failure}\`.`,
  ]);
  return `${opening} ${otherwise} ${describeGrammar(language, chooser)}`;
}
