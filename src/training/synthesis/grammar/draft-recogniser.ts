/** Tasks that tell the texts of a grammar from others. */

import type { Complexity } from "../../../domain/evaluation.ts";
import { fence } from "../../../std/fence.ts";
import type { Chooser } from "../chooser.ts";
import type { Draft } from "../draft.ts";
import { toPascal, withArticle } from "../schema/shape.ts";
import { drawTexts } from "./draw-texts.ts";
import type { Language } from "./language.ts";
import { ignoredPattern, type LarkNode, nodesOf, reachableFrom } from "./lark.ts";
import { type ReaderWishes, readerName, renderReader } from "./render-reader.ts";

const MOST_TEXTS = 9;

export function draftRecogniser(language: Language, chooser: Chooser): Draft | undefined {
  const texts = drawTexts(language, MOST_TEXTS, chooser);
  if (!texts.some(({ part }) => part === undefined)) return undefined;
  const name =
    chooser.pick(["is", "isWhole", "accepts", "matches", "isValid"]) + toPascal(language.called);
  const signature = `export function ${name}(text: string): boolean`;
  const render = (
    wishes: Partial<ReaderWishes>,
    end = ".some((end) => END === text.length)",
  ): string =>
    `${renderReader({ ...language, hasParts: false, ...wishes })}
${signature} {
  return ${readerName(language.start)}(text, 0)${end.replace("END", skipped(language, wishes))};
}
`;
  return {
    category: "recognisers",
    complexity: complexityOf(language),
    name,
    title: chooser.pick([
      `Recognise ${withArticle(language.called)}`,
      `Texts of a small language: ${language.called}`,
    ]),
    text: describe(language, chooser),
    signature,
    reference: render({}),
    slips: [
      { why: "Takes a text that only begins well", text: render({}, ".length > 0") },
      ...chooser.shuffled(
        mistakes(language).map(({ why, wishes }) => ({ why, text: render(wishes) })),
      ),
    ],
    calls: chooser.shuffled(
      texts.map(({ text, part }) => ({
        call: `${name}(${JSON.stringify(text)})`,
        expected: { kind: "returns", expression: String(part !== undefined) },
      })),
    ),
  };
}

/** What follows the end may be ignored too. */
export const skipped = ({ grammar }: Language, { isStrict }: Partial<ReaderWishes> = {}): string =>
  ignoredPattern(grammar) === undefined || isStrict === true ? "end" : "skip(text, end)";

export const complexityOf = ({ rules }: Language): Complexity =>
  rules <= 2 ? "simple" : rules <= 5 ? "moderate" : "complex";

function describe(language: Language, chooser: Chooser): string {
  const thing = language.called;
  const opening = chooser.pick([
    `Say whether a whole text can be read as ${withArticle(thing)} by the grammar below.`,
    `A small language is given by a grammar. Tell if a text belongs to it, from its first character to its last.`,
    `Somebody types ${withArticle(thing)}; find out if what was typed follows the rules of this grammar, with nothing left over.`,
  ]);
  return `${opening} ${describeGrammar(language, chooser)}`;
}

/** The grammar, and how it is to be read. */
export function describeGrammar({ start, grammar, source }: Language, chooser: Chooser): string {
  const reading = chooser.pick([
    `The grammar is in Lark; a text begins with \`${start}\`, and a name in capitals is one piece.`,
    `What follows is Lark: \`${start}\` stands for a whole text, and what has a name in capitals is read in one piece.`,
    `Texts are built from \`${start}\` in this Lark grammar, whose names in capitals are single pieces.`,
  ]);
  const blanks =
    ignoredPattern(grammar) === undefined
      ? chooser.pick([
          "Nothing else may stand between pieces, no blank either.",
          "Pieces follow each other directly.",
        ])
      : chooser.pick([
          "Before, between and after pieces there may be what `%ignore` names; it is needed only to keep two words apart.",
          "What `%ignore` names does not count, wherever it stands outside of a piece.",
        ]);
  return `${reading} ${blanks}\n\n${fence(source, "lark")}`;
}

/** Readers with one thing wrong. */
export function mistakes({
  start,
  grammar,
}: Language): readonly { readonly why: string; readonly wishes: Partial<ReaderWishes> }[] {
  const nodes = [...reachableFrom(start, grammar)]
    .flatMap((name) => grammar.rules.get(name) ?? [])
    .filter(({ isToken }) => !isToken)
    .flatMap(({ name, body }) => nodesOf(body).map((node) => ({ name, node })));
  const changes = nodes.flatMap(({ name, node }) =>
    changesOf(node).map((by) => ({ name, node, by })),
  );
  return [
    ...changes.map(({ name, node, by }) => ({
      why: `Reads the rule ${name} too narrowly or too widely`,
      wishes: { change: (other: LarkNode) => (other === node ? by : other) },
    })),
    ...(ignoredPattern(grammar) === undefined
      ? []
      : [{ why: "Lets nothing stand between pieces", wishes: { isStrict: true } }]),
  ];
}

function changesOf(node: LarkNode): readonly LarkNode[] {
  if (node.kind === "choice")
    return node.parts.map((_, left) => ({
      ...node,
      parts: node.parts.filter((__, at) => at !== left),
    }));
  if (node.kind !== "repeat") return [];
  const { least, most } = node;
  return [
    ...(least === 0
      ? [{ ...node, least: 1, most: most === undefined ? undefined : Math.max(most, 1) }]
      : [{ ...node, least: 0 }]),
    ...(most === undefined
      ? [{ ...node, most: Math.max(least, 1) }]
      : [{ ...node, most: undefined }]),
  ];
}
