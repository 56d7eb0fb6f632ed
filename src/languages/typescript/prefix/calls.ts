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

/** Another number of arguments is expected; said of the first that is too many, or of the whole call. */
const OTHER_NUMBER = new Set([2554, 2575]);

/**
 * Judges the argument that begins where `written` ends, behind a comma: whatever it is, there may be one too many. A
 * comma alone may be the last thing in a call.
 */
export function judgeExtraArgument(written: Written, judging: Judging): PrefixRefusal | undefined {
  const comma = written.text.trimEnd().length - 1;
  const place = readEnd(written, ANY_ARGUMENT, judging);
  const call = place && callEndingAt(place.file, place.file.end);
  if (call === undefined || call.arguments?.some(ts.isSpreadElement) === true) return undefined;
  const open = place?.open();
  const begins = call.arguments?.at(-1)?.getStart(place?.file);
  const isSuspect = ({ code, start }: ts.Diagnostic): boolean =>
    OTHER_NUMBER.has(code) && start === begins;
  const suspects = open && guarded(() => mistakesIn(call, open.checker).filter(isSuspect));
  if (suspects === undefined || suspects.length === 0) return undefined;
  const text = written.text + ANY_ARGUMENT;
  const at = judging.prefix.length + written.text.length;
  const refusal = confirm(
    { ...written, text },
    judging,
    (reason) => OTHER_NUMBER.has(reason.code) && reason.at === at,
  );
  return refusal && { ...refusal, keep: comma };
}

const ANY_ARGUMENT = "0)";

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
function confirm(
  { text }: Written,
  { facts, prefix }: Judging,
  isMeant: (reason: Reason) => boolean = () => true,
): PrefixRefusal | undefined {
  const whole = `${prefix}${text}.`;
  const open = facts.at(whole, "member");
  const loose = facts.loosely(whole, "member");
  const found = open && reasonsIn(open);
  const still = loose && (loose === open ? found : reasonsIn(loose));
  const mistake = found?.find(
    (one) => isMeant(one) && still?.some(({ key }) => key === one.key) === true,
  );
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
