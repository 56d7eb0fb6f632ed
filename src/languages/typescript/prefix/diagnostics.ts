import ts from "typescript";
import { diagnoseStatements } from "./ask-part.ts";
import type { Facts } from "./facts.ts";
import { isLoop, openNodesAt, statementsOf } from "./open-nodes.ts";
import type { OpenText } from "./open-text.ts";

/** Something the compiler says about a text. */
export interface Mistake {
  readonly code: number;
  readonly message: string;
  /** Offsets in the text as it was written. */
  readonly start: number;
  readonly end: number;
  /** Where the innermost statement around it begins. */
  readonly statement: number;
}

/** What is not yet used may be so later, and what is declared may yet be implemented. */
const MENDED_LATER = new Set([
  2384, 2389, 2390, 2391, 6133, 6138, 6192, 6196, 6198, 6199, 6205, 7022, 7023, 7024, 7028,
]);
/** A condition that is never false, unless what it asks about is called in what it guards. */
const MENDED_BY_BODY = new Set([2774, 2801]);
/** Members that an unfinished class or object may yet have. */
const ABOUT_MEMBERS = new Set([2339, 2550, 2551, 2741, 2739, 2740, 2322, 2345, 7053, 2729, 2576]);
const UNKNOWN_NAMES = new Set([2304, 2552, 2503, 2662, 2663, 18004, 2318, 2693, 2749, 2686]);

export interface GateOptions {
  /** Where judging begins: what is before was given. */
  readonly from: number;
  /** Up to where the compiler found nothing before. */
  readonly settled: number;
  /** Whether any name may still be declared. */
  readonly isModule: boolean;
}

/** What is wrong in `written`, which ends after a statement, however it goes on. */
export function findMistakes(
  written: string,
  facts: Facts,
  options: GateOptions,
): readonly Mistake[] {
  const open = facts.untouched(written, "statement");
  if (open === undefined) return [];
  const found = mistakesOf(open, written, options);
  if (found.length === 0) return found;
  const loose = facts.loosely(written, "statement");
  if (loose === open) return found;
  if (loose === undefined) return found.filter(({ code }) => UNKNOWN_NAMES.has(code));
  const still = new Set(mistakesOf(loose, written, options).map(keyOf));
  return found.filter((one) => still.has(keyOf(one)));
}

const keyOf = ({ code, start, message }: Mistake): string => `${code} ${start} ${message}`;

function mistakesOf(open: OpenText, written: string, options: GateOptions): readonly Mistake[] {
  const { file } = open;
  const nodes = nodesSince(open, options.settled);
  const all = diagnoseStatements(file, nodes, open.checker);
  const isVague = all.some(({ code }) => isAboutAny(code)) && hasUnknownNames(open, options.from);
  return all.flatMap((one): readonly Mistake[] => {
    const { start, length = 0, code } = one;
    if (start === undefined) return [];
    const place = open.written(start);
    if (place === undefined || place < options.from || MENDED_LATER.has(code)) return [];
    if (!isFinal(open, start, code) || (isVague && isAboutAny(code))) return [];
    const end = open.written(start + length - 1) ?? place;
    if (UNKNOWN_NAMES.has(code)) {
      if (options.isModule || isHoisted(written, end + 1)) return [];
    }
    const message = ts.flattenDiagnosticMessageText(one.messageText, " ");
    const statement = open.written(statementAround(file, start)) ?? place;
    return [{ code, message, start: place, end: end + 1, statement }];
  });
}

/** What has no type because it comes of what has none, e.g. of a call of what is declared further down. */
const isAboutAny = (code: number): boolean => code === 2347 || (code >= 7000 && code < 8000);

const hasUnknownNames = ({ file, checker, written }: OpenText, from: number): boolean =>
  diagnoseStatements(file, file.statements, checker).some(
    ({ code, start = 0 }) => UNKNOWN_NAMES.has(code) && (written(start) ?? -1) >= from,
  );

/** The statements that have ended, or gone on, since `settled`; all that is said of the others is known. */
function nodesSince({ nodes, file, written }: OpenText, settled: number): readonly ts.Node[] {
  const isLater = (position: number): boolean =>
    (written(position) ?? Number.POSITIVE_INFINITY) >= settled;
  const owner = nodes.findLast(
    (node) => statementsOf(node) !== undefined && !isLater(node.getStart(file)),
  );
  return (statementsOf(owner ?? file) ?? []).filter(({ end }) => isLater(end - 1));
}

/** A function that is called can be declared further down. */
export const isHoisted = (text: string, end: number): boolean =>
  /^(?:\s*[(`]|<|\?\.\()/.test(text.slice(end, end + 40));

/** Whether what `start` stands in is complete, and nothing that is open around it can change it. */
function isFinal({ nodes, file }: OpenText, start: number, code: number): boolean {
  let index = nodes.length - 1;
  while (index > 0 && !contains(nodes[index], start, file)) index -= 1;
  const parent = nodes[index];
  if (parent === undefined) return false;
  const isOpenOwner = nodes.some(
    (node) => ts.isClassLike(node) || ts.isObjectLiteralExpression(node),
  );
  if (isOpenOwner && ABOUT_MEMBERS.has(code) && namesOwner(file, start)) return false;
  const statements = statementsOf(parent);
  const closed = closedChild(parent, start, file);
  if (statements !== undefined)
    return closed !== undefined && statements.includes(closed as ts.Statement);
  if (closed === undefined || MENDED_BY_BODY.has(code)) return false;
  // What is done after each turn comes after a body that is not whole.
  if (ts.isForStatement(parent) && closed === parent.incrementor) return false;
  if (ts.isCaseBlock(parent)) return true;
  if (ts.isIfStatement(parent) || ts.isSwitchStatement(parent) || isLoop(parent))
    return nodes[index + 1] !== undefined && closed !== nodes[index + 1];
  return false;
}

/** Whether the statement speaks of what it is a part of. */
function namesOwner(file: ts.SourceFile, start: number): boolean {
  const begins = statementAround(file, start);
  const node = openNodesAt(file, start).find(
    (one) => one.getStart(file) === begins && ts.isStatement(one),
  );
  return node === undefined || /\b(?:this|super)\b/.test(node.getText(file));
}

const contains = (node: ts.Node | undefined, at: number, file: ts.SourceFile): boolean =>
  node !== undefined && node.getStart(file) <= at && at < node.end;

function closedChild(parent: ts.Node, start: number, file: ts.SourceFile): ts.Node | undefined {
  let found: ts.Node | undefined;
  ts.forEachChild(parent, (child) => {
    if (contains(child, start, file)) found = child;
  });
  return found;
}

/** Where the innermost statement around a place begins. */
export function statementAround(file: ts.SourceFile, place: number): number {
  let begins = place;
  let parent: ts.Node | undefined;
  for (const node of openNodesAt(file, place + 1)) {
    if (parent !== undefined && statementsOf(parent)?.includes(node as ts.Statement) === true)
      begins = node.getStart(file);
    parent = node;
  }
  return begins;
}
