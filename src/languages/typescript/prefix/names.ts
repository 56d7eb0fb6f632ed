import ts from "typescript";
import type { PrefixRefusal } from "../../../ports/prefix-judge.ts";
import { isHoisted } from "./diagnostics.ts";
import { guarded } from "./guarded.ts";
import { isKnown, namesInScope, roleOf } from "./identifiers.ts";
import type { Judging } from "./judging.ts";
import type { Lexer } from "./lexer.ts";
import { describeMissing, type Members, readMembers } from "./members.ts";
import { identifierAt, openNodesAt } from "./open-nodes.ts";
import type { OpenText } from "./open-text.ts";
import { readEnd } from "./pieces.ts";
import { refuse } from "./refuse.ts";
import { RESERVED } from "./reserved.ts";
import { stillOpen, type Written } from "./state.ts";

/** What may follow the dot after which a word has just begun, or does so with `tail`. */
export function openMember(written: Written, judging: Judging, tail = ""): Members | undefined {
  const start = written.lexer.since;
  const place = readEnd(written, tail, judging);
  const access = place && accessAt(place.file, place.position(start));
  const open = access && place?.open();
  if (place === undefined || access === undefined || open === undefined) return undefined;
  return guarded(() =>
    readMembers(access, open.checker, (one) => isOpenDeclaration(one, place.file, open)),
  );
}

function accessAt(file: ts.SourceFile, start: number): ts.PropertyAccessExpression | undefined {
  const name = identifierAt(file, start);
  const parent = name?.parent;
  return parent !== undefined && ts.isPropertyAccessExpression(parent) && parent.name === name
    ? parent
    : undefined;
}

/** What is still being declared can have more members. */
function isOpenDeclaration(
  declaration: ts.Declaration,
  file: ts.SourceFile,
  { nodes }: OpenText,
): boolean {
  const source = declaration.getSourceFile();
  return source === file ? declaration.end >= file.end : nodes.includes(declaration);
}

/** A refusal where what is written of a member's name begins none, or `isWhole` and is none. */
export function judgeMember(
  { text, lexer, members }: Written,
  judging: Judging,
  isWhole: boolean,
): PrefixRefusal | undefined {
  const start = lexer.since;
  const name = text.slice(start);
  if (members === undefined || fits(name, members, isWhole)) return undefined;
  const certain = confirm(text.slice(0, start), judging);
  if (certain === undefined || certain.some((each) => fits(name, each, isWhole))) return undefined;
  const [shown = members] = certain;
  return shown.isMissing
    ? refuse("missing-value", `what is before .${name} is ${shown.of}: it may be missing`, start)
    : refuse("unknown-member", describeMissing(name, shown), start);
}

const fits = (name: string, { names, isMissing }: Members, isWhole: boolean): boolean =>
  !isMissing && (isWhole ? names.includes(name) : names.some((one) => one.startsWith(name)));

/**
 * What the compiler itself says of the dot at the end of `text`: as things are, and with all as wide as it can
 * become. `undefined` where any name may follow.
 */
function confirm(text: string, { facts, prefix }: Judging): readonly Members[] | undefined {
  const written = prefix + text;
  const open = facts.at(written, "member");
  const loose = facts.loosely(written, "member");
  const found: Members[] = [];
  for (const each of new Set([open, loose])) {
    const parent = each?.cursor.parent;
    if (each === undefined || parent === undefined || !ts.isPropertyAccessExpression(parent))
      return undefined;
    const members = guarded(() =>
      readMembers(parent, each.checker, (one) => each.nodes.includes(one)),
    );
    if (members === undefined) return undefined;
    found.push(members);
  }
  return found;
}

type Pending = NonNullable<Written["pending"]>;

