import type {
  EffectsSection,
  FieldDeclaration,
  FunctionSignature,
  MetadataSection,
  MetadataValue,
  Note,
  Program,
  Requirement,
  SchemaSection,
  Section,
  Snippet,
  Table,
  TypesSection,
} from "../syntax/ast.ts";
import { createLayoutBuilder, type Layout, type LayoutBuilder } from "./layout.ts";
import { layoutReturns } from "./layout-returns.ts";
import { layoutSteps } from "./layout-steps.ts";
import { sortSections } from "./sort-sections.ts";
import { writeNumber } from "./write-number.ts";
import { keepRawLiteral } from "./write-operand.ts";

type TypeSignature = TypesSection["types"][number];

/** The canonical layout of a program that was read without findings. */
export function layoutProgram(program: Program): Layout {
  const builder = createLayoutBuilder(program);
  for (const snippet of program.snippets) layoutSnippet(builder, snippet);
  return builder.finish();
}

function layoutSnippet(builder: LayoutBuilder, snippet: Snippet): void {
  builder.beginSnippet();
  builder.line(builder.firstOf(snippet), 0);
  for (const note of snippet.notes) layoutNote(builder, note);
  for (const section of sortSections(snippet.sections)) {
    builder.line(builder.firstOf(section), 0);
    layoutSection(builder, section);
    builder.end(builder.lastOf(section), 0);
  }
  builder.end(builder.lastOf(snippet), 0);
}

function layoutNote(builder: LayoutBuilder, note: Note): void {
  builder.line(builder.firstOf(note), 0);
  if (note.isTriple) builder.end(builder.lastOf(note), 0);
}

function layoutSection(builder: LayoutBuilder, section: Section): void {
  switch (section.kind) {
    case "effects":
      return layoutEffects(builder, section);
    case "requires":
      for (const requirement of section.requirements) layoutRequirement(builder, requirement);
      return;
    case "types":
      for (const type of section.types) layoutType(builder, type);
      return;
    case "signature":
      return section.signature.kind === "fn"
        ? layoutFunction(builder, section.signature)
        : layoutType(builder, section.signature);
    case "body":
      return layoutSteps(builder, section.steps, 1);
    case "tests":
      for (const test of section.tests) {
        builder.line(builder.firstOf(test), 1);
        layoutSteps(builder, test.steps, 2);
        builder.end(builder.lastOf(test), 1);
      }
      return;
    case "metadata":
      return layoutMetadata(builder, section);
    case "relations":
      for (const relation of section.relations) builder.line(builder.firstOf(relation), 1);
      return;
    case "content":
      if (section.text !== undefined) builder.line(builder.firstOf(section.text), 1);
      for (const { key } of section.pairs) builder.line(builder.firstOf(key), 1);
      return;
    case "schema":
      return layoutSchema(builder, section);
  }
}

function layoutEffects(builder: LayoutBuilder, { effects }: EffectsSection): void {
  for (const effect of effects) {
    builder.line(builder.firstOf(effect), 1);
    for (const { value } of effect.parameters) keepRawLiteral(builder, value);
  }
}

/** Its content is pairs of a word and a value, the text before the priority. */
function layoutRequirement(builder: LayoutBuilder, requirement: Requirement): void {
  builder.line(builder.firstOf(requirement), 1);
  const last = builder.lastOf(requirement);
  const pairs: number[] = [];
  for (let at = builder.firstOf(requirement.id) + 1; at < last; at += 2) pairs.push(at);
  const isPriority = (at: number): number => (builder.token(at)?.text === "priority" ? 1 : 0);
  for (const at of pairs.toSorted((one, other) => isPriority(one) - isPriority(other)))
    builder.line(at, 2);
  builder.end(last, 1);
}

function layoutType(builder: LayoutBuilder, type: TypeSignature): void {
  builder.line(builder.firstOf(type), 1);
  if (type.kind === "struct") for (const field of type.fields) layoutField(builder, field, 2);
  else {
    for (const variant of type.variants) {
      builder.line(builder.firstOf(variant), 2);
      for (const field of variant.fields) layoutField(builder, field, 3);
      builder.end(builder.lastOf(variant), 2);
    }
  }
  builder.end(builder.lastOf(type), 1);
}

function layoutField(builder: LayoutBuilder, field: FieldDeclaration, depth: number): void {
  builder.line(builder.firstOf(field), depth);
  const type = builder.firstOf(field.type);
  const last = builder.lastOf(field);
  if (last === type) return;
  const flags = [
    field.isAuto ? "auto" : "",
    field.isUnique ? "unique" : "",
    field.isPrimary ? "primary_key=true" : "",
    field.isOptional ? "optional" : "",
  ];
  builder.rewrite(type + 1, last, flags.filter((flag) => flag !== "").join(" "));
}

function layoutFunction(builder: LayoutBuilder, signature: FunctionSignature): void {
  builder.line(builder.firstOf(signature), 1);
  const last = builder.lastOf(signature);
  // `generic name = "T"`
  const generics = signature.generics.map((name) => builder.firstOf(name) - 3);
  const parameters = signature.parameters.map((parameter) => builder.firstOf(parameter));
  const returns = signature.returns === undefined ? [] : [builder.firstOf(signature.returns)];
  const items = [...parameters, ...returns, ...generics];
  // Of several `returns` the last one counts, so nothing may be moved past them.
  if (countReturns(builder, builder.firstOf(signature), last) > 1) items.sort((a, b) => a - b);
  for (const first of items) {
    if (first === returns[0] && signature.returns !== undefined)
      layoutReturns(builder, signature.returns, 2);
    else builder.line(first, 2);
  }
  builder.end(last, 1);
}

function countReturns(builder: LayoutBuilder, first: number, last: number): number {
  let count = 0;
  for (let at = first; at < last; at += 1) {
    const token = builder.token(at);
    if (token?.kind === "keyword" && token.text === "returns") count += 1;
  }
  return count;
}

function layoutMetadata(builder: LayoutBuilder, { entries }: MetadataSection): void {
  for (const { key, value } of entries) {
    builder.line(builder.firstOf(key), 1);
    if (!isScalarWithoutQuotes(value)) continue;
    const at = builder.firstOf(value);
    const token = builder.token(at);
    if (token !== undefined) builder.rewrite(at, at, `"${writeNumber(token)}"`);
  }
}

const isScalarWithoutQuotes = ({ kind }: MetadataValue): boolean =>
  kind === "word" || kind === "integer" || kind === "bool";

function layoutSchema(builder: LayoutBuilder, { tables, fields }: SchemaSection): void {
  const items: readonly (Table | FieldDeclaration)[] = [...tables, ...fields];
  for (const item of items.toSorted((one, other) => one.start - other.start)) {
    if ("fields" in item) {
      builder.line(builder.firstOf(item), 1);
      for (const field of item.fields) layoutField(builder, field, 2);
      builder.end(builder.lastOf(item), 1);
    } else layoutField(builder, item, 1);
  }
}
