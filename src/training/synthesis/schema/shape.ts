/** What values a schema allows, as far as tasks are made of it. */

export interface Bound {
  readonly value: number;
  /** Whether the bound itself is outside. */
  readonly isOpen: boolean;
}

export interface TextShape {
  readonly kind: "text";
  readonly minLength: number;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
  /** Texts of the pattern, where there is one. */
  readonly samples: readonly string[];
}
export interface NumberShape {
  readonly kind: "number";
  readonly isWhole: boolean;
  readonly least: Bound | undefined;
  readonly most: Bound | undefined;
}
export interface ChoiceShape {
  readonly kind: "choice";
  readonly values: readonly [string, string, ...string[]];
}
export interface FlagShape {
  readonly kind: "flag";
}
export interface ListShape {
  readonly kind: "list";
  readonly items: TextShape | NumberShape | ChoiceShape;
  readonly minItems: number;
  readonly maxItems: number | undefined;
  readonly isUnique: boolean;
}
export type Shape = TextShape | NumberShape | ChoiceShape | FlagShape | ListShape;

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  /** The schema's own `default`, where it fits. */
  readonly fallback: string | number | boolean | undefined;
}

/** An object of the schema, its nested objects being records of their own. */
export interface RecordShape {
  /** `LineItem` */
  readonly name: string;
  readonly fields: readonly Field[];
}

/** `lineItem`, `line_item`, `line items` → `line item` */
export const toWords = (name: string): string =>
  name
    .replaceAll(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();

export const toPascal = (name: string): string =>
  toWords(name).replaceAll(/(?:^| )(\S)/gu, (_, first: string) => first.toUpperCase());

export const toCamel = (name: string): string => {
  const pascal = toPascal(name);
  return `${pascal.slice(0, 1).toLowerCase()}${pascal.slice(1)}`;
};

/** Words that cannot name a variable. */
const RESERVED = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof undefined var void while with yield arguments eval"
  ).split(" "),
);

export const isReserved = (name: string): boolean => RESERVED.has(name);

/** A name for a variable that holds one of these. */
export const toVariable = (name: string): string =>
  isReserved(toCamel(name)) ? `${toCamel(name)}Item` : toCamel(name);

export const toSingular = (word: string): string =>
  word
    .replace(/ies$/u, "y")
    .replace(/(s|x|ch|sh)es$/u, "$1")
    .replace(/([^s])s$/u, "$1");

export const toPlural = (word: string): string => {
  if (/[^aeiou]y$/u.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/u.test(word) ? `${word}es` : `${word}s`;
};

/** `a line item`, `an order` */
export const withArticle = (words: string): string =>
  `${/^(?:[aeio]|u(?!s|ni))/u.test(words) ? "an" : "a"} ${words}`;

/** `a, b and c` */
export const listWords = (words: readonly string[], last = "and"): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

export const quoted = (name: string): string => `\`${name}\``;
