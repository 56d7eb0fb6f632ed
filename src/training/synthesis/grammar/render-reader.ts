/** A grammar as code that reads its texts: one function a rule, over a few that put readers together. */

import {
  ignoredPattern,
  type LarkGrammar,
  type LarkNode,
  patternOf,
  reachableFrom,
} from "./lark.ts";

export interface ReaderWishes {
  readonly start: string;
  readonly grammar: LarkGrammar;
  /** Whether it tells the parts, and not only where they end. */
  readonly hasParts: boolean;
  /** A node that stands in for another: a mistake. */
  readonly change?: ((node: LarkNode) => LarkNode) | undefined;
  /** Leaves out what may stand between pieces: a mistake. */
  readonly isStrict?: boolean | undefined;
}

/** The name of a rule's function. */
export const readerName = (rule: string): string =>
  `read${rule.replaceAll(/(?:^|_+)(.)/gu, (_, first: string) => first.toUpperCase())}`;

/** All that is needed to call `readerName(start)(text, 0)`. */
export function renderReader(wishes: ReaderWishes): string {
  const { start, grammar, hasParts } = wishes;
  const rules = [...reachableFrom(start, grammar)].flatMap((name) => grammar.rules.get(name) ?? []);
  const functions = rules
    .filter(({ isToken }) => !isToken)
    .map(({ name, body }) => {
      const reader = renderNode(body, wishes);
      const read = hasParts ? `named(${JSON.stringify(name)}, ${reader})` : reader;
      return `function ${readerName(name)}(text: string, at: number): readonly ${hasParts ? "Reading" : "number"}[] {\n  return ${read}(text, at);\n}\n`;
    });
  const ignored = wishes.isStrict === true ? undefined : ignoredPattern(grammar);
  const skip = `const skip = (text: string, at: number): number =>\n  at + (${toRegex(`^${ignored}*`)}.exec(text.slice(at))?.[0].length ?? 0);\n`;
  const prelude = hasParts ? PARTS : ENDS;
  const used = Object.entries(prelude).filter(
    ([name]) => name === "type" || functions.some((code) => code.includes(`${name}(`)),
  );
  return [
    ...used.map(([, code]) =>
      ignored === undefined ? code.replace("skip(text, at)", "at") : code,
    ),
    ...(ignored === undefined ? [] : [skip]),
    ...functions,
  ].join("\n");
}

function renderNode(original: LarkNode, wishes: ReaderWishes): string {
  const node = wishes.change?.(original) ?? original;
  const { grammar, hasParts } = wishes;
  switch (node.kind) {
    case "text":
    case "pattern":
      return renderToken(node, undefined, wishes);
    case "name":
      return grammar.rules.get(node.name)?.isToken === true
        ? renderToken(node, hasParts ? node.name : undefined, wishes)
        : readerName(node.name);
    case "sequence":
    case "choice": {
      const parts = node.parts.map((part) => renderNode(part, wishes));
      return parts.length === 1
        ? (parts[0] as string)
        : `${node.kind === "choice" ? "either" : "inOrder"}(${parts.join(", ")})`;
    }
    case "repeat": {
      const { body, least, most } = node;
      return `repeated(${renderNode(body, wishes)}, ${least}, ${most ?? "Infinity"})`;
    }
  }
}

function renderToken(node: LarkNode, name: string | undefined, { grammar }: ReaderWishes): string {
  const rule = node.kind === "name" ? grammar.rules.get(node.name)?.body : node;
  const isOne = rule?.kind === "text" || rule?.kind === "pattern";
  const source = patternOf(node, grammar) ?? "(?!)";
  const pattern = toRegex(isOne ? `^${source}$` : `^(?:${source})$`);
  return name === undefined ? `token(${pattern})` : `token(${pattern}, ${JSON.stringify(name)})`;
}

/** A literal: slashes are escaped by the engine itself. */
const toRegex = (pattern: string): string => `/${new RegExp(pattern).source}/`;

