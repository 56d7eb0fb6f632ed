/** SYN008–SYN011: imports. */

import { closest, distance } from "fastest-levenshtein";
import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { folderOf } from "../../../std/folder-of.ts";
import { textOf } from "../../../syntax/nodes.ts";
import { importsOf, type PythonImport } from "../../../syntax/python/imports.ts";
import { scopesOf, unusedImports } from "../../../syntax/python/scopes.ts";
import type { CoreFacts } from "./core-facts.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

function* eachImport(
  unit: NodeUnit,
): Generator<{ readonly file: PythonFile; readonly imported: PythonImport }> {
  for (const file of unit.files)
    for (const imported of importsOf(file.module)) yield { file, imported };
}

function* checkKnown(unit: NodeUnit): Generator<RuleFinding> {
  for (const { file, imported } of eachImport(unit)) {
    const wrong = imported.module.startsWith(".")
      ? ofOwnFile(imported, file, unit)
      : ofCore(imported, unit.core);
    if (wrong !== undefined)
      yield findingAt(file, imported.node, wrong.message, {
        ...(wrong.help === undefined ? {} : { help: wrong.help }),
        facts: { module: imported.module, name: imported.name ?? null },
      });
  }
}

interface Wrong {
  readonly message: string;
  readonly help: string | undefined;
}

function ofCore({ module, name }: PythonImport, core: CoreFacts): Wrong | undefined {
  if (module !== core.package && !module.startsWith(`${core.package}.`)) return undefined;
  if (name === undefined || name === "*") {
    if (core.hasModule(module)) return undefined;
    return { message: noModule(module, core), help: helpFor(module, undefined, core) };
  }
  if (!core.hasModule(module))
    return { message: noModule(module, core), help: helpFor(module, name, core) };
  // What begins with an underscore is not probed.
  const names = core.namesOf(module);
  const isThere =
    name.startsWith("_") ||
    names.has(name) ||
    names.has("*") ||
    core.hasModule(`${module}.${name}`);
  return isThere
    ? undefined
    : {
        message: `${module} of ${core.package} ${core.version} does not offer ${name}`,
        help: helpFor(module, name, core),
      };
}

const noModule = (module: string, core: CoreFacts): string =>
  `${core.package} ${core.version} has no module ${module}`;

/** Where the name is now; else what is known of the module; else the nearest spelling. */
function helpFor(module: string, name: string | undefined, core: CoreFacts): string | undefined {
  const known =
    (name === undefined ? undefined : core.replacements.get(name)) ?? replacementOf(module, core);
  const homes = name === undefined ? [] : core.homesOf(name);
  if (name !== undefined && homes.length > 0)
    return `Write \`from ${known?.module !== undefined && homes.includes(known.module) ? known.module : homes[0]} import ${name}\``;
  if (known?.note !== undefined) return `There is nothing of that name: ${known.note}`;
  if (known?.module !== undefined) return `Import from ${known.module}`;
  const names = name === undefined ? [] : [...core.namesOf(module)];
  if (name === undefined || names.length === 0) return undefined;
  const nearest = closest(name, names);
  return distance(name, nearest) <= 3 ? `Did you mean ${nearest}?` : undefined;
}

/** Of the module, or of a package that it lay in. */
function replacementOf(module: string, { replacements }: CoreFacts) {
  for (let path = module; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("."), 0))) {
    const known = replacements.get(path);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** A name from a file that lies beside this one, and is here to be read. */
function ofOwnFile(
  { module, name }: PythonImport,
  file: PythonFile,
  { files }: NodeUnit,
): Wrong | undefined {
  const folder = folderOf(file.path);
  const sibling = /^\.(?<name>\w+)$/.exec(module)?.groups?.["name"];
  const source = files.find(({ path }) => path === `${folder}${sibling}.py`);
  if (source === undefined || source.isFragment || name === undefined || name === "*")
    return undefined;
  const declared = scopesOf(source.module).module.bindings;
  const takesAll = importsOf(source.module).some((imported) => imported.name === "*");
  if (declared.has(name) || declared.has("__getattr__") || takesAll) return undefined;
  const nearest = declared.size === 0 ? "" : closest(name, [...declared.keys()]);
  return {
    message: `${sibling}.py does not declare ${name}`,
    help:
      nearest !== "" && distance(name, nearest) <= 3
        ? `Did you mean ${nearest}?`
        : "Declare it there, or import what is there",
  };
}

/** `# noqa: F401`: imported for what the import does. */
function isKeptOnPurpose({ source, start, end }: SyntaxNode): boolean {
  const lineEnd = source.indexOf("\n", end);
  return /#\s*noqa:[^\n]*\bF401\b/.test(source.slice(start, lineEnd === -1 ? undefined : lineEnd));
}

const isPackageFile = ({ path }: PythonFile): boolean => /(?:^|\/)__init__\.py$/.test(path);

export const IMPORT_RULES: readonly Rule[] = [
  defineRule({
    id: "SYN008",
    category: "name",
    title:
      "Import only what the installed core package offers, and only what the node's files declare",
    fix: "Import it from where it is",
    check: checkKnown,
  }),
  defineRule({
    id: "SYN009",
    category: "name",
    title: "No wildcard imports",
    fix: "List the names",
    check: function* check(unit) {
      for (const { file, imported } of eachImport(unit))
        if (imported.name === "*")
          yield findingAt(file, imported.statement, `Imports everything from ${imported.module}`);
    },
  }),
  defineRule({
    id: "SYN010",
    severity: "warning",
    title: "Imports stand at the top of the file",
    fix: "Move it to the top",
    check: function* check(unit) {
      for (const { file, imported } of eachImport(unit))
        if (imported.isInFunction && !imported.isTypeCheckingOnly && !file.isFragment)
          yield findingAt(
            file,
            imported.statement,
            `\`${textOf(imported.statement).split("\n", 1)[0]}\` stands inside a function`,
          );
    },
  }),
  defineRule({
    id: "SYN011",
    category: "name",
    severity: "warning",
    title: "No unused imports",
    fix: "Delete it",
    check: function* check(unit) {
      for (const file of unit.files) {
        if (file.isFragment || isPackageFile(file)) continue;
        for (const { node, boundName, statement } of unusedImports(file.module))
          if (!isKeptOnPurpose(statement))
            yield findingAt(file, node, `${boundName} is imported and never used`);
      }
    },
  }),
];
