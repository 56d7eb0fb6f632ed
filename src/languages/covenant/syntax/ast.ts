/** The tree of a Covenant file: snippets, their sections and declarations. Steps are in `step-ast.ts`. */

import type { Priority, SectionKind, SnippetKind } from "../tables/kinds.ts";
import type { Step } from "./step-ast.ts";
import type { Literal, Name, Returns } from "./terms.ts";
import type { Comment, Range, Token } from "./token.ts";

export interface Program {
  readonly source: string;
  /** Tokens and comments hold every character that is not blank, so the tree loses nothing. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly snippets: readonly Snippet[];
}

/** Every node that has one covers its text from the first token to the last, the closing `end` included. */
export interface Snippet extends Range {
  readonly id: Name;
  readonly kind: SnippetKind;
  /** The string that names the kind. */
  readonly kindName: Name;
  readonly implements: Name | undefined;
  readonly platform: Name | undefined;
  readonly notes: readonly Note[];
  /** In source order, repeated ones included. */
  readonly sections: readonly Section[];
  /** False where a syntax error cut the snippet short: what is here was read, but is not all. */
  readonly isWhole: boolean;
}

export interface Note extends Range {
  readonly language: Name | undefined;
  readonly text: Name;
  readonly isTriple: boolean;
}

interface SectionBase<Kind extends SectionKind> extends Range {
  readonly kind: Kind;
  /** The section's keyword. */
  readonly keyword: Range;
}

export interface EffectsSection extends SectionBase<"effects"> {
  readonly effects: readonly Effect[];
}
export interface RequiresSection extends SectionBase<"requires"> {
  readonly requirements: readonly Requirement[];
}
export interface TypesSection extends SectionBase<"types"> {
  readonly types: readonly (StructSignature | EnumSignature)[];
}
export interface SignatureSection extends SectionBase<"signature"> {
  readonly signature: FunctionSignature | StructSignature | EnumSignature;
}
export interface BodySection extends SectionBase<"body"> {
  readonly steps: readonly Step[];
}
export interface TestsSection extends SectionBase<"tests"> {
  readonly tests: readonly Test[];
}
export interface MetadataSection extends SectionBase<"metadata"> {
  readonly entries: readonly { readonly key: Name; readonly value: MetadataValue }[];
}
export interface RelationsSection extends SectionBase<"relations"> {
  readonly relations: readonly Relation[];
}
export interface ContentSection extends SectionBase<"content"> {
  readonly text: Name | undefined;
  readonly pairs: readonly { readonly key: Name; readonly value: MetadataValue }[];
}
export interface SchemaSection extends SectionBase<"schema"> {
  readonly tables: readonly Table[];
  /** Fields outside of any table. */
  readonly fields: readonly FieldDeclaration[];
}
export type Section =
  | EffectsSection
  | RequiresSection
  | TypesSection
  | SignatureSection
  | BodySection
  | TestsSection
  | MetadataSection
  | RelationsSection
  | ContentSection
  | SchemaSection;

export interface Effect extends Range {
  /** Dotted, without blanks: `std.time`. */
  readonly name: Name;
  readonly parameters: readonly { readonly name: Name; readonly value: Literal }[];
}

export interface Requirement extends Range {
  readonly id: Name;
  readonly text: Name | undefined;
  /** `undefined` counts as medium; an unknown word is no priority. */
  readonly priority: Priority | undefined;
}

export interface FunctionSignature extends Range {
  readonly kind: "fn";
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  /** The last one written, if there are several. */
  readonly returns: Returns | undefined;
  readonly generics: readonly Name[];
}
export interface Parameter extends Range {
  readonly name: Name;
  /** The type as written; `semantics/types.ts` reads it. */
  readonly type: Name;
}
export interface StructSignature extends Range {
  readonly kind: "struct";
  readonly name: Name;
  readonly fields: readonly FieldDeclaration[];
}
export interface EnumSignature extends Range {
  readonly kind: "enum";
  readonly name: Name;
  readonly variants: readonly Variant[];
}
export interface Variant extends Range {
  readonly name: Name;
  readonly fields: readonly FieldDeclaration[];
}
export interface FieldDeclaration extends Range {
  readonly name: Name;
  readonly type: Name;
  readonly isPrimary: boolean;
  readonly isAuto: boolean;
  readonly isUnique: boolean;
  /** `nullable` or `optional`. */
  readonly isOptional: boolean;
}

export interface Test extends Range {
  readonly id: Name;
  readonly kind: Name;
  readonly covers: Name | undefined;
  readonly steps: readonly Step[];
}

export interface Relation extends Range {
  readonly direction: "to" | "from";
  readonly target: Name;
  readonly type: Name | undefined;
}

export interface Table extends Range {
  readonly name: Name;
  readonly fields: readonly FieldDeclaration[];
}

export type MetadataValue =
  | (Range & { readonly kind: "string"; readonly value: string })
  | (Range & { readonly kind: "word"; readonly value: string })
  | (Range & { readonly kind: "integer"; readonly value: bigint })
  | (Range & { readonly kind: "bool"; readonly value: boolean })
  | (Range & { readonly kind: "list"; readonly items: readonly Name[] });