const ENDS = {
  type: `/** Where what it reads from \`at\` on may end. */
type Reader = (text: string, at: number) => readonly number[];
`,
  token: `const token =
  (pattern: RegExp): Reader =>
  (text, at) => {
    const from = skip(text, at);
    const ends: number[] = [];
    for (let end = from + 1; end <= text.length; end += 1)
      if (pattern.test(text.slice(from, end))) ends.push(end);
    return ends;
  };
`,
  inOrder: `const inOrder =
  (...readers: readonly Reader[]): Reader =>
  (text, at) => {
    let ends = [at];
    for (const reader of readers) ends = [...new Set(ends.flatMap((end) => reader(text, end)))];
    return ends;
  };
`,
  either: `const either =
  (...readers: readonly Reader[]): Reader =>
  (text, at) => [...new Set(readers.flatMap((reader) => reader(text, at)))];
`,
  repeated: `const repeated =
  (reader: Reader, least: number, most: number): Reader =>
  (text, at) => {
    const found = new Set(least === 0 ? [at] : []);
    let ends = [at];
    for (let count = 1; count <= most && ends.length > 0; count += 1) {
      ends = [...new Set(ends.flatMap((end) => reader(text, end)))].filter((end) => !found.has(end));
      if (count >= least) for (const end of ends) found.add(end);
    }
    return [...found];
  };
`,
};

const PARTS = {
  type: `interface Part {
  readonly rule: string;
  readonly text: string;
  readonly parts: readonly Part[];
}
interface Reading {
  readonly end: number;
  readonly parts: readonly Part[];
}
type Reader = (text: string, at: number) => readonly Reading[];

/** One reading for each place where it may end. */
const byEnd = (readings: readonly Reading[]): readonly Reading[] => [
  ...new Map(readings.toReversed().map((reading) => [reading.end, reading])).values(),
];
`,
  token: `const token =
  (pattern: RegExp, rule?: string): Reader =>
  (text, at) => {
    const from = skip(text, at);
    const readings: Reading[] = [];
    for (let end = from + 1; end <= text.length; end += 1) {
      const piece = text.slice(from, end);
      const parts = rule === undefined ? [] : [{ rule, text: piece, parts: [] }];
      if (pattern.test(piece)) readings.push({ end, parts });
    }
    return readings;
  };
`,
  named: `const named =
  (rule: string, reader: Reader): Reader =>
  (text, at) =>
    reader(text, at).map(({ end, parts }) => ({
      end,
      parts: [{ rule, text: text.slice(at, end), parts }],
    }));
`,
  inOrder: `const inOrder =
  (...readers: readonly Reader[]): Reader =>
  (text, at) => {
    let readings: readonly Reading[] = [{ end: at, parts: [] }];
    for (const reader of readers)
      readings = byEnd(
        readings.flatMap((one) =>
          reader(text, one.end).map(({ end, parts }) => ({ end, parts: [...one.parts, ...parts] })),
        ),
      );
    return readings;
  };
`,
  either: `const either =
  (...readers: readonly Reader[]): Reader =>
  (text, at) =>
    byEnd(readers.flatMap((reader) => reader(text, at)));
`,
  repeated: `const repeated =
  (reader: Reader, least: number, most: number): Reader =>
  (text, at) => {
    let readings: readonly Reading[] = [{ end: at, parts: [] }];
    const found: Reading[] = least === 0 ? [...readings] : [];
    for (let count = 1; count <= most && readings.length > 0; count += 1) {
      readings = byEnd(
        readings.flatMap((one) =>
          reader(text, one.end)
            .filter(({ end }) => end > one.end)
            .map(({ end, parts }) => ({ end, parts: [...one.parts, ...parts] })),
        ),
      );
      if (count >= least) found.push(...readings);
    }
    return byEnd(found);
  };
`,
};
