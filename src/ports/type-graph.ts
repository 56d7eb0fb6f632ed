/** What can be written where an expression is missing, by types. A search asks it and knows no language. */

import type { ExampleResult } from "../domain/example-result.ts";
import type { Example } from "../domain/specification.ts";

/** A type, by its number; two are one when their numbers are equal. */
export interface GraphType {
  readonly id: number;
}

/** How tightly a text holds together: what may stand beside it without parentheses. */
export type Binding = "primary" | "operator" | "function";

/** Text of an expression. */
export interface Part {
  readonly text: string;
  readonly binding: Binding;
}

/** Bits of inputs that an answer should use, because nothing else does; the others only tell expressions apart. */
export const NEEDED_INPUTS = 0x3fff_83ff;

/** What is in scope and needs nothing else. */
export interface Atom extends Part {
  readonly type: GraphType;
  readonly cost: number;
  /** A bit of its own for what the expression should use, e.g. a parameter of the function around it; else 0. */
  readonly input: number;
  /** Of something in scope, and as good an answer as any; a variable alone seldom is. @default false */
  readonly isPart?: boolean | undefined;
}

/** What an operation takes. */
export type Wish =
  | {
      readonly kind: "value";
      /** What its declaration calls it. */
      readonly name: string;
      /** `undefined` where only `accepts` tells, e.g. for a type parameter. */
      readonly type: GraphType | undefined;
      accepts(type: GraphType): boolean;
    }
  | {
      readonly kind: "function";
      readonly name: string;
      readonly parameters: readonly Variable[];
      /** What it gives back; `undefined` where anything will do. */
      readonly body: GraphType | undefined;
      accepts(type: GraphType): boolean;
    };

/** A parameter of a function that is written. */
export interface Variable {
  readonly name: string;
  readonly type: GraphType;
}

/** A way to make an expression out of others: a call, a member, an operator, a literal. */
export interface Operation {
  readonly name: string;
  /** What statistics of a project's own uses count it by. @default by nothing */
  readonly use?: { readonly receiver: string | undefined; readonly name: string } | undefined;
  readonly cost: number;
  /** The receiver is not among them. */
  readonly wishes: readonly Wish[];
  /** `undefined` where it is known only for what was written out. */
  readonly result: GraphType | undefined;
  /** Says nothing where two of its parts are the same text, e.g. `a === a`. @default false */
  readonly isOfDifferent?: boolean | undefined;
  /** Checked by nothing when it runs: offered after everything else, and marked. @default false */
  readonly isUnsafe?: boolean | undefined;
  /** For members, the first part is the receiver. */
  render(parts: readonly Part[]): Part;
}

/** The graph at one place. */
export interface TypeGraph {
  /** Equal keys, equal graphs. */
  readonly key: string;
  readonly atoms: readonly Atom[];
  /** Bits of the inputs that a function written here must use one of; 0 at the hole itself. */
  readonly own: number;
  /** Calls of what is in scope; with `goal`, those that may give it. */
  functions(goal: GraphType | undefined): readonly Operation[];
  /** What can be done with a value of a type; with `goal`, what may give it. */
  members(type: GraphType, goal: GraphType | undefined): readonly Operation[];
  /** Literals and other text that its goal alone suggests. */
  producers(goal: GraphType): readonly Operation[];
  isAssignable(from: GraphType, to: GraphType): boolean;
  /** The type of a text that is written here; `undefined` where it has none, or one that says nothing. */
  typeOf(text: string): GraphType | undefined;
  /** Functions that are there, as values. */
  readonly functionValues: readonly Atom[];
  renderFunction(parameters: readonly Variable[], body: Part): Part;
  /** The graph inside a function that is written here. */
  inside(parameters: readonly Variable[]): TypeGraph;
}

/** A place where an expression is missing. */
export interface Hole {
  /** As it stands in the file. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The type that it names itself, in the language's notation. */
  readonly wanted: string | undefined;
}

/** What the examples gave with an answer, by their numbers; `open` is one that came to another hole. */
export type AnswerOutcomes = ReadonlyMap<number, ExampleResult | "open">;

/** A file with holes. Earlier holes hold `filled`, the texts of their answers; `undefined` is one still open. */
export interface HoleFile {
  readonly holes: readonly Hole[];
  /** What is wrong with the file besides its holes, one line each. */
  readonly mistakes: readonly string[];
  openGraph(filled: readonly (string | undefined)[]): {
    readonly graph: TypeGraph;
    readonly goal: GraphType;
  };
  /** The type that is expected at the hole after `filled`, in the language's notation. */
  expectedAt(filled: readonly (string | undefined)[]): string;
  /** Which of the answers to the hole after `filled` the checker accepts in place, by their order. */
  check(filled: readonly (string | undefined)[], answers: readonly Part[]): readonly boolean[];
  /**
   * Runs the examples with each answer in the sandbox. Expected values are evaluated apart.
   *
   * @throws {Fault} `specification/invalid` for an example that cannot be; `sandbox/missing`.
   */
  run(
    filled: readonly (string | undefined)[],
    answers: readonly Part[],
    examples: readonly Example[],
    signal: AbortSignal | undefined,
  ): Promise<{
    readonly outcomes: readonly AnswerOutcomes[];
    readonly expected: ReadonlyMap<number, string>;
  }>;
  /** The text that stands in the hole after `filled`: in parentheses where it needs them. */
  place(filled: readonly (string | undefined)[], answer: Part): string;
  /** The file with the answers in its holes. */
  render(filled: readonly (string | undefined)[]): string;
  /** What the checker says of the file with these answers; holes that are open are no mistake. */
  diagnose(filled: readonly (string | undefined)[]): readonly string[];
}
