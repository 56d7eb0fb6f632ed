import ts from "typescript";
import { renderAnswerStart } from "../answer-start.ts";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { openCompiler } from "../prefix/open-text.ts";

/** A function whose body is to be written. */
export interface BodyTask {
  /** The file up to the body, its `{` and a new line included. */
  readonly prefix: string;
  /** `undefined` for a default export without one. */
  readonly name: string | undefined;
  readonly isDefault: boolean;
  readonly isGenerator: boolean;
}

/** Why a signature cannot stand there unchanged while the rest is written. */
export interface NoBodyTask {
  readonly why: string;
}

export interface ReadTaskOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** Where the code will live, relative to the project. */
  readonly path: string;
  readonly profile: string;
}

/** The compiler's words for a name or a module that is not there. */
const MISSING_NAMES = new Set([2304, 2305, 2307, 2503, 2552, 2580, 2582, 2583, 2584, 2591, 2694]);

/** @throws {Fault} `config/invalid` when the `tsconfig.json` cannot be read. */
export function readTask(
  signature: string,
  { root, path, profile }: ReadTaskOptions,
): BodyTask | NoBodyTask {
  const prefix = renderAnswerStart(signature);
  const closed = `${prefix}  throw 0;\n}\n`;
  const file = ts.createSourceFile(path, closed, ts.ScriptTarget.Latest, true);
  const [only, ...more] = file.statements;
  const isFunction = only !== undefined && more.length === 0 && ts.isFunctionDeclaration(only);
  if (!isFunction || only.body === undefined || findSyntaxErrors(file).length > 0)
    return { why: "the signature is not that of one function" };

  const compiled = openCompiler(root, path, profile).compile(closed, { withCursor: false });
  const missing = compiled.program
    .getSemanticDiagnostics(compiled.file)
    .find(({ code }) => MISSING_NAMES.has(code));
  if (missing !== undefined)
    return {
      why: `the signature needs an import: ${ts.flattenDiagnosticMessageText(missing.messageText, " ")}`,
    };
  return {
    prefix,
    name: only.name?.text,
    isDefault: (ts.getCombinedModifierFlags(only) & ts.ModifierFlags.Default) !== 0,
    isGenerator: only.asteriskToken !== undefined,
  };
}

export const isBodyTask = (task: BodyTask | NoBodyTask): task is BodyTask => "prefix" in task;
