import type { Token } from "../../../syntax/formal/tokens-of.ts";
import { isAttribute, skipBrackets, walkToBody } from "./expression-walk.ts";
import { CALLABLES, CONTAINERS, DIRECTIVES, FIELDS, MODIFIERS, TYPES } from "./words.ts";

/** A declaration as the tokens that it is made of; indices are of tokens, ends are exclusive. */
export interface ParsedDeclaration {
  /** With what is around it: `Shapes.Circle.Area`. */
  readonly name: string;
  /** `method`, `function method`, `inductive predicate`. */
  readonly kind: string;
  readonly first: number;
  readonly last: number;
  /** Its braces included; for `:=` and `=` what they begin. */
  readonly body: { readonly first: number; readonly last: number } | undefined;
  readonly clauses: readonly { readonly word: string; readonly at: number }[];
  /** Names of its attributes, and where they stand. */
  readonly attributes: readonly { readonly name: string; readonly at: number }[];
  /** Kind of what is directly around it: `module` for the file itself. */
  readonly container: string;
}

/** Declarations in the order of the file, nested ones after the one around them. What cannot be read is stepped over. */
export function parseDeclarations(tokens: readonly Token[]): readonly ParsedDeclaration[] {
  const found: ParsedDeclaration[] = [];
  readMembers(tokens, { from: 0, to: tokens.length, prefix: "", container: "module" }, found);
  return found;
}

interface Scope {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
  readonly container: string;
}

/** More than anybody nests: deeper ones are not looked into, so that no text exhausts the stack; the guard refuses them. */
export const DEEPEST = 40;

function readMembers(
  tokens: readonly Token[],
  scope: Scope,
  found: ParsedDeclaration[],
  depth = 0,
): void {
  let at = scope.from;
  while (at < scope.to) {
    const head = readHead(tokens, at, scope);
    if (head === undefined) {
      const isOpening = "([{".includes(tokens[at]?.text ?? " ");
      at = Math.max(at + 1, isOpening ? skipBrackets(tokens, at, scope.to) : 0);
      continue;
    }
    const declaration = readDeclaration(tokens, head, scope);
    found.push(declaration);
    const { body, name } = declaration;
    const hasMembers = CONTAINERS.has(head.word) || TYPES.has(head.word);
    if (body !== undefined && hasMembers && tokens[body.first]?.text === "{" && depth < DEEPEST) {
      const inside = { from: body.first + 1, to: body.last - 1, prefix: `${name}.` };
      readMembers(tokens, { ...inside, container: head.word }, found, depth + 1);
    }
    at = Math.max(at + 1, declaration.last);
  }
}

interface Head {
  readonly first: number;
  /** `function`, `class`. */
  readonly word: string;
  readonly kind: string;
  /** After the word. */
  readonly next: number;
}

/** The words that a declaration begins with; `undefined` where none does. */
function readHead(tokens: readonly Token[], from: number, { container }: Scope): Head | undefined {
  let at = from;
  while (tokens[at]?.text === "@" && tokens[at + 1]?.kind === "name") {
    at += 2;
    if (tokens[at]?.text === "(") at = skipBrackets(tokens, at, tokens.length);
  }
  const modifiers: string[] = [];
  for (let token = tokens[at]; token?.kind === "name" && MODIFIERS.has(token.text); ) {
    modifiers.push(token.text);
    token = tokens[(at += 1)];
  }
  const word = tokens[at]?.text ?? "";
  if (tokens[at]?.kind !== "name" || !isDeclarationWord(word, container)) return undefined;
  const second = tokens[at + 1]?.text;
  const isCompiled = /^(?:function|predicate)$/.test(word) && second === "method";
  const meaning = modifiers.filter((one) =>
    /^(?:ghost|inductive|least|greatest|twostate)$/.test(one),
  );
  const kind = [...meaning, word, ...(isCompiled ? ["method"] : [])].join(" ");
  return { first: from, word, kind, next: at + (isCompiled ? 2 : 1) };
}

function isDeclarationWord(word: string, container: string): boolean {
  if (word === "var") return container !== "module";
  return [CALLABLES, CONTAINERS, TYPES, FIELDS, DIRECTIVES].some((set) => set.has(word));
}

