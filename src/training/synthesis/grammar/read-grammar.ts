/** Lark → rules. What is Lark and not understood here is said with its place. */

import type { LarkGrammar, LarkNode, LarkRule } from "./lark.ts";
import { type LarkToken, splitLark } from "./split-lark.ts";

export type ReadGrammar =
  | { readonly isRead: true; readonly grammar: LarkGrammar }
  | { readonly isRead: false; readonly why: string; readonly line: number };

/** Terminals of Lark's own library. */
const COMMON: Readonly<Record<string, string>> = {
  DIGIT: "[0-9]",
  HEXDIGIT: "[0-9a-fA-F]",
  INT: "[0-9]+",
  SIGNED_INT: "[+-]?[0-9]+",
  DECIMAL: "[0-9]+\\.[0-9]*|\\.[0-9]+",
  NUMBER: "[0-9]+(?:\\.[0-9]+)?",
  LCASE_LETTER: "[a-z]",
  UCASE_LETTER: "[A-Z]",
  LETTER: "[a-zA-Z]",
  WORD: "[a-zA-Z]+",
  CNAME: "[a-zA-Z_][a-zA-Z0-9_]*",
  WS_INLINE: "[ \\t]+",
  WS: "[ \\t\\f\\r\\n]+",
  NEWLINE: "(?:\\r?\\n)+",
  ESCAPED_STRING: '"(?:[^"\\\\]|\\\\.)*"',
};

class NotUnderstood extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Never throws for what is wrong with the grammar. */
export function readGrammar(text: string): ReadGrammar {
  try {
    return { isRead: true, grammar: new Reader(text).read() };
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return { isRead: false, why: error.message, line: error.line };
  }
}

const MOST_NESTED = 40;

