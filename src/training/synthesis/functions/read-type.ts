/** A type as it is written → the values to call a function with. */

import type { Chooser } from "../chooser.ts";
import type { Value } from "../write-value.ts";

export type PlainType =
  | { readonly kind: "number" | "text" | "flag" | "nothing" }
  | { readonly kind: "constant"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly items: PlainType }
  | { readonly kind: "tuple"; readonly items: readonly PlainType[] }
  | { readonly kind: "either"; readonly parts: readonly PlainType[] }
  | {
      readonly kind: "record";
      readonly members: readonly {
        readonly name: string;
        readonly type: PlainType;
        readonly isOptional: boolean;
      }[];
    };

const TOKENS =
  /\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_$][\w$]*)|(-?\d+(?:\.\d+)?)|([[\]{}()<>|;,:?]))/uy;
const MOST_DEPTH = 12;

/**
 * `undefined` for a type of other than plain values. `declarations` is source text whose interfaces and type aliases may
 * be meant by a name.
 */
export function readType(text: string, declarations: string): PlainType | undefined {
  try {
    return new TypeReader(text, declarations, 0).readWhole();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

class TypeReader {
  readonly #tokens: readonly string[];
  readonly #declarations: string;
  readonly #depth: number;
  #at = 0;

  constructor(text: string, declarations: string, depth: number) {
    if (depth > MOST_DEPTH) throw new NotPlain();
    const plain = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, "").trim();
    const tokens: string[] = [];
    TOKENS.lastIndex = 0;
    for (let match = TOKENS.exec(plain); match !== null; match = TOKENS.exec(plain)) {
      tokens.push(match[0].trim());
      if (TOKENS.lastIndex === plain.length) break;
    }
    if (tokens.join("") !== plain.replaceAll(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/gu, ""))
      throw new NotPlain();
    this.#tokens = tokens;
    this.#declarations = declarations;
    this.#depth = depth;
  }

  readWhole(): PlainType {
    const type = this.#either();
    if (this.#at < this.#tokens.length) throw new NotPlain();
    return type;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
  #expect(token: string): void {
    if (!this.#take(token)) throw new NotPlain();
  }

  #either(): PlainType {
    this.#take("|");
    const parts = [this.#suffixed()];
    while (this.#take("|")) parts.push(this.#suffixed());
    return parts.length === 1 ? (parts[0] as PlainType) : { kind: "either", parts };
  }

  #suffixed(): PlainType {
    this.#take("readonly");
    let type = this.#one();
    while (this.#tokens[this.#at] === "[" && this.#tokens[this.#at + 1] === "]") {
      this.#at += 2;
      type = { kind: "list", items: type };
    }
    return type;
  }

  #one(): PlainType {
    const token = this.#tokens[this.#at++] ?? "";
    if (token === "(") {
      const inside = this.#either();
      this.#expect(")");
      return inside;
    }
    if (token === "{") return this.#record();
    if (token === "[") return this.#tuple();
    if (token.startsWith('"')) return { kind: "constant", value: JSON.parse(token) as string };
    if (/^-?\d/u.test(token)) return { kind: "constant", value: Number(token) };
    return this.#named(token);
  }

  #named(name: string): PlainType {
    const plain = {
      number: "number",
      string: "text",
      boolean: "flag",
      undefined: "nothing",
    } as const;
    if (name in plain) return { kind: plain[name as keyof typeof plain] };
    if (name === "null") return { kind: "constant", value: null };
    if (name === "true" || name === "false") return { kind: "constant", value: name === "true" };
    if (["Array", "ReadonlyArray", "Readonly"].includes(name)) {
      this.#expect("<");
      const inside = this.#either();
      this.#expect(">");
      return name === "Readonly" ? inside : { kind: "list", items: inside };
    }
    const body = findDeclaration(name, this.#declarations);
    if (body === undefined) throw new NotPlain();
    return new TypeReader(body, this.#declarations, this.#depth + 1).readWhole();
  }

  #tuple(): PlainType {
    const items: PlainType[] = [];
    while (!this.#take("]")) {
      items.push(this.#either());
      if (!this.#take(",") && this.#tokens[this.#at] !== "]") throw new NotPlain();
    }
    return { kind: "tuple", items };
  }

  #record(): PlainType {
    const members: (PlainType & { kind: "record" })["members"][number][] = [];
    while (!this.#take("}")) {
      this.#take("readonly");
      const name = this.#tokens[this.#at++] ?? "";
      if (!/^[A-Za-z_$]/u.test(name)) throw new NotPlain();
      const isOptional = this.#take("?");
      this.#expect(":");
      members.push({ name, type: this.#either(), isOptional });
      if (!this.#take(";") && !this.#take(",") && this.#tokens[this.#at] !== "}")
        throw new NotPlain();
    }
    if (members.length === 0) throw new NotPlain();
    return { kind: "record", members };
  }
}

/** What a name stands for, where it is an interface of its own or an alias. */
function findDeclaration(name: string, source: string): string | undefined {
  if (!/^\w+$/u.test(name)) return undefined;
  const own = new RegExp(
    `\\binterface\\s+${name}\\s*(\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*\\})`,
    "u",
  ).exec(source);
  if (own?.[1] !== undefined) return own[1];
  return new RegExp(`\\btype\\s+${name}\\s*=\\s*([^;]*(?:\\{[^{}]*\\}[^;]*)*);`, "u").exec(
    source,
  )?.[1];
}

/** Values that the code itself speaks of: they lead into its rarer parts. */
export interface Literals {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

/** Numbers and texts that stand in code. */
export const findLiterals = (code: string): Literals => ({
  numbers: [...code.matchAll(/(?<![\w.])\d{1,6}(?:\.\d+)?(?![\w.])/gu)].map(([number]) =>
    Number(number),
  ),
  texts: [...code.matchAll(/"((?:[^"\\\n]|\\.){1,20})"/gu)].flatMap(([literal]) => {
    try {
      return [JSON.parse(literal) as string];
    } catch {
      return [];
    }
  }),
});

const TEXTS = [
  "",
  "a",
  "Hello World",
  "two  words",
  "A-1",
  "x",
  "42",
  "  left",
  "kayak",
  "One, two; three",
  "über",
];

/** What arguments are drawn by. */
export interface Drawing {
  readonly literals: Literals;
  /** Counts and no other numbers: what a comment leaves open is not asked for. */
  readonly isTame: boolean;
}

export function samplePlain(type: PlainType, drawing: Drawing, chooser: Chooser): Value {
  const { literals, isTame } = drawing;
  switch (type.kind) {
    case "nothing":
      return undefined;
    case "flag":
      return chooser.chance(0.5);
    case "constant":
      return type.value;
    case "number": {
      const near = literals.numbers.length > 0 && chooser.chance(0.35);
      if (near && !isTame) return chooser.pickOf(literals.numbers) + chooser.whole(-1, 1);
      if (isTame)
        return chooser.pick([
          1,
          chooser.whole(2, 12),
          chooser.whole(5, 30),
          chooser.whole(13, 400),
        ]);
      return chooser.pick([
        0,
        1,
        -1,
        2.5,
        chooser.whole(2, 12),
        chooser.whole(2, 12),
        chooser.whole(13, 400),
        chooser.whole(-50, 1500),
      ]);
    }
    case "text": {
      const known =
        literals.texts.length > 0 && chooser.chance(0.4)
          ? chooser.pickOf(literals.texts)
          : chooser.pickOf(TEXTS);
      return chooser.chance(0.25) ? `${known}${chooser.pickOf(TEXTS)}` : known;
    }
    case "either":
      return samplePlain(chooser.pickOf(type.parts), drawing, chooser);
    case "list":
      return Array.from({ length: chooser.whole(0, 4) }, () =>
        samplePlain(type.items, drawing, chooser),
      );
    case "tuple":
      return type.items.map((item) => samplePlain(item, drawing, chooser));
    case "record":
      return Object.fromEntries(
        type.members
          .filter(({ isOptional }) => !isOptional || chooser.chance(0.6))
          .map(({ name, type: own }) => [name, samplePlain(own, drawing, chooser)]),
      );
  }
}