function readDeclaration(tokens: readonly Token[], head: Head, scope: Scope): ParsedDeclaration {
  const attributes: { name: string; at: number }[] = [];
  let at = head.next;
  while (isAttribute(tokens, at)) {
    attributes.push({ name: tokens[at + 2]?.text ?? "", at });
    at = Math.max(at + 1, skipBrackets(tokens, at, scope.to));
  }
  if (tokens[at]?.text === "opened") at += 1;
  const { name, next } = readName(tokens, at, head.word);
  const { end, body, clauses } = findEnd(tokens, { ...head, next }, scope);
  return {
    name: `${scope.prefix}${name}`,
    kind: head.kind,
    first: head.first,
    last: end,
    body,
    clauses,
    attributes: [...attributesBefore(tokens, head), ...attributes],
    container: scope.container,
  };
}

/** Attributes in the newer writing: `@Axiom`. */
const attributesBefore = (tokens: readonly Token[], { first, next }: Head) =>
  tokens.slice(first, next).flatMap(({ text }, index) => {
    const name = tokens[first + index + 1];
    return text === "@" && name !== undefined ? [{ name: name.text, at: first + index }] : [];
  });

function readName(
  tokens: readonly Token[],
  at: number,
  word: string,
): { readonly name: string; readonly next: number } {
  const token = tokens[at];
  if (word === "include") return { name: token?.text ?? "", next: at + 1 };
  if (token?.kind !== "name") return { name: `(${word})`, next: at };
  let name = token.text;
  let next = at + 1;
  if (word !== "module") return { name, next };
  while (tokens[next]?.text === "." && tokens[next + 1]?.kind === "name") {
    name += `.${tokens[next + 1]?.text}`;
    next += 2;
  }
  return { name, next };
}

function findEnd(
  tokens: readonly Token[],
  { word, next }: Head,
  scope: Scope,
): Pick<ParsedDeclaration, "body" | "clauses"> & { readonly end: number } {
  const isNext = (at: number): boolean => at > next && startsDeclaration(tokens, at, scope);
  if (word === "include") return { end: next, body: undefined, clauses: [] };
  if (FIELDS.has(word) || DIRECTIVES.has(word)) return findFieldEnd(tokens, next, scope);
  const walk = walkToBody(tokens, next, scope.to, isNext);
  if (TYPES.has(word)) return findTypeEnd(tokens, next, walk.body, walk.end, scope);
  if (walk.body === undefined) return { end: walk.end, body: undefined, clauses: walk.clauses };
  let last = skipBrackets(tokens, walk.body, scope.to);
  if (tokens[last]?.text === "by" && tokens[last + 1]?.text === "method")
    last = skipBrackets(tokens, last + 2, scope.to);
  return { end: last, body: { first: walk.body, last }, clauses: walk.clauses };
}

/** Constants, fields and imports end with a semicolon, or where the next declaration begins. */
function findFieldEnd(tokens: readonly Token[], from: number, scope: Scope) {
  let at = from;
  let value: number | undefined;
  while (at < scope.to && !(at > from && startsDeclaration(tokens, at, scope))) {
    const text = tokens[at]?.text ?? "";
    if (text === ";") break;
    if (text === ":=") value ??= at;
    at = "([{".includes(text) ? Math.max(at + 1, skipBrackets(tokens, at, scope.to)) : at + 1;
  }
  const body = value === undefined ? undefined : { first: value, last: at };
  return { end: at, body, clauses: [] };
}

/** What a type is made of is what it means; braces at its end hold members. */
function findTypeEnd(
  tokens: readonly Token[],
  from: number,
  members: number | undefined,
  end: number,
  scope: Scope,
) {
  if (members !== undefined) {
    const last = skipBrackets(tokens, members, scope.to);
    return { end: last, body: { first: members, last }, clauses: [] };
  }
  const equals = tokens.slice(from, end).findIndex(({ text }) => text === "=");
  const body = equals === -1 ? undefined : { first: from + equals, last: end };
  return { end, body, clauses: [] };
}

/** Whether what stands here can only begin a declaration. */
function startsDeclaration(tokens: readonly Token[], at: number, scope: Scope): boolean {
  const token = tokens[at];
  if (token?.text === "@" && tokens[at + 1]?.kind !== "name") return false;
  if (token?.kind !== "name" && token?.text !== "@") return false;
  // `old@L(x)` is an expression.
  if (token.text === "@" && tokens[at - 1]?.text === "old") return false;
  const head = readHead(tokens, at, scope);
  if (head === undefined) return false;
  if (head.word !== "var") return true;
  const before = tokens[at - 1];
  return before?.kind !== "mark" || ";{})]>".includes(before.text);
}
