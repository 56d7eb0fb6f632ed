import type ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { diagnoseStatements } from "./ask-part.ts";
import { findBypass, findBypassIn } from "./bypasses.ts";
import { declaresAgain, extendOpen } from "./chain.ts";
import { findMistakes } from "./diagnostics.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { openNodesAt, statementsOf } from "./open-nodes.ts";
import { readEnd } from "./pieces.ts";
import { refuse } from "./refuse.ts";
import { stillOpen, type Written } from "./state.ts";
import { causeOf } from "./words.ts";

/** Longest text that is read in its place. */
const MOST_AHEAD = 2000;

/** Asks the compiler about all statements that have ended. */
export function settleText(written: Written, judging: Judging): Written | PrefixRefusal {
  const { boundary, text, anchors, compiled } = written;
  const { facts, prefix, isModule } = judging;
  const inPlace = readInPlace(written, judging);
  if (inPlace !== undefined) return { ...written, ...inPlace, settled: boundary.at };
  const closed = prefix + text.slice(0, boundary.at);
  const since = prefix.length + compiled;
  const options = { from: prefix.length, settled: since, isModule };
  const [mistake] = findMistakes(closed, facts, options);
  if (mistake !== undefined) {
    const begins = mistake.statement - prefix.length;
    // What was right before has become wrong by what came after.
    const added = text.slice(compiled);
    const earliest = compiled + added.length - added.trimStart().length;
    return refuse(causeOf(mistake.code), mistake.message, Math.max(begins, earliest));
  }
  const bypass = findBypass(closed, facts, since);
  if (bypass !== undefined)
    return refuse("bypass", bypass.message, Math.max(0, bypass.start - prefix.length));
  return {
    ...written,
    settled: boundary.at,
    compiled: boundary.at,
    anchors: { ...boundary, outer: stillOpen(anchors, boundary.braces) },
  };
}

/**
 * Where nothing at all is to be said of the statements since the last settled one, read where they stand: the place
 * to go on from. What only the whole shows, its end does.
 */
function readInPlace(
  written: Written,
  judging: Judging,
): Partial<Pick<Written, "anchors">> | undefined {
  const { boundary, text, anchors, lexer, settled } = written;
  const { facts, prefix } = judging;
  const ahead = {
    text: text.slice(0, boundary.at),
    anchors,
    lexer: { ...lexer, braces: boundary.braces },
  };
  const place = readEnd(ahead, "", judging);
  if (place === undefined || boundary.at - place.anchor.at > MOST_AHEAD) return undefined;
  const said = ahead.text.slice(place.anchor.at);
  if (WHOLE.test(said) || UNSET.test(ahead.text)) return undefined;
  const open = place.open();
  if (open === undefined || declaresAgain(place.file)) return undefined;
  const from = place.position(Math.max(settled, place.anchor.at));
  const found = guarded(() =>
    diagnoseStatements(place.file, statementsAfter(place.file, from), open.checker),
  );
  if (found?.length !== 0 || findBypassIn(place.file, from, place.file.end) !== undefined)
    return undefined;
  const next = extendOpen(open, said, facts.path);
  if (next === undefined) return {};
  facts.keepHere(prefix + ahead.text, next);
  return { anchors: { ...boundary, outer: stillOpen(anchors, boundary.braces) } };
}

/** What pieces say wrongly, or not at all. */
const WHOLE = /\b(?:any|declare|var|this|super)\b/;
/** A variable without a value: whether it has one where it is used shows in the whole. */
const UNSET = /\blet\s[^=;]*;/;

/** The outermost statements that go on after `from`. */
function statementsAfter(file: ts.SourceFile, from: number): readonly ts.Node[] {
  const owner = openNodesAt(file, file.end).findLast(
    (node) => statementsOf(node) !== undefined && node.getStart(file) < from,
  );
  return (statementsOf(owner ?? file) ?? []).filter(({ end }) => end > from);
}
