import ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import type { InternalChecker } from "../fill/internal-checker.ts";
import { diagnoseCall } from "./ask-part.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { openNodesAt } from "./open-nodes.ts";
import type { OpenText } from "./open-text.ts";
import { readEnd } from "./pieces.ts";
import { refuse } from "./refuse.ts";
import type { Written } from "./state.ts";
import { causeOf } from "./words.ts";

type Call = ts.CallExpression | ts.NewExpression;

/** What no continuation mends in a call that is whole. */
const FINAL = new Set([
  2345, 2349, 2351, 2531, 2532, 2533, 2554, 2555, 2556, 2769, 18046, 18047, 18048, 18049,
]);

/** Judges the call that a `)` has just ended. */
export function judgeCall(written: Written, judging: Judging): PrefixRefusal | undefined {
  const place = readEnd(written, "", judging);
  const call = place && callEndingAt(place.file, place.file.end);
  const open = call && place?.open();
  if (call === undefined || open === undefined) return undefined;
  const suspects = guarded(() => mistakesIn(call, open.checker)) ?? [];
  return suspects.length === 0 ? undefined : confirm(written, judging);
}

function callEndingAt(file: ts.SourceFile, end: number): Call | undefined {
  const found = openNodesAt(file, end).findLast(
    (node) => node.end === end && (ts.isCallExpression(node) || ts.isNewExpression(node)),
  ) as Call | undefined;
  const isClosed = found?.arguments !== undefined && found.arguments.end < end;
  return isClosed ? found : undefined;
}

/** A type argument can still be chosen by what is around the call, and an unknown name be declared. */
function mistakesIn(call: Call, checker: InternalChecker): readonly ts.Diagnostic[] {
  const callee = checker.getNonNullableType(checker.getTypeAtLocation(call.expression));
  const kind = ts.isCallExpression(call) ? ts.SignatureKind.Call : ts.SignatureKind.Construct;
  const isGeneric = checker
    .getSignaturesOfType(callee, kind)
    .some(({ typeParameters }) => typeParameters !== undefined && typeParameters.length > 0);
  if (isGeneric) return [];
  return diagnoseCall(call, checker).filter(({ code }) => FINAL.has(code));
}

/** The compiler's own word, as things are and as they may become. */
function confirm({ text }: Written, { facts, prefix }: Judging): PrefixRefusal | undefined {
  const whole = `${prefix}${text}.`;
  const open = facts.at(whole, "member");
  const loose = facts.loosely(whole, "member");
  const found = open && reasonsIn(open);
  const still = loose && (loose === open ? found : reasonsIn(loose));
  const mistake = found?.find(({ key }) => still?.some((other) => other.key === key) === true);
  if (mistake === undefined || mistake.at < prefix.length) return undefined;
  return refuse(causeOf(mistake.code), mistake.words, mistake.at - prefix.length);
}

interface Reason {
  readonly key: string;
  readonly code: number;
  readonly words: string;
  readonly at: number;
}

function reasonsIn({ cursor, checker, written, nodes, file }: OpenText): readonly Reason[] {
  const { parent } = cursor;
  if (!ts.isPropertyAccessExpression(parent)) return [];
  const call = parent.expression;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return [];
  const isOwnerOpen = nodes.some(
    (node) => ts.isClassLike(node) || ts.isObjectLiteralExpression(node),
  );
  if (isOwnerOpen && /\b(?:this|super)\b/.test(call.getText(file))) return [];
  return (guarded(() => mistakesIn(call, checker)) ?? []).flatMap(
    ({ code, start, length, messageText }) => {
      // The dot that was put after the call is not of the text.
      if (start === call.getStart(file) && length === call.end - start) return [];
      const at = start === undefined ? undefined : written(start);
      const words = ts.flattenDiagnosticMessageText(messageText, " ");
      return at === undefined ? [] : [{ key: `${code} ${at} ${words}`, code, words, at }];
    },
  );
}
