/** All files of a node, opened for the rules. */

import type { NodeContract, NodeKind } from "../../../domain/node-contract.ts";
import type { SourceText } from "../../../domain/source-text.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import type { SyntaxParser } from "../../../ports/syntax-parser.ts";
import { type Fragment, wrapFragment } from "../../../syntax/python/fragment.ts";
import { openModule, PYTHON_GRAMMAR, type PythonModule } from "../../../syntax/python/module.ts";
import type { CoreFacts } from "./core-facts.ts";
import { kindOfClass, nodeClassesOf } from "./node-classes.ts";

/** What a file is for, by its name. */
export type FileRole = "contract" | "models" | "handler" | "node" | "protocol" | "other";

export interface PythonFile {
  readonly path: string;
  readonly role: Exclude<FileRole, "contract">;
  /** The tree; of a fragment, with the class and method that were put around it. */
  readonly module: PythonModule;
  /** Only a part of a file, e.g. a method's body: the names around it are not known. */
  readonly isFragment: boolean;
  /** The place in the file as it was given, of a place in the tree. */
  toOriginal(offset: number): number;
}

/** What the code was asked to declare. */
export interface Wanted {
  readonly classes: readonly string[];
  /** The signature from `def` to before the colon, where one was asked for. */
  readonly functions: readonly { readonly name: string; readonly signature: string | undefined }[];
}

/** A function that was asked for. */
export interface WantedFunction {
  readonly name: string;
  readonly signature: string | undefined;
  /** The signature, parsed; `undefined` where there is none, or it cannot be read. */
  readonly declaration: SyntaxNode | undefined;
}

const NOTHING_WANTED: Wanted = { classes: [], functions: [] };

export interface NodeUnit {
  /** By the contract, else by the node's class; `undefined` where neither says. */
  readonly kind: NodeKind | undefined;
  /** The Python files. */
  readonly files: readonly PythonFile[];
  /** Paths of all files, the contract's too. */
  readonly paths: readonly string[];
  readonly contract: NodeContract | undefined;
  readonly wanted: {
    readonly classes: readonly string[];
    readonly functions: readonly WantedFunction[];
  };
  readonly core: CoreFacts;
  /** All files of the node's folder are here, so that what is missing is missing. */
  readonly isWhole: boolean;
}

export interface OpenNodeOptions {
  readonly core: CoreFacts;
  /** @default the kind is read off the code */
  readonly contract?: NodeContract | undefined;
  /** For code that has no contract. @default read off the code */
  readonly kind?: NodeKind | undefined;
  /** @default nothing */
  readonly wanted?: Wanted | undefined;
  /** @default false */
  readonly isWhole?: boolean | undefined;
}

/** Parses what is Python; an indented text is taken for a method's body. */
export async function openNode(
  sources: readonly SourceText[],
  syntax: SyntaxParser,
  { core, contract, kind, wanted = NOTHING_WANTED, isWhole = false }: OpenNodeOptions,
): Promise<NodeUnit> {
  const files: PythonFile[] = [];
  for (const source of sources)
    if (source.path.endsWith(".py")) files.push(await openFile(source, syntax, wanted));
  return {
    kind: contract?.kind ?? kind ?? kindOf(files),
    files,
    paths: sources.map(({ path }) => path),
    contract,
    wanted: {
      classes: wanted.classes,
      functions: await Promise.all(
        wanted.functions.map(async ({ name, signature }) => ({
          name,
          signature,
          declaration: await parseSignature(signature, syntax),
        })),
      ),
    },
    core,
    isWhole,
  };
}

async function parseSignature(
  signature: string | undefined,
  syntax: SyntaxParser,
): Promise<SyntaxNode | undefined> {
  if (signature === undefined) return undefined;
  const text = `${signature.trim().replace(/:$/, "")}:\n    ...\n`;
  const { root, hasError } = await syntax.parse(text, PYTHON_GRAMMAR);
  return hasError ? undefined : root.children.find(({ type }) => type === "function_definition");
}

async function openFile(
  { path, text }: SourceText,
  syntax: SyntaxParser,
  wanted: Wanted,
): Promise<PythonFile> {
  const fragment: Fragment = wrapFragment(text, wanted.functions[0]?.signature);
  return {
    path,
    role: roleOf(path),
    module: openModule(await syntax.parse(fragment.text, PYTHON_GRAMMAR)),
    isFragment: fragment.isWrapped,
    toOriginal: fragment.toOriginal,
  };
}

const ROLES: readonly (readonly [RegExp, PythonFile["role"]])[] = [
  [/(?:^|\/)models?(?:_\w+)?\.py$|(?:^|\/)models\//, "models"],
  [/(?:^|\/)handlers?(?:_\w+)?\.py$|(?:^|\/)handlers\//, "handler"],
  [/(?:^|\/)(?:protocols?|ports?)(?:_\w+)?\.py$|(?:^|\/)protocols\//, "protocol"],
  [/(?:^|\/)node(?:_\w+)?\.py$/, "node"],
];

const roleOf = (path: string): PythonFile["role"] =>
  ROLES.find(([pattern]) => pattern.test(path))?.[1] ?? "other";

const kindOf = (files: readonly PythonFile[]): NodeKind | undefined =>
  files
    .flatMap(({ module }) => nodeClassesOf(module).map(kindOfClass))
    .find((kind) => kind !== undefined);
