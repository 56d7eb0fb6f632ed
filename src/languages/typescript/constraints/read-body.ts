import ts from "typescript";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { isValueReference, openScope } from "../compiler/scope.ts";
import { walk } from "../compiler/walk.ts";
import { isInertStatement } from "./inert.ts";
import { UNWRITTEN } from "./run-prefix.ts";

/** A function's body as far as it is written, closed so that it can run. */
export interface ReadBody {
  /** The whole file; what is not written yet throws. */
  readonly code: string;
  /** Where the body's own statements begin, in the text after the prefix. */
  readonly starts: readonly number[];
  /** Behind it no statement of the body's own does anything. */
  readonly inertFrom: number;
  /** Whether it names something that nothing declares yet: a function may follow that is called before it stands. */
  readonly hasForeignNames: boolean;
}

/**
 * `undefined` where `text` does not end with one of the body's own statements, or with the body where it `isWhole`.
 */
export function readBody(
  prefix: string,
  text: string,
  { isWhole }: { readonly isWhole: boolean },
): ReadBody | undefined {
  const written = prefix + text.trimEnd();
  const code = isWhole ? `${written}\n` : `${written}\n${UNWRITTEN}\n}\n`;
  const scope = openScope("candidate.ts", code);
  const { file } = scope;
  const declaration = file.statements.at(-1);
  if (
    findSyntaxErrors(file).length > 0 ||
    declaration === undefined ||
    !ts.isFunctionDeclaration(declaration) ||
    declaration.body === undefined
  )
    return undefined;
  const { statements } = declaration.body;
  const own = isWhole ? statements : statements.slice(0, -1);
  const isAtEnd = isWhole ? declaration.end === written.length : own.at(-1)?.end === written.length;
  if (!isAtEnd) return undefined;
  const isForeign = (node: ts.Node): boolean =>
    ts.isIdentifier(node) &&
    isValueReference(node) &&
    scope.findDeclaration(node) === undefined &&
    !(node.text in globalThis);
  return {
    code,
    inertFrom: Math.max(
      0,
      (own.findLast((statement) => !isInertStatement(statement))?.end ?? 0) - prefix.length,
    ),
    starts: own.map((statement) => statement.getStart(file) - prefix.length),
    hasForeignNames: !isWhole && [...walk(declaration.body)].some(isForeign),
  };
}
