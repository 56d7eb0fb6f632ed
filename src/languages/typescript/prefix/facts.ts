import ts from "typescript";
import { type Insertion, type Loosening, loosen } from "./loosen.ts";
import { closersOf, isLoop, openNodesAt } from "./open-nodes.ts";
import { CURSOR, type OpenText, type TextCompiler } from "./open-text.ts";
import { hasPieces } from "./piece.ts";

/** How writing goes on: with a statement, or with a member's name after a dot. */
export type Continuation = "statement" | "member" | "value";

/** What the compiler knows of unfinished texts. */
export interface Facts {
  readonly path: string;
  /** The text, closed where it stops. */
  at(written: string, continuation: Continuation): OpenText | undefined;
  /** The same for a statement, read in pieces where that was done: the program may lack what came last. */
  here(written: string): OpenText | undefined;
  /** Keeps what was read in pieces. */
  keepHere(written: string, open: OpenText): void;
  /** The same, of which nothing has been asked that does not stand in it. */
  untouched(written: string, continuation: Continuation): OpenText | undefined;
  /**
   * The same with all that can become wider as wide as it can: the same object where nothing can, `undefined` where
   * that cannot be said.
   */
  loosely(written: string, continuation: Continuation): OpenText | undefined;
  /** A whole text, as the checker would see it. */
  readonly whole: TextCompiler;
}

/** A program holds on to megabytes: few are kept, and made again where they are wanted again. */
const MOST_KEPT = 4;
/** Those in pieces stand on a program that they share. */
const MOST_CHAINED = 24;

const TAILS: Readonly<Record<Continuation, string>> = {
  statement: `\n${CURSOR};`,
  member: CURSOR,
  value: CURSOR,
};

export function openFacts(compiler: TextCompiler): Facts {
  const kept = new Map<string, OpenText | undefined>();
  const remember = (key: string, make: () => OpenText | undefined): OpenText | undefined => {
    const known = kept.has(key) ? kept.get(key) : make();
    kept.delete(key);
    kept.set(key, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return known;
  };
  const at: Facts["at"] = (written, continuation) =>
    remember(`${continuation} ${written}`, () => openText(written, continuation, compiler));
  const chained = new Map<string, OpenText>();
  let base: { readonly written: string; readonly open: OpenText | undefined } | undefined;
  return {
    path: compiler.path,
    whole: compiler,
    at,
    here(written) {
      // Where writing began, it comes back to.
      base ??= { written, open: at(written, "statement") };
      if (base.written === written) return base.open;
      return chained.get(written) ?? at(written, "statement");
    },
    keepHere(written, open) {
      chained.delete(written);
      chained.set(written, open);
      const [oldest] = chained.keys();
      if (chained.size > MOST_CHAINED && oldest !== undefined) chained.delete(oldest);
    },
    untouched(written, continuation) {
      const open = at(written, continuation);
      if (open === undefined || !hasPieces(open)) return open;
      kept.delete(`${continuation} ${written}`);
      return at(written, continuation);
    },
    loosely: (written, continuation) =>
      remember(`loosely ${continuation} ${written}`, () => {
        const open = at(written, continuation);
        const loosening = open && loosen(open);
        if (open === undefined || loosening === undefined) return undefined;
        const isSame = loosening.insertions.length === 0 && loosening.ends === "";
        return isSame ? open : openText(written, continuation, compiler, loosening);
      }),
  };
}

function openText(
  written: string,
  continuation: Continuation,
  compiler: TextCompiler,
  loosening?: Loosening | undefined,
): OpenText | undefined {
  const { insertions = [] } = loosening ?? {};
  const begun = insertAll(written, insertions);
  const tail = TAILS[continuation];
  const at = begun.length + tail.indexOf(CURSOR);
  const parsed = ts.createSourceFile(compiler.path, begun + tail, ts.ScriptTarget.Latest, true);
  const unclosed = openNodesAt(parsed, at);
  // Nothing comes by a loop again that could still be turned away, or changed.
  const loop = unclosed.findIndex(isLoop);
  const turnsAway = (node: ts.Node): string =>
    loop >= 0 && unclosed.indexOf(node) >= loop ? `throw ${CURSOR};` : "";
  const closers = closersOf(unclosed, at, (node) => loosening?.ends ?? turnsAway(node));
  const compiled = compiler.compile(begun + tail + closers);
  const nodes = openNodesAt(compiled.file, at);
  const cursor = nodes.at(-1);
  if (cursor === undefined || !ts.isIdentifier(cursor) || cursor.text !== CURSOR) return undefined;
  return {
    ...compiled,
    cursor,
    nodes,
    written: (position) => toWritten(position, written, insertions),
  };
}

function insertAll(text: string, insertions: readonly Insertion[]): string {
  let result = "";
  let from = 0;
  for (const { at, text: inserted } of insertions) {
    result += text.slice(from, at) + inserted;
    from = at;
  }
  return result + text.slice(from);
}

function toWritten(
  position: number,
  written: string,
  insertions: readonly Insertion[],
): number | undefined {
  let moved = 0;
  for (const { at, text } of insertions) {
    if (position < at + moved) break;
    moved += text.length;
    if (position < at + moved) return undefined;
  }
  const place = position - moved;
  return place < written.length ? place : undefined;
}
