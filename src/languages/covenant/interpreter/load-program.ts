import {
  collectDeclarations,
  type FunctionDeclaration,
  firstSection,
  functionSignature,
} from "../semantics/declarations.ts";
import type { Program } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { LibraryFunction } from "../tables/library.ts";
import { type DatabaseShape, readDatabases } from "./tables/database-shapes.ts";
import { collectShapes, type Shapes } from "./values/shapes.ts";
import { readReturns, readValueType, type ValueType } from "./values/value-type.ts";

export interface CallableParameter {
  readonly name: string;
  readonly type: ValueType;
}

/** What a call step may name. */
export interface Callable {
  /** The full name. */
  readonly id: string;
  readonly parameters: readonly CallableParameter[];
  /** `undefined` where none is declared. */
  readonly returns: ValueType | undefined;
  readonly body:
    | { readonly kind: "steps"; readonly steps: readonly Step[] }
    /** Nothing in the file says what it does: the world answers. */
    | { readonly kind: "outside" }
    | { readonly kind: "library"; readonly isEffectful: boolean };
}

/** A program with its names looked up, ready to run any number of times. */
export interface LoadedProgram {
  readonly program: Program;
  /** By snippet id and by the name in the signature; the library's as well. */
  readonly callables: ReadonlyMap<string, Callable>;
  readonly shapes: Shapes;
  readonly databases: readonly DatabaseShape[];
}

export function loadProgram(program: Program): LoadedProgram {
  const callables = new Map<string, Callable>();
  for (const [name, declaration] of collectDeclarations(program).globals)
    if (declaration.kind === "function") callables.set(name, readCallable(declaration));
  return {
    program,
    callables,
    shapes: collectShapes(program),
    databases: readDatabases(program),
  };
}

function readCallable({ id, snippet, library }: FunctionDeclaration): Callable {
  if (library !== undefined) return readLibraryFunction(library);
  const signature = snippet && functionSignature(snippet);
  const steps = (snippet && firstSection(snippet, "body")?.steps) ?? [];
  return {
    id,
    parameters: (signature?.parameters ?? []).map(({ name, type }) => ({
      name: name.text,
      type: readValueType(type.text),
    })),
    returns: signature?.returns && readReturns(signature.returns),
    body: snippet?.kind === "fn" ? { kind: "steps", steps } : { kind: "outside" },
  };
}

const readLibraryFunction = ({ id, parameters, returns, effect }: LibraryFunction): Callable => ({
  id,
  parameters: parameters.map(({ name, type }) => ({ name, type: readValueType(type) })),
  returns: readValueType(returns.join(" | ")),
  body: { kind: "library", isEffectful: effect !== undefined },
});
