import { finding } from "../finding.ts";
import { PRIORITIES, SECTION_KINDS, type SectionKind } from "../tables/kinds.ts";
import type {
  BodySection,
  Effect,
  EffectsSection,
  Relation,
  RelationsSection,
  Requirement,
  RequiresSection,
  Section,
  SignatureSection,
  Test,
  TestsSection,
  TypesSection,
} from "./ast.ts";
import {
  advance,
  advanceAny,
  at,
  type Cursor,
  current,
  describeToken,
  expectString,
  expectStringValue,
  expectText,
  expectWord,
  inBlock,
  type OpenBlock,
  rangeFrom,
  skip,
  stop,
  stopUnexpected,
} from "./cursor.ts";
import { expectAttribute, expectEnd, readBlock } from "./expect.ts";
import { nearestNames } from "./nearest-names.ts";
import { parseContent, parseMetadata, parseSchema } from "./parse-data.ts";
import { parseLiteral } from "./parse-operand.ts";
import { parseSignature, parseTypeSignature } from "./parse-signature.ts";
import { parseSteps } from "./parse-step.ts";
import type { Name } from "./terms.ts";

/** A section of any kind, its `end` included. */
export function parseSection(cursor: Cursor): Section {
  const keyword = current(cursor);
  const kind = SECTION_KINDS.find((known) => at(cursor, known));
  if (kind === undefined) stopAtSection(cursor);
  advance(cursor);
  const block: OpenBlock = { name: kind, opened: keyword };
  return inBlock(cursor, block, () => {
    const content = CONTENTS[kind](cursor);
    expectEnd(cursor, block);
    const { start, end } = keyword;
    return { ...content, keyword: { start, end }, ...rangeFrom(cursor, keyword) } as Section;
  });
}

type Content<Kind extends Section> = Omit<Kind, "start" | "end" | "keyword">;

const CONTENTS: { readonly [Kind in SectionKind]: (cursor: Cursor) => Content<Section> } = {
  effects: (cursor): Content<EffectsSection> => ({
    kind: "effects",
    effects: repeat(cursor, "effect", parseEffect),
  }),
  requires: (cursor): Content<RequiresSection> => ({
    kind: "requires",
    requirements: repeat(cursor, "req", parseRequirement),
  }),
  types: (cursor): Content<TypesSection> => {
    const types: TypesSection["types"][number][] = [];
    while (at(cursor, "struct") || at(cursor, "enum")) types.push(parseTypeSignature(cursor));
    return { kind: "types", types };
  },
  signature: (cursor): Content<SignatureSection> => ({
    kind: "signature",
    signature: parseSignature(cursor),
  }),
  body: (cursor): Content<BodySection> => ({ kind: "body", steps: parseSteps(cursor) }),
  tests: (cursor): Content<TestsSection> => ({
    kind: "tests",
    tests: repeat(cursor, "test", parseTest),
  }),
  metadata: parseMetadata,
  relations: (cursor): Content<RelationsSection> => ({
    kind: "relations",
    relations: repeat(cursor, "rel", parseRelation),
  }),
  content: parseContent,
  schema: parseSchema,
};

function repeat<Item>(cursor: Cursor, word: string, read: (cursor: Cursor) => Item): Item[] {
  const items: Item[] = [];
  while (at(cursor, word)) items.push(read(cursor));
  return items;
}

function stopAtSection(cursor: Cursor): never {
  const token = current(cursor);
  if (token.error !== undefined) stopUnexpected(cursor, "a section");
  const name = token.text;
  const [near] = nearestNames(name, SECTION_KINDS);
  const help =
    name === "snippet"
      ? 'The snippet before it is not closed: write "end" first'
      : near === undefined
        ? `Sections: ${SECTION_KINDS.join(", ")}`
        : `Did you mean "${near}"?`;
  stop(
    cursor,
    finding("unexpected_section", token, { name }, `There is no section ${describeToken(token)}`, {
      help,
    }),
  );
}

function parseEffect(cursor: Cursor): Effect {
  const keyword = advance(cursor);
  const name = parseEffectName(cursor);
  const parameters: Effect["parameters"][number][] = [];
  if (skip(cursor, "(") !== undefined) {
    while (!at(cursor, ")")) {
      const parameter = expectWord(cursor, "an effect parameter");
      expectText(cursor, "=");
      parameters.push({ name: parameter, value: parseLiteral(cursor) });
      if (skip(cursor, ",") === undefined) break;
    }
    expectText(cursor, ")");
  }
  return { name, parameters, ...rangeFrom(cursor, keyword) };
}

/** A dotted name; only its first segment may be `database` or `query`. */
function parseEffectName(cursor: Cursor): Name {
  const first = current(cursor);
  const isName = first.kind === "identifier" || at(cursor, "database") || at(cursor, "query");
  if (!isName) stopUnexpected(cursor, "the name of an effect");
  advance(cursor);
  const segments = [first.text];
  while (skip(cursor, ".") !== undefined)
    segments.push(expectWord(cursor, "a part of an effect's name that is no keyword").text);
  return { text: segments.join("."), ...rangeFrom(cursor, first) };
}

function parseRequirement(cursor: Cursor): Requirement {
  const keyword = advance(cursor);
  const id = expectAttribute(cursor, "requirement", "id");
  const block = { name: `req "${id.text}"`, opened: keyword };
  return inBlock(cursor, block, () => {
    let text: Name | undefined;
    let priority: Requirement["priority"];
    while (at(cursor, "text") || at(cursor, "priority")) {
      if (advance(cursor).text === "text") text = expectString(cursor, "text");
      else {
        const word = expectWord(cursor, "a priority").text;
        priority = PRIORITIES.find((known) => known === word);
      }
    }
    expectEnd(cursor, block);
    return { id, text, priority, ...rangeFrom(cursor, keyword) };
  });
}

function parseTest(cursor: Cursor): Test {
  const keyword = advance(cursor);
  const id = expectAttribute(cursor, "test", "id");
  const kind = expectAttribute(cursor, "test", "kind");
  const covers = skip(cursor, "covers") && expectStringValue(cursor, "covers");
  const block = { name: `test "${id.text}"`, opened: keyword };
  const steps = readBlock(cursor, block, () => parseSteps(cursor));
  return { id, kind, covers, steps, ...rangeFrom(cursor, keyword) };
}

function parseRelation(cursor: Cursor): Relation {
  const keyword = advance(cursor);
  const direction = at(cursor, "from") ? "from" : "to";
  const target = expectAttribute(cursor, "relation", direction);
  let type: Name | undefined;
  if (skip(cursor, "type") !== undefined) {
    expectText(cursor, "=");
    const { text, start, end } = advanceAny(cursor, "the type of a relation");
    type = { text, start, end };
  }
  return { direction, target, type, ...rangeFrom(cursor, keyword) };
}
