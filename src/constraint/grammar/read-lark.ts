/** The rules of a Lark grammar, as far as one has to know them to see which can end. */

import { type LarkWord, lexLark } from "./lex-lark.ts";

export interface LarkRule {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** `capture`, `lazy`, `max_tokens`, … */
  readonly attributes: readonly LarkWord[];
  readonly body: LarkNode;
}

export type LarkNode =
  /** A terminal or a text: nothing here keeps a rule from ending. */
  | { readonly kind: "free" }
  | { readonly kind: "optional"; readonly body: LarkNode }
  | { readonly kind: "rule"; readonly name: string }
  | { readonly kind: "sequence"; readonly parts: readonly LarkNode[] }
  | { readonly kind: "choice"; readonly parts: readonly LarkNode[] };

const FREE: LarkNode = { kind: "free" };

/** `undefined` where the text is not Lark, or Lark that is not read here. */
export function readLark(text: string): readonly LarkRule[] | undefined {
  const words = lexLark(text);
  if (words === undefined) return undefined;
  try {
    return new LarkReader(words).readRules();
  } catch (error) {
    if (error instanceof NotLark) return undefined;
    throw error;
  }
}

class NotLark extends Error {}

const optional = (body: LarkNode): LarkNode => ({ kind: "optional", body });

/** Once, and perhaps once more: as far as anything here needs to know, that is any number of times. */
const repeated = (node: LarkNode): LarkNode =>
  node.kind === "free" ? node : { kind: "sequence", parts: [node, optional(node)] };

class LarkReader {
  readonly #words: readonly LarkWord[];
  #at = 0;

  constructor(words: readonly LarkWord[]) {
    this.#words = words;
  }

  readRules(): readonly LarkRule[] {
    const rules: LarkRule[] = [];
    while (this.#word !== undefined) {
      if (this.#word.kind === "rule") rules.push(this.#readRule(this.#word));
      else if (this.#word.kind === "newline") this.#at += 1;
      else this.#skipStatement();
    }
    return rules;
  }

  get #word(): LarkWord | undefined {
    return this.#words[this.#at];
  }

  #is(text: string): boolean {
    return this.#word?.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new NotLark();
  }

  /** Terminals and statements go on to the end of their lines, and over lines that begin with `|`. */
  #skipStatement(): void {
    while (this.#word !== undefined) {
      const isEnd = this.#word.kind === "newline" && this.#words[this.#at + 1]?.text !== "|";
      this.#at += 1;
      if (isEnd) return;
    }
  }

  #readRule({ text, line, column }: LarkWord): LarkRule {
    this.#at += 1;
    if (this.#take("::")) this.#expect("_");
    if (this.#take(".")) this.#at += 1;
    const attributes: LarkWord[] = [];
    if (this.#take("[")) {
      while (!this.#take("]")) {
        const word = this.#word;
        if (word === undefined) throw new NotLark();
        const before = this.#words[this.#at - 1]?.text;
        if (word.kind === "rule" && (before === "[" || before === ",")) attributes.push(word);
        this.#at += 1;
      }
    }
    this.#expect(":");
    return { name: toName(text), line, column, attributes, body: this.#readChoice() };
  }

  #readChoice(): LarkNode {
    const parts = [this.#readSequence()];
    for (;;) {
      if (this.#word?.kind === "newline" && this.#words[this.#at + 1]?.text === "|") this.#at += 1;
      if (!this.#take("|"))
        return parts.length > 1 ? { kind: "choice", parts } : (parts[0] ?? FREE);
      parts.push(this.#readSequence());
    }
  }

  #readSequence(): LarkNode {
    const parts: LarkNode[] = [];
    while (this.#word !== undefined && !this.#endsSequence(this.#word)) {
      if (this.#take("&")) continue;
      if (this.#take("->") || this.#is("%if")) this.#skipTail();
      else parts.push(this.#readRepeated());
    }
    return { kind: "sequence", parts };
  }

  #endsSequence({ kind, text }: LarkWord): boolean {
    return kind === "newline" || text === "|" || text === ")" || text === "]" || text === "}";
  }

  /** An alias or a condition: up to the next alternative. */
  #skipTail(): void {
    let depth = 0;
    while (this.#word !== undefined) {
      if (this.#is("(") || this.#is("[")) depth += 1;
      else if (depth === 0 && this.#endsSequence(this.#word)) return;
      else if (this.#is(")") || this.#is("]")) depth -= 1;
      this.#at += 1;
    }
  }

  #readRepeated(): LarkNode {
    const node = this.#readAtom();
    if (this.#take("?")) return optional(node);
    if (this.#take("*")) return optional(repeated(node));
    if (this.#take("+")) return repeated(node);
    if (!this.#is("~") && !this.#is("{")) return node;
    return this.#readCount() === 0 ? optional(repeated(node)) : repeated(node);
  }

  /** The least number of times, of `~2..5`, `{2,5}`, `{,5}`. */
  #readCount(): number {
    const isBraces = this.#is("{");
    this.#at += 1;
    const least = this.#word?.kind === "number" ? Number.parseInt(this.#word.text, 10) : 0;
    if (this.#word?.kind === "number") this.#at += 1;
    if (isBraces) {
      while (this.#word !== undefined && !this.#is("}")) this.#at += 1;
      this.#expect("}");
    } else if (this.#take("..")) this.#at += 1;
    return least;
  }

  #readAtom(): LarkNode {
    const word = this.#word;
    if (word === undefined) throw new NotLark();
    this.#at += 1;
    if (word.text === "(") {
      const node = this.#readChoice();
      this.#expect(")");
      return node;
    }
    if (word.text === "[") {
      const node = this.#readChoice();
      this.#expect("]");
      return optional(node);
    }
    if (word.text === "~") return this.#readAtom();
    if (word.kind === "rule") {
      if (this.#take("::")) throw new NotLark();
      return { kind: "rule", name: toName(word.text) };
    }
    if (word.kind === "string" && this.#take("..")) this.#at += 1;
    if (!["string", "regex", "special", "terminal", "block"].includes(word.kind))
      throw new NotLark();
    return FREE;
  }
}

/** `?x` and `!x` define the rule that others call `x`. */
const toName = (text: string): string => text.replace(/^!?\??/, "");
