import ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { findSyntaxErrors } from "../compiler/internal.ts";
import { flowOf } from "../fill/internal-checker.ts";
import { diagnoseStatements } from "./ask-part.ts";
import { mendsOf } from "./end-mends.ts";
import { type EndPart, THROW } from "./end-part.ts";
import { partsOfEnd } from "./end-parts.ts";
import { symbolsAround } from "./end-values.ts";
import { fillParts } from "./fill-parts.ts";
import { finishText } from "./finish.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { listNames } from "./list-names.ts";
import { openNodesAt } from "./open-nodes.ts";
import { CURSOR, type OpenText } from "./open-text.ts";
import { bindPiece, isInGenerator, openingOf, type Piece, parsePiece } from "./piece.ts";
import { readEnd } from "./pieces.ts";
import type { Written } from "./state.ts";

/** Ends that are read where they would stand, and those of which the compiler is asked about the whole. */
const MOST_READ = 30;
const MOST_COMPILED = 4;
const MOST_MENDS = 12;
const MOST_LISTED = 3;

/**
 * A short text with which all of it ends well: what is open is closed, what is missing filled with what is in scope,
 * and what must be returned is, or an error is thrown. Asked of the compiler before it is proposed.
 */
export function proposeEnd(
  written: Written,
  judging: Judging,
  feed: (text: string) => Written | PrefixRefusal,
): string | undefined {
  const open = judging.facts.here(judging.prefix);
  if (open === undefined) return undefined;
  if (isClosed(written, open, judging))
    return finishText(written, judging) === undefined ? "" : undefined;
  let read = 0;
  let compiled = 0;
  const tried = new Set<string>();
  /** Texts of which the last word names nothing. */
  const unknown = new Set<string>();
  for (const { given, parts } of shapesOf(written, open, judging, unknown)) {
    for (const end of fillParts(written.text + given, parts, open) ?? []) {
      if (tried.has(given + end)) continue;
      tried.add(given + end);
      if (read >= MOST_READ || compiled >= MOST_COMPILED) return undefined;
      read += 1;
      const text = written.text + given + end;
      const tail = tailOf(text, [], open, judging);
      if (tail === "unknown") unknown.add(written.text + given);
      if (tail === undefined || tail === "unknown") continue;
      compiled += 1;
      const found = finishWith(given + end + tail, judging, feed);
      if (found === undefined) return given + end + tail;
      if (found.cause !== "unused") continue;
      const used = tailOf(text, listUnused(text + tail, judging), open, judging);
      if (used === undefined || used === tail) continue;
      compiled += 1;
      if (finishWith(given + end + used, judging, feed) === undefined) return given + end + used;
    }
  }
  return undefined;
}

function finishWith(
  end: string,
  judging: Judging,
  feed: (text: string) => Written | PrefixRefusal,
): PrefixRefusal | undefined {
  const after = feed(end);
  return "isRefused" in after ? after : finishText(after, judging);
}

/** Names that are declared and never read; where projects forbid that, an end reads them. */
function listUnused(text: string, { facts, prefix }: Judging): readonly string[] {
  const { program, file } = facts.whole.compile(prefix + text, { withCursor: false });
  const names = program
    .getSemanticDiagnostics(file)
    .filter(({ code }) => code === 6133 || code === 6198)
    .flatMap(({ start = 0, length = 0 }) => {
      const said = file.text.slice(start, start + length);
      return said.startsWith("{") || said.startsWith("[")
        ? [...said.matchAll(/[\w$]+(?=\s*[,}\]])/g)].map(([name]) => name)
        : [said];
    });
  return [...new Set(names)].filter((name) => /^[\w$]+$/.test(name));
}

/** The compiler's words for a name or a member that is not there. */
const UNKNOWN = new Set([2304, 2552, 2339, 2551]);

interface Shape {
  readonly given: string;
  readonly parts: readonly EndPart[];
}

/** Ways to end that the parser takes, likely ones first. */
function* shapesOf(
  written: Written,
  open: OpenText,
  judging: Judging,
  unknown: ReadonlySet<string>,
): Generator<Shape> {
  const { text } = written;
  const mends = mendsOf(written, judging.prefix, () =>
    guarded(() => namesAround(written, judging)),
  ).slice(0, MOST_MENDS);
  for (const mend of mends) {
    yield* shapesAfter(text, mend, { isTurned: false, open, judging });
    if (!unknown.has(text + mend))
      yield* shapesAfter(text, mend, { isTurned: true, open, judging });
  }
  for (const mend of mends)
    for (const more of continuedOf(text + mend, unknown.has(text + mend)))
      for (const isTurned of more === "(" || more.endsWith("? ") ? [false, true] : [false])
        yield* shapesAfter(text, mend + more, { isTurned, open, judging });
}

function* shapesAfter(
  text: string,
  given: string,
  {
    isTurned,
    open,
    judging,
  }: { readonly isTurned: boolean; readonly open: OpenText; readonly judging: Judging },
): Generator<Shape> {
  const piece = parsePiece(text + given, judging.facts.path, openingOf(open));
  const { file } = piece;
  const body = bodyOf(piece);
  if (
    body === undefined ||
    findSyntaxErrors(file).some(({ start }) => start < file.endOfFileToken.pos)
  )
    return;
  const parts = partsOfEnd(file, body, { isTurned });
  yield { given, parts: withoutBlank(text + given, parts) };
  const [first, ...rest] = parts;
  if (typeof first !== "object" || first.need !== "member") return;
  yield { given, parts: [first, " ? ", { need: "value" }, " : ", { need: "value" }, ...rest] };
}

