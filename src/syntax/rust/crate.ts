/** A Rust tree, opened for reading: its nodes by type, its imports, and what its paths stand for. */

import type { SyntaxNode, SyntaxTree } from "../../domain/syntax-tree.ts";
import type { Grammar } from "../../ports/syntax-parser.ts";
import { ancestors, childOf, namedChildren, textOf } from "../nodes.ts";
import { sortByType } from "../sort-by-type.ts";

export const RUST_GRAMMAR: Grammar = {
  file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm",
};

export interface RustImport {
  /** Whole: `std::process::Command`; `*` at the end takes everything. */
  readonly path: string;
  /** What the file calls it; `undefined` for `*`. */
  readonly bound: string | undefined;
  readonly node: SyntaxNode;
}

export interface RustFile {
  readonly root: SyntaxNode;
  all(...types: readonly string[]): readonly SyntaxNode[];
  readonly imports: readonly RustImport[];
  /** The whole path an expression stands for, imports seen through; `undefined` for locals and what is no path. */
  nameOf(node: SyntaxNode): string | undefined;
}

export function openRust({ root }: SyntaxTree): RustFile {
  const all = sortByType(root);
  const imports = [
    ...all("use_declaration").flatMap((node) => {
      const argument = childOf(node, "argument");
      return argument === undefined ? [] : readUse(argument, "", node);
    }),
    ...all("extern_crate_declaration").flatMap((node) => {
      const name = childOf(node, "name");
      const bound = childOf(node, "alias") ?? name;
      return name === undefined || bound === undefined
        ? []
        : [{ path: textOf(name), bound: textOf(bound), node }];
    }),
  ];
  const targets = new Map(
    imports.flatMap(({ bound, path }) => (bound === undefined ? [] : [[bound, path] as const])),
  );
  const own = new Set(
    all(
      "function_item",
      "struct_item",
      "enum_item",
      "mod_item",
      "const_item",
      "static_item",
      "type_item",
      "trait_item",
    ).flatMap((node) => {
      const name = childOf(node, "name");
      return name === undefined ? [] : [textOf(name)];
    }),
  );
  const nameOf = (node: SyntaxNode): string | undefined => {
    if (node.type === "generic_function" || node.type === "generic_type") {
      const inner = childOf(node, "function") ?? childOf(node, "type");
      return inner === undefined ? undefined : nameOf(inner);
    }
    if (
      !/^(?:identifier|scoped_identifier|type_identifier|scoped_type_identifier)$/.test(node.type)
    )
      return undefined;
    const written = textOf(node)
      .replaceAll(/\s|::<[^>]*>/g, "")
      .replace(/^::|^crate::/, "");
    const [first = "", ...rest] = written.split("::");
    const target = targets.get(first);
    if (target !== undefined) return [target, ...rest].join("::");
    return own.has(first) ? undefined : written;
  };
  return { root, all, imports, nameOf };
}

/** Nobody nests imports deeper by hand. */
const DEEPEST = 50;

function readUse(
  node: SyntaxNode,
  before: string,
  statement: SyntaxNode,
  depth = 0,
): readonly RustImport[] {
  if (depth > DEEPEST) return [];
  const join = (path: string): string => (before === "" ? path : `${before}::${path}`);
  switch (node.type) {
    case "identifier":
    case "scoped_identifier":
    case "crate":
    case "super": {
      const path = join(textOf(node));
      return [
        {
          path,
          bound: path.slice(path.lastIndexOf("::") + 2 || 0).replace(/^:+/, ""),
          node: statement,
        },
      ];
    }
    case "self":
      return [{ path: before, bound: before.slice(before.lastIndexOf(":") + 1), node: statement }];
    case "use_as_clause": {
      const [path, alias] = [childOf(node, "path"), childOf(node, "alias")];
      return path === undefined || alias === undefined
        ? []
        : [{ path: join(textOf(path)), bound: textOf(alias), node: statement }];
    }
    case "use_list":
      return namedChildren(node).flatMap((part) => readUse(part, before, statement, depth + 1));
    case "scoped_use_list": {
      const [path, list] = [childOf(node, "path"), childOf(node, "list")];
      if (list === undefined) return [];
      return readUse(list, path === undefined ? before : join(textOf(path)), statement, depth + 1);
    }
    case "use_wildcard":
      return [{ path: join(textOf(node)), bound: undefined, node: statement }];
  }
  return [];
}

/** Whether a node stands in code that is compiled for tests alone. */
export function isRustTest(node: SyntaxNode): boolean {
  if (isMarkedAsTest(node)) return true;
  for (const around of ancestors(node)) if (isMarkedAsTest(around)) return true;
  return false;
}

/** `#[cfg(test)]` or `#[test]` right before it. */
function isMarkedAsTest(node: SyntaxNode): boolean {
  if (node.type !== "mod_item" && node.type !== "function_item") return false;
  const beside = node.parent?.children ?? [];
  for (let at = beside.indexOf(node) - 1; at >= 0; at -= 1) {
    const before = beside[at] as SyntaxNode;
    if (before.type !== "attribute_item" && !before.type.endsWith("comment")) return false;
    if (/^#\[(?:cfg\((?:all\()?test\b|(?:\w+::)*test\b)/.test(textOf(before))) return true;
  }
  return false;
}