/** What a word that has ended stands for: nothing to ask, a name that nothing declares, or a refusal. */
export function judgeWord(
  written: Written,
  start: number,
  judging: Judging,
): Pending | PrefixRefusal | undefined {
  const word = written.text.slice(start);
  if (word === "any") return judgeAny(written, start, judging);
  if (judging.isModule || RESERVED.has(word) || isInScope(word, written, judging)) return undefined;
  const role = isUnknown(written, start, judging);
  if (role === undefined) return undefined;
  // No text that follows makes a type of it, and none could follow.
  return role === "type"
    ? refuse("unknown-type", `there is no type ${JSON.stringify(word)} here`, start)
    : { start, end: written.text.length };
}

/** Those which the latest settled place has are known without looking closer. */
function isInScope(word: string, { anchors, lexer, text }: Written, judging: Judging): boolean {
  const anchor = stillOpen(anchors, lexer.braces);
  if (anchor === undefined) return true;
  const open = judging.facts.here(judging.prefix + text.slice(0, anchor.at));
  return open === undefined || isNamed(word, open);
}

const named = new WeakMap<OpenText, Map<string, boolean>>();

function isNamed(word: string, open: OpenText): boolean {
  const words = named.get(open) ?? new Map<string, boolean>();
  named.set(open, words);
  const known = words.get(word) ?? guarded(() => hasName(word, open)) !== false;
  words.set(word, known);
  return known;
}

const hasName = (word: string, { checker, cursor }: OpenText): boolean =>
  checker.resolveName(word, cursor, ts.SymbolFlags.Value, false) !== undefined;

const scopes = new WeakMap<OpenText, ReadonlySet<string>>();

/** All names in scope where a text goes on. */
export function scopeOf(open: OpenText): ReadonlySet<string> {
  const known = scopes.get(open) ?? new Set(namesInScope(open.cursor, open.checker));
  scopes.set(open, known);
  return known;
}

/** What kind of name stands at `start` that nothing declares. */
function isUnknown(
  written: Written,
  start: number,
  judging: Judging,
): "value" | "type" | undefined {
  const place = readEnd(written, "", judging);
  const node = place && identifierAt(place.file, place.position(start));
  if (place === undefined || node === undefined) return undefined;
  const role = roleOf(node, place.file.end);
  const open = role === "free" ? undefined : place.open();
  if (role === "free" || open === undefined) return undefined;
  return guarded(() => isKnown(node, open.checker)) === false ? role : undefined;
}

/** Says what becomes of an unknown name, now that it is known what follows. */
export function judgePending(
  written: Written,
  judging: Judging,
): PrefixRefusal | "wait" | undefined {
  const { pending, text } = written;
  if (pending === undefined) return undefined;
  const after = text.slice(pending.end).trim();
  if (isHoisted(text, pending.end) || /^\/[/*]/.test(after)) return undefined;
  if (after === "=" || after === "/") return "wait";
  if (isUnknown(written, pending.start, judging) !== "value") return undefined;
  const name = text.slice(pending.start, pending.end);
  return refuse("unknown-name", `there is no ${JSON.stringify(name)} here`, pending.start);
}

function judgeAny(written: Written, start: number, judging: Judging): PrefixRefusal | undefined {
  const place = readEnd(written, "", judging);
  const node = place && openNodesAt(place.file, place.position(start)).at(-1);
  return node?.kind === ts.SyntaxKind.AnyKeyword
    ? refuse("bypass", "`any` switches the type checker off for all it touches", start)
    : undefined;
}

const DIRECTIVE = /^(?:\/\/\/?|\/\*[\s\S]*?)\s*@(ts-(?:ignore|expect-error|nocheck))/;

/** A comment that switches checking off. */
export function isForbiddenComment(
  text: string,
  { since }: Lexer,
  { inside }: Lexer,
): PrefixRefusal | undefined {
  if (inside === "block-comment") return undefined;
  const found = text.slice(since, since + 200).match(DIRECTIVE);
  return found === null
    ? undefined
    : refuse("bypass", `\`@${found[1]}\` hides what the compiler would say`, since);
}
