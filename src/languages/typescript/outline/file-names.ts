/** What the names of a file stand for. */

import { isBuiltin } from "node:module";
import ts from "typescript";
import { unwrap } from "../compiler/walk.ts";

/** A name for something of another module. */
export interface ImportedName {
  readonly module: string;
  /** `undefined` for the module as a whole, by a namespace or a default import. */
  readonly member: string | undefined;
  /** Whether it is the module's default export: called as it is, that is what runs. */
  readonly isDefault: boolean;
}

export interface FileNames {
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** The statements that declare a name: more than one for overloads and merged declarations. */
  readonly declarations: ReadonlyMap<string, readonly ts.Statement[]>;
  /** What variables of the file are set to at first. */
  readonly variables: ReadonlyMap<string, ts.VariableDeclaration>;
}

/** Reads the names that `file` declares at its top. */
export function readFileNames(file: ts.SourceFile): FileNames {
  const imports = new Map<string, ImportedName>();
  const declarations = new Map<string, ts.Statement[]>();
  const variables = new Map<string, ts.VariableDeclaration>();
  for (const statement of file.statements) {
    for (const [name, imported] of importsOf(statement)) imports.set(name, imported);
    if (ts.isVariableStatement(statement))
      for (const declaration of statement.declarationList.declarations)
        if (ts.isIdentifier(declaration.name)) variables.set(declaration.name.text, declaration);
    for (const name of namesOf(statement)) {
      const earlier = declarations.get(name);
      if (earlier === undefined) declarations.set(name, [statement]);
      else earlier.push(statement);
    }
  }
  return { imports, declarations, variables };
}

/** A module's name in one spelling: `fs` is `node:fs`. */
const spellModule = (name: string): string =>
  isBuiltin(name) && !name.startsWith("node:") ? `node:${name}` : name;

/** The module that `require("x")` and `import("x")` give. */
export function moduleOfCall(node: ts.CallExpression): string | undefined {
  const [argument] = node.arguments;
  const { expression: callee } = node;
  const isLoading =
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === "require");
  return isLoading && argument !== undefined && ts.isStringLiteralLike(argument)
    ? spellModule(argument.text)
    : undefined;
}

function importsOf(statement: ts.Statement): readonly (readonly [string, ImportedName])[] {
  if (ts.isImportDeclaration(statement)) return importsOfDeclaration(statement);
  if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference, name } = statement;
    if (!ts.isExternalModuleReference(moduleReference)) return [];
    const { expression } = moduleReference;
    return ts.isStringLiteral(expression) ? [[name.text, whole(spellModule(expression.text))]] : [];
  }
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(importsOfRequire)
    : [];
}

function importsOfDeclaration({
  importClause,
  moduleSpecifier,
}: ts.ImportDeclaration): readonly (readonly [string, ImportedName])[] {
  if (importClause === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const module = spellModule(moduleSpecifier.text);
  const { name, namedBindings } = importClause;
  const found: (readonly [string, ImportedName])[] = [];
  if (name !== undefined) found.push([name.text, { ...whole(module), isDefault: true }]);
  if (namedBindings === undefined) return found;
  if (ts.isNamespaceImport(namedBindings))
    return [...found, [namedBindings.name.text, whole(module)]];
  for (const element of namedBindings.elements)
    found.push([element.name.text, named(module, (element.propertyName ?? element.name).text)]);
  return found;
}

/** `const fs = require("fs")`, `const { join } = require("path")`. */
function importsOfRequire({
  name,
  initializer,
}: ts.VariableDeclaration): readonly (readonly [string, ImportedName])[] {
  const value = initializer === undefined ? undefined : unwrap(initializer);
  if (value === undefined || !ts.isCallExpression(value)) return [];
  const module = moduleOfCall(value);
  if (module === undefined) return [];
  if (ts.isIdentifier(name)) return [[name.text, { ...whole(module), isDefault: true }]];
  if (!ts.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element): readonly (readonly [string, ImportedName])[] =>
    ts.isIdentifier(element.name) ? [[element.name.text, named(module, memberOf(element))]] : [],
  );
}

/** The member that an element of `{ a, b: c }` takes. */
export const memberOf = ({ name, propertyName }: ts.BindingElement): string =>
  (propertyName ?? name).getText();

const whole = (module: string): ImportedName => ({ module, member: undefined, isDefault: false });

const named = (module: string, member: string): ImportedName =>
  member === "default" ? { ...whole(module), isDefault: true } : { ...whole(module), member };

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement))
    return importedNames(statement);
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

function importedNames(
  statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration,
): readonly string[] {
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
  const { name, namedBindings } = statement.importClause ?? {};
  const first = name === undefined ? [] : [name.text];
  if (namedBindings === undefined) return first;
  if (ts.isNamespaceImport(namedBindings)) return [...first, namedBindings.name.text];
  return [...first, ...namedBindings.elements.map((element) => element.name.text)];
}

/** The names that a variable or a pattern binds. */
export function boundNames(name: ts.BindingName): readonly string[] {
  const names: string[] = [];
  const patterns: ts.BindingName[] = [name];
  for (let next = patterns.pop(); next !== undefined; next = patterns.pop()) {
    if (ts.isIdentifier(next)) names.push(next.text);
    else
      for (const element of next.elements)
        if (ts.isBindingElement(element)) patterns.push(element.name);
  }
  return names;
}
