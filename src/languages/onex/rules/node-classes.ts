/** The classes of a file that are nodes or handlers, and the kind each claims to be. */

import { NODE_KINDS, type NodeKind } from "../../../domain/node-contract.ts";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { basesOf, declaredName, findMethod } from "../../../syntax/python/functions.ts";
import { once, type PythonModule } from "../../../syntax/python/module.ts";
import { typeName } from "../../../syntax/python/names.ts";

/** The names of what a class stands on, without paths and brackets: `NodeCompute`. */
export const baseNames = once((classNode: SyntaxNode): readonly string[] =>
  basesOf(classNode).map((base) => typeName(base) ?? ""),
);

const KIND_WORDS = {
  effect: "Effect",
  compute: "Compute",
  reducer: "Reducer",
  orchestrator: "Orchestrator",
};

/** `Effect` for `effect`: what names of classes end in. */
export const kindWord = (kind: NodeKind): string => KIND_WORDS[kind];

const BASES: ReadonlyMap<string, NodeKind> = new Map(
  NODE_KINDS.flatMap((kind) => [
    [`Node${KIND_WORDS[kind]}`, kind] as const,
    [`ModelService${KIND_WORDS[kind]}`, kind] as const,
  ]),
);

/** The kind that a base class stands for: `NodeEffect`, `ModelServiceEffect`. */
export const kindOfBase = (baseName: string): NodeKind | undefined => BASES.get(baseName);

/** `NodeOrderPriceCompute` → compute. */
export const kindOfName = (className: string): NodeKind | undefined =>
  NODE_KINDS.find((kind) => className.endsWith(KIND_WORDS[kind]));

/**
 * Classes that are nodes: by what they stand on, or by a name such as `NodeOrderPriceCompute`; one that has only the name
 * and a `handle` of its own is a handler that is called after its node.
 */
export const nodeClassesOf = once((module: PythonModule): readonly SyntaxNode[] =>
  module.all("class_definition").filter((node) => {
    const name = declaredName(node);
    return (
      baseNames(node).some((base) => kindOfBase(base) !== undefined || base === "NodeCoreBase") ||
      (isNodeName(name) && findMethod(node, "handle") === undefined)
    );
  }),
);

const isNodeName = (name: string): boolean =>
  /^Node[A-Z]/.test(name) && kindOfName(name) !== undefined;

/** By its base, else by its name. */
export const kindOfClass = (classNode: SyntaxNode): NodeKind | undefined =>
  baseNames(classNode)
    .map(kindOfBase)
    .find((kind) => kind !== undefined) ?? kindOfName(declaredName(classNode));

/** Classes that hold a node's logic: named `Handler…`, or with a `handle` of their own and no node. */
export const handlerClassesOf = once((module: PythonModule): readonly SyntaxNode[] => {
  const nodes = nodeClassesOf(module);
  return module
    .all("class_definition")
    .filter(
      (node) =>
        !nodes.includes(node) &&
        !baseNames(node).includes("Protocol") &&
        (declaredName(node).startsWith("Handler") || findMethod(node, "handle") !== undefined),
    );
});

/** The method that carries a node of this kind out, by the convention of generated code. */
export const primaryMethod = (kind: NodeKind): string => PRIMARY_METHODS[kind];

const PRIMARY_METHODS = {
  effect: "execute_effect",
  compute: "execute_compute",
  reducer: "execute_reduction",
  orchestrator: "execute_orchestration",
};
