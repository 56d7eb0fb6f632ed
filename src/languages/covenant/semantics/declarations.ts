/** What a file declares under a global name, together with the library. */

import type {
  EnumSignature,
  FieldDeclaration,
  FunctionSignature,
  Program,
  Section,
  Snippet,
  StructSignature,
  Variant,
} from "../syntax/ast.ts";
import type { Range } from "../syntax/token.ts";
import type { SectionKind, SnippetKind } from "../tables/kinds.ts";
import { LIBRARY, type LibraryFunction } from "../tables/library.ts";
import { asOptional, ERROR, readType, type Type, typeOfReturns, unionOf } from "./types.ts";

export interface FunctionDeclaration {
  readonly kind: "function";
  /** The snippet's id: what a call should use. */
  readonly id: string;
  /** The name in the signature, which a call may use as well. */
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  /** `undefined` where nothing is declared; `error` where the signature could not be read. */
  readonly returns: Type | undefined;
  /** `undefined` for a function of the library. */
  readonly snippet: Snippet | undefined;
  /** The library function, for one. */
  readonly library: LibraryFunction | undefined;
}
export interface StructDeclaration {
  readonly kind: "struct";
  readonly name: string;
  readonly signature: StructSignature;
  /** What a query of its rows gives for each. */
  readonly row: Type;
  readonly snippet: Snippet;
}
export interface EnumDeclaration {
  readonly kind: "enum";
  readonly name: string;
  readonly signature: EnumSignature;
  /** As declared, repeated ones included. */
  readonly variantNames: readonly string[];
  readonly variants: ReadonlyMap<string, Variant>;
  readonly snippet: Snippet;
}
export type Declaration = FunctionDeclaration | StructDeclaration | EnumDeclaration;

export interface Declarations {
  /**
   * One name space: functions under their id and their short name, structs and enums under the name in their
   * signature. A later definition replaces an earlier one, also one of the library. Types of `types` sections are
   * not here: the reference compiler reads those and never looks them up.
   */
  readonly globals: ReadonlyMap<string, Declaration>;
  /** The first snippet of each id. */
  readonly snippets: ReadonlyMap<string, Snippet>;
  /** Whether everything could be read. */
  readonly isComplete: boolean;
  /** Ids, and their last segments, in headers of snippets that could not be read: they may be anything. */
  readonly unreadNames: ReadonlySet<string>;
}

/** Everything that `program` declares. */
export function collectDeclarations(program: Program): Declarations {
  const globals = new Map(LIBRARY_DECLARATIONS);
  const snippets = new Map<string, Snippet>();
  for (const snippet of program.snippets) {
    if (!snippets.has(snippet.id.text)) snippets.set(snippet.id.text, snippet);
    const declaration = declarationOf(snippet);
    if (declaration !== undefined) globals.set(declaration.name, declaration);
    if (declaration?.kind === "function") globals.set(declaration.id, declaration);
  }
  const unreadNames = findUnreadNames(program, snippets);
  const isComplete = unreadNames.size === 0 && program.snippets.every(({ isWhole }) => isWhole);
  return { globals, snippets, isComplete, unreadNames };
}

function findUnreadNames(
  { tokens }: Program,
  snippets: ReadonlyMap<string, Snippet>,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, { text }] of tokens.entries()) {
    if (text !== "snippet" || tokens[index + 1]?.text !== "id") continue;
    const id = tokens[index + 3]?.text.slice(1, -1);
    if (id === undefined || snippets.has(id)) continue;
    names.add(id).add(lastSegment(id));
  }
  return names;
}

/** `read` of `fs.read`. */
export const lastSegment = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

/** Sections of one kind, in source order. */
export const sectionsOf = <Kind extends SectionKind>(
  snippet: Snippet,
  kind: Kind,
): readonly Extract<Section, { readonly kind: Kind }>[] =>
  snippet.sections.filter(
    (section): section is Extract<Section, { readonly kind: Kind }> => section.kind === kind,
  );

/** The first section of a kind: the one that the reference compiler checks. */
export const firstSection = <Kind extends SectionKind>(
  snippet: Snippet,
  kind: Kind,
): Extract<Section, { readonly kind: Kind }> | undefined => sectionsOf(snippet, kind)[0];

/** The snippet's function signature, if its first signature is one. */
export function functionSignature(snippet: Snippet): FunctionSignature | undefined {
  const signature = firstSection(snippet, "signature")?.signature;
  return signature?.kind === "fn" ? signature : undefined;
}

/** Snippets of these kinds can be called. */
export const isCallable = (kind: SnippetKind): boolean =>
  kind === "fn" || kind === "extern" || kind === "extern-abstract";

/** What a message about a whole snippet points at: its header up to the kind. */
export const headerRange = (snippet: Snippet): Range => ({
  start: snippet.start,
  end: Math.max(snippet.id.end, snippet.kindName.end),
});

/** Where a node is, without what it is. */
export const rangeOf = ({ start, end }: Range): Range => ({ start, end });

function declarationOf(snippet: Snippet): Declaration | undefined {
  if (isCallable(snippet.kind)) return functionDeclaration(snippet);
  const signature = firstSection(snippet, "signature")?.signature;
  if (signature === undefined || signature.kind !== snippet.kind) return undefined;
  return signature.kind === "fn" ? undefined : typeDeclaration(snippet, signature);
}

function typeDeclaration(
  snippet: Snippet,
  signature: StructSignature | EnumSignature,
): StructDeclaration | EnumDeclaration {
  const name = signature.name.text;
  if (signature.kind === "enum") {
    // Of two variants with one name the first counts.
    const variants = new Map(
      signature.variants.toReversed().map((variant) => [variant.name.text, variant]),
    );
    const variantNames = signature.variants.map((variant) => variant.name.text);
    return { kind: "enum", name, signature, variantNames, variants, snippet };
  }
  const fields = signature.fields.map((field) => ({
    name: field.name.text,
    type: typeOfField(field),
  }));
  return { kind: "struct", name, signature, row: { kind: "struct", fields }, snippet };
}

/** The type of a declared field. */
export const typeOfField = ({ type, isOptional }: FieldDeclaration): Type =>
  asOptional(readType(type.text), isOptional);

function functionDeclaration(snippet: Snippet): FunctionDeclaration | undefined {
  const signature = functionSignature(snippet);
  if (signature === undefined && snippet.isWhole) return undefined;
  const id = snippet.id.text;
  const parameters = signature?.parameters ?? [];
  return {
    kind: "function",
    id,
    name: signature?.name.text ?? lastSegment(id),
    parameters: parameters.map(({ name, type }) => ({
      name: name.text,
      type: readType(type.text),
    })),
    returns:
      signature === undefined ? ERROR : signature.returns && typeOfReturns(signature.returns),
    snippet,
    library: undefined,
  };
}

const libraryDeclaration = (library: LibraryFunction): FunctionDeclaration => {
  const [first, ...others] = library.returns.map(readType);
  return {
    kind: "function",
    id: library.id,
    name: library.shortName,
    parameters: library.parameters.map(({ name, type }) => ({ name, type: readType(type) })),
    returns:
      first === undefined || others.length > 0 ? unionOf([first ?? ERROR, ...others]) : first,
    snippet: undefined,
    library,
  };
};

const LIBRARY_DECLARATIONS: ReadonlyMap<string, Declaration> = new Map(
  LIBRARY.map(libraryDeclaration).flatMap((declaration): [string, Declaration][] => [
    [declaration.name, declaration],
    [declaration.id, declaration],
  ]),
);
