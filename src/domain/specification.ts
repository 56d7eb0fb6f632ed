/** What is asked. */

import type { Behaviour } from "./behaviour.ts";
import type { NodeContract } from "./node-contract.ts";
import type { OpenFile } from "./slot.ts";
import type { SourceText } from "./source-text.ts";

/** What a call must do: give back a value, or throw. Both sides are expressions of the target language. */
export interface Example {
  /** An expression that calls what is asked for, e.g. `slugify("A b")`. */
  readonly call: string;
  readonly expected:
    | { readonly kind: "returns"; readonly expression: string }
    /** `name` is the error's class; `undefined` accepts any. */
    | { readonly kind: "throws"; readonly name: string | undefined };
}

/** What every kind of specification says. */
interface Asked {
  /** The title, or the file's name where there is none. */
  readonly name: string;
  /** Id of a language pack. */
  readonly language: string;
  /** The wish in the user's words, front matter removed, otherwise verbatim. */
  readonly text: string;
  /** A declaration the candidate must hold to the token, e.g. `export function add(a: number, b: number): number`. */
  readonly signature: string | undefined;
  readonly examples: readonly Example[];
  /** One checkable sentence each; shown to the model. */
  readonly requirements: readonly string[];
  /** Files shown to the model, read when the specification was. */
  readonly contextFiles: readonly SourceText[];
  /** The user's test files, run against the candidate. */
  readonly testFiles: readonly SourceText[];
  /** Files that are asked for besides the main one. */
  readonly companions: readonly CompanionWish[];
}

/** A further file of what is asked for. */
export interface CompanionWish {
  /** Relative to the main file's folder: `models.py`; `*` stands for a part of a name: `protocol_*.py`. */
  readonly path: string;
  /** What goes into it, in a few words. */
  readonly purpose: string;
  /** May be left out. */
  readonly isOptional: boolean;
}

/** A wish in the user's own words. */
export interface ProseSpecification extends Asked {
  readonly kind: "prose";
  /** The user's own grammar, in Lark: what the answer must be, instead of what its language would hold it to. */
  readonly grammar: SourceText | undefined;
}

/** A function that is asked for by its signature, effects and behaviours. */
export interface CovenantTaskSpecification extends Asked {
  readonly kind: "covenant-task";
  readonly task: Task;
}

export interface Task {
  /** Stable: `category.name`. */
  readonly id: string;
  /** By a hash of the id: prompts and examples are tuned on `development` tasks only. */
  readonly split: "development" | "held-out";
  readonly category: string;
  readonly complexity: "simple" | "moderate" | "complex";
  /** The whole name of the function: its module, a dot, its own name. */
  readonly functionId: string;
  readonly requirements: readonly TaskRequirement[];
  /** Code that is given: the candidate holds it unchanged. */
  readonly declarations: string | undefined;
  /** Further definitions that the candidate must hold. */
  readonly definitions: readonly { readonly id: string; readonly kind: string }[];
  readonly behaviours: readonly Behaviour[];
}

export interface TaskRequirement {
  readonly id: string;
  readonly text: string;
  readonly priority: string;
}

/** A node of a service, by its contract. */
export interface NodeContractSpecification extends Asked {
  readonly kind: "node-contract";
  /** Where the main file goes, relative to the project: beside the contract. */
  readonly path: string;
  readonly contract: NodeContract;
}

/** A file of contracts with open places: what is written into them must be proved. */
export interface FormalSpecification extends Asked, OpenFile {
  readonly kind: "formal";
  /** Where the filled file goes, relative to the project: its own name, unless another is given. */
  readonly path: string;
}

/** A file of contracts that asks for nothing but what it says itself. */
export const formalSpecificationOf = (
  file: Pick<FormalSpecification, "name" | "language" | "path" | "source" | "slots">,
): FormalSpecification => ({
  kind: "formal",
  text: file.source,
  signature: undefined,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  ...file,
});

/** Each room in `specifications/` adds one kind. */
export type Specification =
  | ProseSpecification
  | CovenantTaskSpecification
  | NodeContractSpecification
  | FormalSpecification;

/** An example on one line, for a model or a person: `sum(1, 2) => 3`. */
export const describeExample = ({ call, expected }: Example): string =>
  expected.kind === "returns"
    ? `${call} => ${expected.expression}`
    : `${call} throws ${expected.name ?? "an error"}`;
