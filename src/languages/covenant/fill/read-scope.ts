import {
  collectDeclarations,
  type Declarations,
  functionSignature,
} from "../semantics/declarations.ts";
import { readType, type Type, typeOfReturns } from "../semantics/types.ts";
import { bind } from "../strict/bindings.ts";
import { checkBlock } from "../strict/blocks.ts";
import type { Context } from "../strict/context.ts";
import { KnownTypes } from "../strict/known-types.ts";
import { collectUses } from "../strict/uses.ts";
import { valueOf } from "../strict/values.ts";
import { type Variable, Variables } from "../strict/variables.ts";
import type { Program } from "../syntax/ast.ts";
import type { FoundHole } from "./find-holes.ts";

/** What is known where a hole is. */
export interface HoleScope {
  readonly declarations: Declarations;
  readonly types: KnownTypes;
  /** What the function gives; `undefined` in tests, and where it declares nothing. */
  readonly returns: Type | undefined;
  /** Names that have a value on every way to the hole, with their types, in the order in which they were bound. */
  readonly variables: ReadonlyMap<string, Type>;
  /** Names that no step uses. */
  readonly unused: ReadonlySet<string>;
}

/** Asks the strict checker, which walks the body up to the hole; `undefined` where no way leads there. */
export function readScope(program: Program, hole: FoundHole): HoleScope | undefined {
  const { snippet, steps, name } = hole;
  const declarations = collectDeclarations(program);
  const types = new KnownTypes(program);
  const signature = functionSignature(snippet);
  const isBody = snippet.sections.some((one) => one.kind === "body" && one.steps === steps);
  const returns = isBody ? signature?.returns && typeOfReturns(signature.returns) : undefined;
  const variables = new WatchedVariables(name);
  const context: Context = {
    declarations,
    types,
    suggest: () => [],
    findings: [],
    variables,
    returns,
    isSeenByReference: false,
    boundForReference: new Set(),
  };
  for (const each of isBody ? (signature?.parameters ?? []) : [])
    bind(each.name, valueOf(readType(each.type.text)), context);
  checkBlock(steps, context);
  if (variables.seen === undefined) return undefined;
  const used = collectUses(steps);
  const seen = [...variables.seen].flatMap(([text, { value, isAssigned }]): [string, Type][] =>
    isAssigned && /^[A-Za-z_]\w*$/.test(text) ? [[text, value.type]] : [],
  );
  const unused = new Set(seen.map(([text]) => text).filter((text) => !used.has(text)));
  return { declarations, types, returns, variables: new Map(seen), unused };
}

/** Keeps what there is when a name is asked for. */
class WatchedVariables extends Variables {
  seen: ReadonlyMap<string, Variable> | undefined;
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override find(name: string): Variable | undefined {
    if (name === this.#name && this.seen === undefined)
      this.seen = new Map(
        [...this.names()].flatMap((each): [string, Variable][] => {
          const variable = super.find(each);
          return variable === undefined ? [] : [[each, variable]];
        }),
      );
    return super.find(name);
  }
}
