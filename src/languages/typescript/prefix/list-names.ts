import ts from "typescript";
import type { InternalChecker } from "../fill/internal-checker.ts";
import { guarded } from "./guarded.ts";
import type { Judging } from "./judging.ts";
import { openMember, scopeOf } from "./names.ts";
import { identifierAt } from "./open-nodes.ts";
import { CURSOR } from "./open-text.ts";
import { readEnd } from "./pieces.ts";
import { EXPRESSION_WORDS } from "./reserved.ts";
import type { Written } from "./state.ts";

/**
 * The rests of the names that can stand where a word is being written, those of the expected type first; after a dot
 * the members. `undefined` where other things than names can follow.
 */
export function listNames(written: Written, judging: Judging): readonly string[] | undefined {
  const { text, lexer, members } = written;
  const isAfterDot = lexer.inside === "code" && lexer.last === "." && lexer.before !== ".";
  if (isAfterDot) {
    if (/\s$/.test(text)) return undefined;
    return openMember({ ...written, lexer: { ...lexer, since: text.length } }, judging, CURSOR)
      ?.names;
  }
  if (lexer.inside !== "word") return undefined;
  const typed = text.slice(lexer.since);
  const names = members?.names ?? namesHere(written, judging);
  return names
    ?.filter((name) => name.startsWith(typed) && name !== typed)
    .map((name) => name.slice(typed.length));
}

/** Longest list that is put in order: each name's type is asked for. */
const MOST_SORTED = 300;

function namesHere(written: Written, judging: Judging): readonly string[] | undefined {
  const { lexer, text } = written;
  const place = readEnd(written, "", judging);
  const node = place && identifierAt(place.file, place.position(lexer.since));
  const open = place?.open();
  if (node === undefined || open === undefined || !ts.isExpression(node)) return undefined;
  const typed = text.slice(lexer.since);
  const names = [...scopeOf(open), ...localNames(node), ...EXPRESSION_WORDS].filter((name) =>
    name.startsWith(typed),
  );
  const expected = guarded(() => open.checker.getContextualType(node));
  if (expected === undefined || names.length > MOST_SORTED) return names;
  const fits = (name: string): number =>
    guarded(() => isOfType(name, node, expected, open.checker)) === true ? 0 : 1;
  return names
    .map((name) => [fits(name), name] as const)
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
}

/** What the piece that is being written declares itself around a node. */
function localNames(node: ts.Node): readonly string[] {
  const names: string[] = [];
  const file = node.getSourceFile();
  for (let owner: ts.Node | undefined = node; owner !== undefined; owner = owner.parent) {
    const { locals } = owner as { readonly locals?: ts.SymbolTable | undefined };
    names.push(...[...(locals?.keys() ?? [])].map(String));
    if (owner === file) break;
  }
  return names;
}

function isOfType(
  name: string,
  node: ts.Node,
  expected: ts.Type,
  checker: InternalChecker,
): boolean {
  const symbol = checker.resolveName(name, node, ts.SymbolFlags.Value, false);
  if (symbol === undefined) return false;
  const type = checker.getTypeOfSymbol(symbol);
  const results = type.getCallSignatures().map((signature) => signature.getReturnType());
  return [type, ...results].some((one) => checker.isTypeAssignableTo(one, expected));
}
