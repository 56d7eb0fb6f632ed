/** Types of other languages as data, read from how Python and TypeScript write them. */

export type SourceType =
  /** The last part of a dotted name. */
  | { readonly kind: "name"; readonly name: string; readonly args: readonly SourceType[] }
  | { readonly kind: "union"; readonly members: readonly SourceType[] }
  | { readonly kind: "list"; readonly element: SourceType }
  | { readonly kind: "tuple"; readonly elements: readonly SourceType[] }
  | { readonly kind: "object"; readonly fields: readonly SourceField[] }
  | { readonly kind: "map"; readonly key: SourceType; readonly value: SourceType }
  /** A value that stands for itself. */
  | { readonly kind: "literal"; readonly of: "text" | "number" | "truth"; readonly text: string }
  | { readonly kind: "function" }
  /** Nothing that has a counterpart. */
  | { readonly kind: "unknown" };

export interface SourceField {
  readonly name: string;
  readonly type: SourceType;
  readonly isOptional: boolean;
}

const UNKNOWN: SourceType = { kind: "unknown" };

const LONGEST_TYPE = 2000;
const DEEPEST_NESTING = 24;
const TOKEN =
  /\s+|(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)|(?<number>\d[\d._]*)|(?<text>"[^"]*"|'[^']*'|`[^`]*`)|(?<mark>=>|->|\.\.\.|[^\s])/uy;

type Token = { readonly kind: "name" | "number" | "text" | "mark"; readonly text: string };

/** The type that `text` writes, or `unknown`. */
export function readSourceType(text: string): SourceType {
  const tokens = text.length > LONGEST_TYPE ? [] : readTokens(text);
  const reader = new TypeReader(tokens);
  const type = reader.readType(0);
  return reader.isAtEnd ? type : UNKNOWN;
}

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of text.matchAll(new RegExp(TOKEN, "guy")))
    for (const kind of ["name", "number", "text", "mark"] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  return tokens;
}

class TypeReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#tokens.length > 0 && this.#at === this.#tokens.length;
  }

  readType(depth: number): SourceType {
    if (depth > DEEPEST_NESTING) return UNKNOWN;
    this.#skip("|");
    const members = [this.#readPostfix(depth)];
    let isIntersection = false;
    for (;;) {
      if (this.#skip("&")) isIntersection = true;
      else if (!this.#skip("|")) break;
      members.push(this.#readPostfix(depth));
    }
    if (isIntersection) return UNKNOWN;
    const [only] = members;
    return members.length === 1 && only !== undefined ? only : { kind: "union", members };
  }

  #readPostfix(depth: number): SourceType {
    let type = this.#readPrimary(depth);
    while (this.#peek() === "[") {
      this.#at += 1;
      if (this.#skip("]")) type = { kind: "list", element: type };
      else {
        const args = this.#readList("]", depth);
        type = type.kind === "name" ? withArguments(type.name, args) : UNKNOWN;
      }
    }
    return type;
  }

  #readPrimary(depth: number): SourceType {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) return UNKNOWN;
    const { kind, text } = token;
    if (kind === "text") return { kind: "literal", of: "text", text: text.slice(1, -1) };
    if (kind === "number") return { kind: "literal", of: "number", text };
    if (kind === "name") return this.#readName(text, depth);
    switch (text) {
      case "(":
        return this.#readParentheses(depth);
      case "[":
        return { kind: "tuple", elements: this.#readList("]", depth) };
      case "{":
        return this.#readObject(depth);
      case "-":
        return this.#readPrimary(depth + 1);
      case "...":
        // The rest of a tuple; in Python it stands alone.
        if (this.#isEndOfItem()) return REST;
        this.#skipLabel();
        return this.#readPostfix(depth + 1);
      default:
        return UNKNOWN;
    }
  }

  #readName(name: string, depth: number): SourceType {
    if (depth > DEEPEST_NESTING) return UNKNOWN;
    if (name === "readonly") return this.#readPostfix(depth + 1);
    if (name === "true" || name === "false" || name === "True" || name === "False")
      return { kind: "literal", of: "truth", text: name };
    if (name === "new" || name === "abstract") {
      this.readType(depth + 1);
      return { kind: "function" };
    }
    if (name === "keyof" || name === "typeof") {
      this.#readPostfix(depth + 1);
      return UNKNOWN;
    }
    let last = name;
    while (this.#peek() === "." && this.#tokens[this.#at + 1]?.kind === "name") {
      last = this.#tokens[this.#at + 1]?.text ?? last;
      this.#at += 2;
    }
    if (this.#skip("is")) {
      this.#readPostfix(depth + 1);
      return { kind: "name", name: "boolean", args: [] };
    }
    return this.#skip("<")
      ? withArguments(last, this.#readList(">", depth))
      : { kind: "name", name: last, args: [] };
  }

  /** A function's parameters and its result, or a type in parentheses. */
  #readParentheses(depth: number): SourceType {
    const start = this.#at;
    this.#skipTo(")");
    if (this.#skip("=>")) {
      this.readType(depth + 1);
      return { kind: "function" };
    }
    this.#at = start;
    const type = this.readType(depth + 1);
    return this.#skip(")") ? type : UNKNOWN;
  }

  #readList(end: string, depth: number): readonly SourceType[] {
    const items: SourceType[] = [];
    while (this.#at < this.#tokens.length && !this.#skip(end)) {
      const isOptional = this.#skipLabel();
      const item = this.readType(depth + 1);
      items.push(
        this.#skip("?") || isOptional ? { kind: "union", members: [item, NOTHING] } : item,
      );
      if (!this.#skip(",") && this.#peek() !== end) this.#at = this.#tokens.length + 1;
    }
    return items;
  }

  /** `first:` of `[first: number]`; whether it says `first?:`. */
  #skipLabel(): boolean {
    const isOptional = this.#tokens[this.#at + 1]?.text === "?";
    const colon = this.#at + (isOptional ? 2 : 1);
    const isLabel = this.#tokens[this.#at]?.kind === "name" && this.#tokens[colon]?.text === ":";
    if (isLabel) this.#at = colon + 1;
    return isLabel && isOptional;
  }

  #readObject(depth: number): SourceType {
    const fields: SourceField[] = [];
    while (this.#at < this.#tokens.length && !this.#skip("}")) {
      if (this.#peek() === "readonly" && this.#tokens[this.#at + 1]?.text !== ":") this.#at += 1;
      if (this.#skip("[")) return this.#readMap(depth);
      const token = this.#tokens[this.#at];
      this.#at += 1;
      if (token === undefined || token.kind === "mark") return this.#giveUp();
      const name = token.kind === "text" ? token.text.slice(1, -1) : token.text;
      const isOptional = this.#skip("?");
      if (this.#skip("(")) this.#skipTo(")");
      const type = this.#skip(":") ? this.readType(depth + 1) : UNKNOWN;
      fields.push({ name, type, isOptional });
      if (!this.#skip(";") && !this.#skip(",") && this.#peek() !== "}") return this.#giveUp();
    }
    return { kind: "object", fields };
  }

  /** `[key: string]: number }`. */
  #readMap(depth: number): SourceType {
    this.#skipLabel();
    const key = this.readType(depth + 1);
    if (!this.#skip("]") || !this.#skip(":")) return this.#giveUp();
    const value = this.readType(depth + 1);
    if (!this.#skip(";")) this.#skip(",");
    return this.#skip("}") ? { kind: "map", key, value } : this.#giveUp();
  }

  #giveUp(): SourceType {
    this.#at = this.#tokens.length + 1;
    return UNKNOWN;
  }

  #isEndOfItem(): boolean {
    const next = this.#peek();
    return next === undefined || next === "]" || next === ",";
  }

  /** Past the mark that closes what was opened just before. */
  #skipTo(end: string): void {
    for (let open = 1; open > 0 && this.#at < this.#tokens.length; this.#at += 1) {
      const text = this.#tokens[this.#at]?.text ?? "";
      if ("([{".includes(text)) open += 1;
      else if (")]}".includes(text)) open -= text === end || open > 1 ? 1 : 0;
    }
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]?.text;
  }

  #skip(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#at += 1;
    return true;
  }
}

const NOTHING: SourceType = { kind: "name", name: "None", args: [] };
const REST: SourceType = { kind: "name", name: "...", args: [] };

function withArguments(name: string, args: readonly SourceType[]): SourceType {
  const [first] = args;
  // `T["key"]` is a type of a member.
  if (first?.kind === "literal" && name !== "Literal") return UNKNOWN;
  return { kind: "name", name, args };
}