class Reader {
  readonly #text: string;
  readonly #tokens: readonly LarkToken[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    const split = splitLark(text);
    if ("unread" in split)
      throw new NotUnderstood(`cannot read ${JSON.stringify(split.unread)}`, split.line);
    this.#tokens = split.tokens;
  }

  read(): LarkGrammar {
    const rules = new Map<string, LarkRule>();
    const ignored: LarkNode[] = [];
    const statements: LarkGrammar["statements"][number][] = [];
    for (;;) {
      while (this.#take("newline")) continue;
      const first = this.#tokens[this.#at];
      if (first === undefined) return { rules, ignored, statements };
      if (first.kind === "name") {
        const rule = this.#rule();
        rules.set(rule.name, rule);
      } else if (first.text === "%ignore") {
        this.#at += 1;
        ignored.push(this.#choice());
        statements.push({ name: undefined, source: this.#sourceFrom(first) });
      } else if (first.text === "%import") {
        const name = this.#import(rules, first);
        statements.push({ name, source: this.#sourceFrom(first) });
      } else throw new NotUnderstood(`${first.text} is not supported`, first.line);
    }
  }

  #rule(): LarkRule {
    const first = this.#tokens[this.#at++] as LarkToken;
    const name = first.text.replace(/^[?!]+/u, "");
    if (this.#is(".") && this.#tokens[this.#at + 1]?.kind === "number") this.#at += 2;
    if (!this.#takeSign(":"))
      throw new NotUnderstood(
        `after "${name}", a colon is expected: templates and attributes are not supported`,
        first.line,
      );
    const body = this.#choice();
    const rule = {
      name,
      isToken: /^_?[A-Z]/u.test(name),
      source: this.#sourceFrom(first),
      line: first.line,
    };
    return { ...rule, ...flatten(name, body) };
  }

  #import(rules: Map<string, LarkRule>, first: LarkToken): string {
    const path = this.#tokens.slice(this.#at + 1, this.#at + 4).map(({ text }) => text);
    const pattern = COMMON[path[2] ?? ""];
    if (path[0] !== "common" || path[1] !== "." || pattern === undefined)
      throw new NotUnderstood(`%import of ${path.join("")} is not supported`, first.line);
    this.#at += 4;
    let name = path[2] ?? "";
    if (this.#is("->")) {
      name = this.#tokens[this.#at + 1]?.text ?? name;
      this.#at += 2;
    }
    const body: LarkNode = { kind: "pattern", source: pattern, isCaseless: false };
    const source = this.#sourceFrom(first);
    rules.set(name, { name, isToken: true, body, source, line: first.line, isFlattened: false });
    return name;
  }

  #choice(): LarkNode {
    if (++this.#depth > MOST_NESTED) throw new NotUnderstood("it is nested too deeply", this.#line);
    const parts = [this.#sequence()];
    for (;;) {
      if (this.#tokens[this.#at]?.kind === "newline" && this.#tokens[this.#at + 1]?.text === "|")
        this.#at += 1;
      if (!this.#takeSign("|")) break;
      parts.push(this.#sequence());
    }
    this.#depth -= 1;
    return parts.length === 1 ? (parts[0] as LarkNode) : { kind: "choice", parts };
  }

  #sequence(): LarkNode {
    const parts: LarkNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined || token.kind === "newline" || ["|", ")", "]"].includes(token.text))
        break;
      if (token.text === "->") this.#at += 2;
      else parts.push(this.#repeated());
    }
    return parts.length === 1 ? (parts[0] as LarkNode) : { kind: "sequence", parts };
  }

  #repeated(): LarkNode {
    let node = this.#atom();
    for (;;) {
      const token = this.#tokens[this.#at];
      const range = token?.kind === "range" ? countsOf(token.text) : undefined;
      if (token?.text === "?") node = { kind: "repeat", body: node, least: 0, most: 1 };
      else if (token?.text === "*")
        node = { kind: "repeat", body: node, least: 0, most: undefined };
      else if (token?.text === "+")
        node = { kind: "repeat", body: node, least: 1, most: undefined };
      else if (range) {
        const { least, most } = range;
        if (least > 50 || (most ?? 0) > 1000)
          throw new NotUnderstood("it repeats too often", this.#line);
        node = { kind: "repeat", body: node, least, most };
      } else return node;
      this.#at += 1;
    }
  }

  #atom(): LarkNode {
    const token = this.#tokens[this.#at++] as LarkToken;
    if (token.kind === "name") return { kind: "name", name: token.text.replace(/^[?!]+/u, "") };
    if (token.kind === "text") return this.#literal(token);
    if (token.kind === "pattern") {
      const end = token.text.lastIndexOf("/");
      const flags = token.text.slice(end + 1);
      if (/[^iu]/u.test(flags))
        throw new NotUnderstood(`the flags "${flags}" are not supported`, token.line);
      return { kind: "pattern", source: token.text.slice(1, end), isCaseless: flags.includes("i") };
    }
    if (token.text === "(" || token.text === "[") {
      const body = this.#choice();
      if (!this.#takeSign(token.text === "(" ? ")" : "]"))
        throw new NotUnderstood(`"${token.text}" is not closed`, token.line);
      return token.text === "(" ? body : { kind: "repeat", body, least: 0, most: 1 };
    }
    throw new NotUnderstood(`${JSON.stringify(token.text)} is not supported`, token.line);
  }

  #literal({ text, line }: LarkToken): LarkNode {
    const isCaseless = text.endsWith("i");
    const first = unquote(text, line);
    const next = this.#tokens[this.#at + 1];
    if (!this.#is("..") || next?.kind !== "text") return { kind: "text", text: first, isCaseless };
    this.#at += 2;
    const quote = (sign: string): string => sign.replaceAll(/[\\\]^-]/gu, "\\$&");
    const source = `[${quote(first)}-${quote(unquote(next.text, line))}]`;
    return { kind: "pattern", source, isCaseless: false };
  }

  get #line(): number {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]?.line ?? 1;
  }
  #is(text: string): boolean {
    return this.#tokens[this.#at]?.text === text;
  }
  #take(kind: LarkToken["kind"]): boolean {
    if (this.#tokens[this.#at]?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }
  #takeSign(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }
  #sourceFrom(first: LarkToken): string {
    return this.#text.slice(first.start, this.#tokens[this.#at - 1]?.end ?? first.end);
  }
}

/** `~2..3`, `~2`, `{2,3}`, `{2,}`, `{,3}`, `{2}` */
function countsOf(text: string): { readonly least: number; readonly most: number | undefined } {
  const [first = "", second] = text.replaceAll(/[~{}\s]/gu, "").split(/\.\.|,/u);
  const least = Number(first || 0);
  if (second === undefined) return { least, most: least };
  return { least, most: second === "" ? undefined : Number(second) };
}

function unquote(text: string, line: number): string {
  try {
    return JSON.parse(text.replace(/i$/u, "")) as string;
  } catch {
    throw new NotUnderstood(`${text} is not supported: an unknown escape`, line);
  }
}

/** `a: a x | y` reads the same texts as `a: y x*`. */
function flatten(name: string, body: LarkNode): Pick<LarkRule, "body" | "isFlattened"> {
  const alternatives = body.kind === "choice" ? body.parts : [body];
  const beginsWithItself = (node: LarkNode): boolean =>
    node.kind === "sequence" && node.parts[0]?.kind === "name" && node.parts[0].name === name;
  const again = alternatives.filter(beginsWithItself);
  const others = alternatives.filter((node) => !beginsWithItself(node));
  if (again.length === 0 || others.length === 0) return { body, isFlattened: false };
  const tails = again.map(
    (node): LarkNode => ({
      kind: "sequence",
      parts: node.kind === "sequence" ? node.parts.slice(1) : [],
    }),
  );
  const either = (parts: readonly LarkNode[]): LarkNode =>
    parts.length === 1 ? (parts[0] as LarkNode) : { kind: "choice", parts };
  return {
    body: {
      kind: "sequence",
      parts: [either(others), { kind: "repeat", body: either(tails), least: 0, most: undefined }],
    },
    isFlattened: true,
  };
}
