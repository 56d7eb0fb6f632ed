import ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { flowOf } from "../fill/internal-checker.ts";
import { diagnoseStatements } from "./ask-part.ts";
import { type EndPart, partsOfEnd, THROW } from "./end-parts.ts";
import { mendsOf } from "./end-mends.ts";
import { fillParts } from "./fill-parts.ts";
import { finishText } from "./finish.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { listNames } from "./list-names.ts";
import { CURSOR, type OpenText } from "./open-text.ts";
import { bindPiece, isWhole, type Piece, parsePiece } from "./piece.ts";
import type { Written } from "./state.ts";

/** Ends that are read where they would stand, and those of which the compiler is asked about the whole. */
const MOST_READ = 12;
const MOST_COMPILED = 3;
const MOST_SHAPES = 40;

/**
 * A short text with which all of it ends well: what is open is closed, what is missing filled with what is in scope,
 * and what must be returned is, or an error is thrown. Asked of the compiler before it is proposed.
 */
export function proposeEnd(
  written: Written,
  judging: Judging,
  feed: (text: string) => Written | PrefixRefusal,
): string | undefined {
  const open = judging.facts.at(judging.prefix, "statement");
  if (open === undefined) return undefined;
  if (isClosed(written, judging))
    return finishText(written, judging) === undefined ? "" : undefined;
  let read = 0;
  let compiled = 0;
  const tried = new Set<string>();
  for (const { given, parts } of shapesOf(written, judging)) {
    for (const end of fillParts(written.text + given, parts, open) ?? []) {
      if (tried.has(given + end)) continue;
      tried.add(given + end);
      if (read >= MOST_READ || compiled >= MOST_COMPILED) return undefined;
      read += 1;
      const tail = tailOf(written.text + given + end, open, judging);
      if (tail === undefined) continue;
      const whole = given + end + tail;
      const after = feed(whole);
      if ("isRefused" in after) continue;
      compiled += 1;
      if (finishText(after, judging) === undefined) return whole;
    }
  }
  return undefined;
}

interface Shape {
  readonly given: string;
  readonly parts: readonly EndPart[];
}

/** Ways to end that the parser takes, likely ones first. */
function* shapesOf(written: Written, judging: Judging): Generator<Shape> {
  const { text } = written;
  let shapes = 0;
  const rests = () => guarded(() => listNames(written, judging));
  for (const mend of mendsOf(written, rests)) {
    shapes += 1;
    if (shapes > MOST_SHAPES) return;
    for (const given of continuedOf(text, mend)) {
      const { file } = parsePiece(text + given, judging.facts.path);
      const at = file.endOfFileToken.pos;
      if (findSyntaxErrors(file).some(({ start }) => start < at)) continue;
      const parts = partsOfEnd(file, at);
      yield { given, parts: withoutBlank(text + given, parts) };
      const [first, ...rest] = parts;
      if (typeof first === "object" && first.need === "member")
        yield { given, parts: [first, " ? ", { need: "value" }, " : ", { need: "value" }, ...rest] };
    }
  }
}

/** In the middle of an expression a new line wants more of it. */
function continuedOf(text: string, mend: string): readonly string[] {
  const whole = text + mend;
  if (/(?<![\w$.])(?:if|for|while|switch)\s*$/.test(whole)) return [`${mend}(`];
  const isBroken = mend === "" && /[\w$)\]"'`]\s*\n\s*$/.test(text);
  if (isBroken) return [mend, "? "];
  const gap = /\s$/.test(whole) ? "" : " ";
  if (!/[\w$>)\]}"'`]\s*$/.test(whole)) return [mend];
  const more = [`${gap}? `, ": ", `${gap}=> `, ">()", ", unknown>()", "()", ": unknown"];
  return [mend, ...more.map((one) => mend + one)];
}

/** The grammar takes one blank at a time. */
function withoutBlank(text: string, parts: readonly EndPart[]): readonly EndPart[] {
  const [first, ...rest] = parts;
  return /\s$/.test(text) && typeof first === "string" ? [first.trimStart(), ...rest] : parts;
}

/** Whether the body has been closed already. */
function isClosed({ text }: Written, { facts, isModule }: Judging): boolean {
  if (isModule || !/\}\s*$/.test(text)) return false;
  const piece = parsePiece(text, facts.path);
  const [block] = piece.file.statements;
  return block !== undefined && ts.isBlock(block) && block.statements.end < block.end;
}

/** What the body itself ends with; `undefined` where what is before it is wrong. */
function tailOf(
  text: string,
  { checker, ...open }: OpenText,
  { facts, isModule }: Judging,
): string | undefined {
  const isLineEnd = /\n[^\S\n]*$/.test(text);
  const gap = isLineEnd || text.trim() === "" ? "" : "\n";
  const piece = parsePiece(`${text}\n${isModule ? "" : `return ${CURSOR};`}`, facts.path);
  if (!isWhole(piece, piece.file.end)) return undefined;
  bindPiece(piece, open);
  const statements = statementsIn(piece);
  const found = guarded(() => diagnoseStatements(piece.file, statements, checker));
  if (found === undefined || found.length > 0) return undefined;
  if (isModule) return gap;
  const last = statements.at(-1);
  const value = last !== undefined && ts.isReturnStatement(last) ? last.expression : undefined;
  const end = `${gap}}\n`;
  if (value === undefined || isUnreachable(value)) return end;
  const owner = open.nodes.findLast(ts.isFunctionLike);
  const signature = owner && checker.getSignatureFromDeclaration(owner);
  const isGenerator = owner !== undefined && "asteriskToken" in owner && owner.asteriskToken;
  if (signature === undefined || isGenerator || owner?.type === undefined) return end;
  const returned = signature.getReturnType();
  const wanted = checker.getPromisedTypeOfPromise(returned) ?? returned;
  if (wanted.flags & (ts.TypeFlags.Void | ts.TypeFlags.Any)) return end;
  const shape: readonly EndPart[] = ["return ", { need: "value" }, ";"];
  const [given] = fillParts(text, shape, { checker, ...open }) ?? [];
  const said = given === undefined || given.includes(THROW) ? THROW : given;
  return `${gap}${isLineEnd ? "" : "  "}${said}\n}\n`;
}

const isUnreachable = (node: ts.Node): boolean =>
  (((flowOf(node) as { readonly flags?: number } | undefined)?.flags ?? 0) & 1) !== 0;

function statementsIn({ file }: Piece): readonly ts.Statement[] {
  const [block] = file.statements;
  return block !== undefined && ts.isBlock(block) ? block.statements : [];
}