/** What else may follow a part of an expression, or must follow half of a statement's beginning. */
function continuedOf(text: string, isUnknown: boolean): readonly string[] {
  if (/(?<![\w$.])(?:if|for|while|switch)\s*$/.test(text)) return ["("];
  if (/for await\s*$/.test(text)) return ["(const last of [Promise.resolve(0)]"];
  if (/(?<![\w$.])yield\s*$/.test(text)) return [];
  if (/[\w$)\]"'`]\s*\n\s*$/.test(text)) return ["? "];
  if (/\/[a-z]*$/.test(text)) return ['.test("")', ".source"];
  const gap = /\s$/.test(text) ? "" : " ";
  if (!/[\w$>)\]}"'`]\s*$/.test(text)) return [];
  if (isUnknown) return [": ", `${gap}=> `, ": unknown"];
  const isInTypes = /[\w$]<[^()=;]*$/.test(text);
  return [
    ...(isInTypes ? [">(", ", unknown>("] : []),
    "(",
    `${gap}? `,
    ": ",
    `${gap}=> `,
    ": unknown",
  ];
}

/** The grammar takes one blank at a time. */
function withoutBlank(text: string, parts: readonly EndPart[]): readonly EndPart[] {
  const [first, ...rest] = parts;
  return /\s$/.test(text) && typeof first === "string" ? [first.trimStart(), ...rest] : parts;
}

/** Whether the body has been closed already. */
function isClosed({ text }: Written, open: OpenText, { facts, isModule }: Judging): boolean {
  if (isModule || !/\}\s*$/.test(text)) return false;
  const body = bodyOf(parsePiece(text, facts.path, openingOf(open)));
  return body !== undefined && body.statements.end < body.end;
}

/** What the body itself ends with; `undefined` where what is before it is wrong. */
function tailOf(
  text: string,
  unused: readonly string[],
  { checker, ...open }: OpenText,
  { facts, isModule }: Judging,
): string | undefined {
  const isLineEnd = /\n[^\S\n]*$/.test(text);
  const read = unused.map((name) => `void ${name};\n`).join("");
  const gap = `${isLineEnd || text.trim() === "" ? "" : "\n"}${read}`;
  const said = `${text}\n${isModule ? "" : `return ${CURSOR};`}`;
  const piece = parsePiece(said, facts.path, openingOf(open));
  if (findSyntaxErrors(piece.file).some(({ start }) => start < piece.file.end)) return undefined;
  bindPiece(piece, open);
  const isGenerator = isInGenerator(open.nodes);
  const statements = bodyOf(piece)?.statements ?? [];
  // Outside of its generator `yield` gives nothing.
  const all = guarded(() => diagnoseStatements(piece.file, statements, checker));
  const found = isGenerator ? all?.filter(({ code }) => UNKNOWN.has(code)) : all;
  if (found?.some(({ code }) => UNKNOWN.has(code)) === true) return "unknown";
  if (found === undefined || found.length > 0) return undefined;
  if (isModule) return gap;
  const returning = statements.at(-1);
  const value =
    returning !== undefined && ts.isReturnStatement(returning) ? returning.expression : undefined;
  const end = `${gap}}\n`;
  if (value === undefined || isUnreachable(value)) return end;
  const owner = open.nodes.findLast(ts.isFunctionLike);
  const signature = owner && checker.getSignatureFromDeclaration(owner);
  if (signature === undefined || isGenerator || owner?.type === undefined) return end;
  const returned = signature.getReturnType();
  const wanted = checker.getPromisedTypeOfPromise(returned) ?? returned;
  if (wanted.flags & (ts.TypeFlags.Void | ts.TypeFlags.Any)) return end;
  const shape: readonly EndPart[] = ["return ", { need: "value" }, ";"];
  const [given] = fillParts(text, shape, { checker, ...open }) ?? [];
  const last = given === undefined || given.includes(THROW) ? THROW : given;
  return `${gap}${isLineEnd ? "" : "  "}${last}\n}\n`;
}

const isUnreachable = (node: ts.Node): boolean =>
  (((flowOf(node) as { readonly flags?: number } | undefined)?.flags ?? 0) & 1) !== 0;

/** The block that stands for the whole body. */
function bodyOf({ file }: Piece): ts.Block | undefined {
  const [first] = file.statements;
  if (first === undefined) return undefined;
  if (ts.isFunctionDeclaration(first)) return first.body;
  return ts.isBlock(first) ? first : undefined;
}

/** The rests of the names that the code has for the word that is being written, nearest first; then all others. */
function namesAround(written: Written, judging: Judging): readonly string[] {
  const { text, lexer, members } = written;
  const typed = text.slice(lexer.since);
  const listed = listNames(written, judging) ?? [];
  if (members !== undefined) return listed;
  const place = readEnd(written, "", judging);
  place?.open();
  const own =
    place === undefined
      ? []
      : symbolsAround(openNodesAt(place.file, place.file.end).at(-1) ?? place.file);
  const near = own
    .map(({ name }) => name)
    .filter((name) => name.startsWith(typed) && name !== typed)
    .map((name) => name.slice(typed.length));
  return [...new Set([...near, ...listed.slice(0, MOST_LISTED)])];
}
