import ts from "typescript";

/** Which names a text declares itself, as the compiler's own binder sees it. */
export interface Scope {
  readonly file: ts.SourceFile;
  /** Where the text declares the name that `identifier` refers to; `undefined` for names from outside. */
  findDeclaration(identifier: ts.Identifier): ts.Declaration | undefined;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  allowJs: true,
  noLib: true,
  noResolve: true,
  types: [],
};

/** Binds `text` on its own: no library, no imports, no file is read. */
export function openScope(path: string, text: string): Scope {
  const name = `/${path}`;
  const program = ts.createProgram({
    rootNames: [name],
    options: OPTIONS,
    host: hostOf(name, text),
  });
  const file = program.getSourceFile(name);
  if (file === undefined)
    throw new TypeError(`Cannot bind ${JSON.stringify(path)}: no such program`);
  const checker = program.getTypeChecker();
  const known = new Map<ts.Identifier, ts.Declaration | undefined>();
  return {
    file,
    findDeclaration(identifier) {
      if (known.has(identifier)) return known.get(identifier);
      const declaration = findSymbol(identifier, checker)?.declarations?.[0];
      known.set(identifier, declaration);
      return declaration;
    },
  };
}

const findSymbol = (identifier: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined =>
  ts.isShorthandPropertyAssignment(identifier.parent)
    ? checker.getShorthandAssignmentValueSymbol(identifier.parent)
    : checker.getSymbolAtLocation(identifier);

const hostOf = (path: string, text: string): ts.CompilerHost => ({
  getSourceFile: (name, options) =>
    name === path ? ts.createSourceFile(name, text, options, true) : undefined,
  fileExists: (name) => name === path,
  readFile: () => undefined,
  writeFile: () => undefined,
  getDefaultLibFileName: () => "lib.d.ts",
  getCurrentDirectory: () => "/",
  getCanonicalFileName: (name) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => "\n",
});

/** Whether `identifier` stands for a value that it names, and is not the name of a member, a label or a type. */
export function isValueReference(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExpressionWithTypeArguments(parent)) return isExtendedByClass(parent);
  if (ts.isQualifiedName(parent) || ts.isExportSpecifier(parent)) return false;
  const names = parent as { readonly [key in (typeof NAME_KEYS)[number]]?: ts.Node };
  return NAME_KEYS.every((key) => names[key] !== identifier);
}

const NAME_KEYS = [
  "name",
  "propertyName",
  "label",
  "typeName",
  "exprName",
  "parameterName",
  "tagName",
] as const;

const isExtendedByClass = ({ parent }: ts.ExpressionWithTypeArguments): boolean =>
  ts.isHeritageClause(parent) &&
  parent.token === ts.SyntaxKind.ExtendsKeyword &&
  ts.isClassLike(parent.parent);
