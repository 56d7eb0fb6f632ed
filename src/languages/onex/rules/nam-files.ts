/** NAM006, NAM008, NAM009: files and folders. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { folderOf, nameOf } from "../../../std/folder-of.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import { declaredName, statementsOf, undecorated } from "../../../syntax/python/functions.ts";
import { baseNames, kindOfBase } from "./node-classes.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

/** What a file is called after: the word its name begins with. */
const SORTS = [
  "node",
  "model",
  "enum",
  "protocol",
  "mixin",
  "handler",
  "service",
  "util",
  "validator",
  "checker",
  "typed_dict",
  "error",
] as const;
type Sort = (typeof SORTS)[number];

const baseName = (path: string): string => nameOf(path).replace(/\.py$/, "");

/** `model` of models.py and model_order.py. */
const sortOfFile = (path: string): Sort | undefined =>
  SORTS.find((sort) =>
    new RegExp(`^${sort}(?:s|_\\w+)?$`).test(baseName(path).replace(/^exception/, "error")),
  );

function sortOfClass(node: SyntaxNode): Sort | undefined {
  const bases = baseNames(node);
  const name = declaredName(node);
  if (bases.some((base) => kindOfBase(base) !== undefined)) return "node";
  if (bases.includes("Protocol")) return "protocol";
  if (bases.includes("TypedDict")) return "typed_dict";
  if (bases.some((base) => /(?:Error|Exception)$/.test(base))) return "error";
  const word =
    /^(?:Model|Enum|Protocol|Mixin|Handler|Service|Util|Validator|Checker|TypedDict)(?=[A-Z])/.exec(
      name,
    )?.[0];
  if (word === undefined) return /^Node[A-Z]/.test(name) ? "node" : undefined;
  return word === "TypedDict" ? "typed_dict" : (word.toLowerCase() as Sort);
}

const publicClasses = ({ module }: PythonFile): readonly SyntaxNode[] =>
  statementsOf(module.root)
    .map(undecorated)
    .filter((node) => node.type === "class_definition" && !declaredName(node).startsWith("_"));

function* checkFileNames(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    if (file.isFragment || /^(?:__init__|conftest|test_.*)$/.test(baseName(file.path))) continue;
    const classes = publicClasses(file);
    const sorts = new Set(classes.flatMap((node) => sortOfClass(node) ?? []));
    const named = sortOfFile(file.path);
    const [first] = classes;
    const [only] = sorts;
    if (first === undefined || only === undefined) continue;
    const fits = named === undefined ? sorts.size > 1 : sorts.has(named);
    if (fits) continue;
    yield findingAt(
      file,
      childOf(first, "name") ?? first,
      `${baseName(file.path)}.py holds ${declaredName(first)}: a file of that is called ${only}_….py`,
    );
  }
}

function* checkOneModel(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    if (!baseName(file.path).startsWith("model_")) continue;
    const [, second] = publicClasses(file).filter((node) => /^Model[A-Z]/.test(declaredName(node)));
    const name = second === undefined ? undefined : childOf(second, "name");
    if (name !== undefined)
      yield findingAt(
        file,
        name,
        `${textOf(name)} is the second model of ${baseName(file.path)}.py`,
      );
  }
}

function* checkFolder(unit: NodeUnit): Generator<RuleFinding> {
  const [first] = unit.paths;
  if (!unit.isWhole || first === undefined) return;
  const folder = folderOf(first);
  for (const needed of ["contract.yaml", "node.py"])
    if (!unit.paths.includes(`${folder}${needed}`))
      yield { path: first, start: 0, end: 0, message: `The node's folder has no ${needed}` };
}

export const FILE_RULES: readonly Rule[] = [
  defineRule({
    id: "NAM006",
    category: "name",
    severity: "warning",
    title:
      "A file is called after what it holds: node_, model_, enum_, protocol_, mixin_, handler_, service_, error_",
    fix: "Rename the file, or move the class",
    check: checkFileNames,
  }),
  defineRule({
    id: "NAM008",
    severity: "information",
    title: "One public model in each model_….py",
    fix: "Give it a file of its own, or call the file models.py",
    check: checkOneModel,
  }),
  defineRule({
    id: "NAM009",
    title: "A node's folder holds contract.yaml and node.py",
    fix: "Add the file",
    check: checkFolder,
  }),
];
