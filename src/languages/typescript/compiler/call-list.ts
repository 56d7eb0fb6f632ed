import { basename, extname } from "node:path";
import ts from "typescript";
import { Fault } from "../../../domain/fault.ts";
import { findSyntaxErrors } from "./internal.ts";
import { walk } from "./walk.ts";

/** A generated module that exports `calls`: one function for each expression. */
export interface CallList {
  readonly text: string;
  /** Where each expression lies in `text`. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/** A name that the candidate offers. */
export interface OfferedName {
  readonly name: string;
  readonly kind: "value" | "type" | "default";
}

/** A module that evaluates `expressions`, with those names of the module at `path` that they speak of. */
export function renderCallList(
  expressions: readonly string[],
  offered: { readonly path: string; readonly names: readonly OfferedName[] } | undefined,
): CallList {
  const spoken = new Set(expressions.flatMap(findIdentifiers));
  const names = offered?.names.filter(({ name }) => spoken.has(name)) ?? [];
  let text = offered === undefined ? "" : renderImports(names, `./${basename(offered.path)}`);
  text += "export const calls: readonly (() => unknown)[] = [\n";
  const ranges = expressions.map((expression) => {
    const start = text.length + "  async () => (".length;
    text += `  async () => (${expression}\n),\n`;
    return { start, end: start + expression.length };
  });
  return { text: `${text}];\n`, ranges };
}

function renderImports(names: readonly OfferedName[], module: string): string {
  const list = (kind: OfferedName["kind"]): string =>
    names
      .filter((offered) => offered.kind === kind)
      .map(({ name }) => name)
      .join(", ");
  const [values, types, main] = [list("value"), list("type"), list("default")];
  const from = `from ${JSON.stringify(module)};\n`;
  return [
    // The candidate is loaded in any case: what it does while loading is part of it.
    `import ${JSON.stringify(module)};\n`,
    values === "" ? "" : `import { ${values} } ${from}`,
    types === "" ? "" : `import type { ${types} } ${from}`,
    main === "" ? "" : `import ${main} ${from}`,
  ].join("");
}

/** Where the call list of the module at `path` stands: beside it, so that it is compiled the same way. */
export const callListPath = (path: string): string =>
  `${path.slice(0, -extname(path).length)}.specwright-calls${extname(path)}`;

/** @throws {Fault} `specification/invalid` when `text` is not one expression. */
export function requireExpression(text: string, what: string): void {
  const [file, body] = parseExpression(text);
  const isOne = body?.end === file.text.length && ts.isParenthesizedExpression(body);
  if (isOne && findSyntaxErrors(file).length === 0) return;
  throw new Fault(
    "specification/invalid",
    `Cannot use the ${what} ${JSON.stringify(text)}: it is not a TypeScript expression`,
    { help: "Write it as in `add(1, 2) => 3`" },
  );
}

function parseExpression(text: string): readonly [ts.SourceFile, ts.Node | undefined] {
  const source = `async () => (${text}\n)`;
  const file = ts.createSourceFile("expression.tsx", source, ts.ScriptTarget.Latest, true);
  const [statement, ...more] = file.statements;
  const isLone =
    more.length === 0 && statement !== undefined && ts.isExpressionStatement(statement);
  const isCall = isLone && ts.isArrowFunction(statement.expression);
  return [file, isCall ? statement.expression.body : undefined];
}

function findIdentifiers(text: string): readonly string[] {
  const [file] = parseExpression(text);
  return [...walk(file)].filter(ts.isIdentifier).map((identifier) => identifier.text);
}
