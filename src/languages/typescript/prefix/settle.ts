import type ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { diagnoseStatements } from "./ask-part.ts";
import { findBypass } from "./bypasses.ts";
import { findMistakes } from "./diagnostics.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { openNodesAt, statementsOf } from "./open-nodes.ts";
import { readEnd } from "./pieces.ts";
import { refuse } from "./refuse.ts";
import { stillOpen, type Written } from "./state.ts";
import { causeOf } from "./words.ts";

/** Statements that end so soon after the last compiled one are judged without compiling the whole again. */
const MOST_AHEAD = 300;

/** Asks the compiler about all statements that have ended. */
export function settleText(written: Written, judging: Judging): Written | PrefixRefusal {
  const { boundary, text, anchors, compiled } = written;
  const { facts, prefix, isModule } = judging;
  if (isRightInPlace(written, judging)) return { ...written, settled: boundary.at };
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

/** Whether nothing at all is to be said of the statements since the last settled one, read where they stand. */
function isRightInPlace(written: Written, judging: Judging): boolean {
  const { boundary, text, anchors, lexer, settled } = written;
  const ahead = {
    text: text.slice(0, boundary.at),
    anchors,
    lexer: { ...lexer, braces: boundary.braces },
  };
  if (boundary.at - written.compiled > MOST_AHEAD) return false;
  const place = readEnd(ahead, "", judging);
  if (place === undefined || BELIEVED.test(ahead.text.slice(settled))) return false;
  const open = place.open();
  if (open === undefined) return false;
  const from = place.position(Math.max(settled, place.anchor.at));
  const found = guarded(() =>
    diagnoseStatements(place.file, statementsAfter(place.file, from), open.checker),
  );
  return found?.length === 0;
}

/** What the guard, or the flow of control in the whole, has a word on. */
const BELIEVED = /\b(?:as|any|declare|var|let|this|super)\b|<|!/;

/** The outermost statements that go on after `from`. */
function statementsAfter(file: ts.SourceFile, from: number): readonly ts.Node[] {
  const owner = openNodesAt(file, file.end).findLast(
    (node) => statementsOf(node) !== undefined && node.getStart(file) < from,
  );
  return (statementsOf(owner ?? file) ?? []).filter(({ end }) => end > from);
}
