import ts from "typescript";
import { Fault } from "../../../../domain/fault.ts";
import { findSyntaxErrors } from "../internal.ts";
import { type Declaration, isDeclaration } from "./declarations.ts";

/**
 * The declarations of a specification's signature. It may stop before its body, or after the body's `{`.
 *
 * @throws {Fault} `specification/invalid` when it is no declaration.
 */
export function readSignature(signature: string): readonly Declaration[] {
  const text = signature.trim();
  const bare = text.replace(/[\s;{]+$/, "");
  for (const attempt of [text, `${text}\n}`, bare, `${bare} {}`]) {
    const file = ts.createSourceFile("signature.ts", attempt, ts.ScriptTarget.Latest, true);
    const declarations = file.statements.filter(isDeclaration);
    const isWhole = declarations.length > 0 && declarations.length === file.statements.length;
    if (isWhole && findSyntaxErrors(file).length === 0) return declarations;
  }
  throw new Fault(
    "specification/invalid",
    `Cannot use the signature ${JSON.stringify(text)}: it is not a TypeScript declaration`,
    { help: "Write it as in `export function add(a: number, b: number): number`" },
  );
}
