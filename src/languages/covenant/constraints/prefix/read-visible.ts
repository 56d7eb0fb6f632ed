/** What a step can use where it begins: asked of the checkers themselves, which walk up to a mark set there. */

import { checkBlock as checkForReference } from "../../semantics/bodies.ts";
import {
  collectDeclarations,
  firstSection,
  functionSignature,
  sectionsOf,
} from "../../semantics/declarations.ts";
import { bind as bindForReference, createScope } from "../../semantics/scope.ts";
import { readType, type Type, typeOfReturns } from "../../semantics/types.ts";
import { bind } from "../../strict/bindings.ts";
import { checkBlock } from "../../strict/blocks.ts";
import type { Context } from "../../strict/context.ts";
import { KnownTypes } from "../../strict/known-types.ts";
import { valueOf } from "../../strict/values.ts";
import { type Variable, Variables } from "../../strict/variables.ts";
import { parse } from "../../syntax/parse.ts";
import type { Step } from "../../syntax/step-ast.ts";
import type { Block } from "./place.ts";
import type { Done, Visible } from "./visible.ts";

export const readDone = (text: string): Done => ({ text, program: parse(text).program });

/** No program can name it. */
const MARK = "?here";
const MARKED_STEP = `\nstep id="?" kind="bind" from="${MARK}" as="_" end\n`;

const CLOSERS: ReadonlyMap<Block["kind"], string> = new Map([
  ["body", "end end"],
  ["test", "end end end"],
  ["then", 'end as="_" end'],
  ["else", 'end as="_" end'],
  ["case", 'end as="_" end'],
  ["for", 'as="_" end'],
  ["transaction", 'as="_" end'],
  ["branch", 'end as="_" end'],
  ["handled", "end end end"],
]);

/** What closes the blocks, innermost first. */
export function closersOf(blocks: Block | undefined): string {
  let text = "";
  for (let block = blocks; block !== undefined; block = block.outer)
    text += ` ${CLOSERS.get(block.kind) ?? ""}`;
  return text;
}

/** Names and types after `text`, the beginning of a snippet; `undefined` where the text cannot be read. */
export function readVisible(
  done: Done,
  text: string,
  blocks: Block | undefined,
): Visible | undefined {
  const { program, findings } = parse(`${text}${MARKED_STEP}${closersOf(blocks)}`);
  const [snippet] = program.snippets;
  if (findings.length > 0 || snippet === undefined) return undefined;
  const whole = { ...program, snippets: [...done.program.snippets, snippet], tokens: [] };
  const declarations = collectDeclarations(whole);
  const types = new KnownTypes(whole);
  const lists = [
    { steps: firstSection(snippet, "body")?.steps ?? [], isBody: true },
    ...sectionsOf(snippet, "tests").flatMap(({ tests }) =>
      tests.map(({ steps }) => ({ steps, isBody: false })),
    ),
  ];
  const marked = lists.findLast(({ steps }) => steps.length > 0);
  const common = { program: whole, snippet, declarations, types };
  const signature = functionSignature(snippet);
  const returns = signature?.returns && typeOfReturns(signature.returns);
  if (marked === undefined)
    return { ...common, returns, variables: undefined, reference: undefined };
  return {
    ...common,
    returns: marked.isBody ? returns : undefined,
    variables: walkStrictly(marked.steps, marked.isBody, common, returns),
    reference: marked.isBody ? walkAsReference(marked.steps, common, returns) : undefined,
  };
}

type Common = Pick<Visible, "snippet" | "declarations" | "types">;

/** Notices the mark when it is looked up. */
class MarkedVariables extends Variables {
  seen: ReadonlyMap<string, Variable> | undefined;

  override find(name: string): Variable | undefined {
    if (name === MARK) {
      const seen = new Map<string, Variable>();
      for (const each of this.names()) {
        const variable = super.find(each);
        if (variable !== undefined) seen.set(each, variable);
      }
      this.seen = seen;
    }
    return super.find(name);
  }
}

function walkStrictly(
  steps: readonly Step[],
  isBody: boolean,
  { snippet, declarations, types }: Common,
  returns: Type | undefined,
): Visible["variables"] {
  const variables = new MarkedVariables();
  const context: Context = {
    declarations,
    types,
    suggest: () => [],
    findings: [],
    variables,
    returns: isBody ? returns : undefined,
    isSeenByReference: isBody,
    boundForReference: new Set(),
  };
  if (isBody)
    for (const { name, type } of functionSignature(snippet)?.parameters ?? [])
      bind(name, valueOf(readType(type.text)), context);
  checkBlock(steps, context);
  return variables.seen;
}

class MarkedTypes extends Map<string, Type> {
  seen: ReadonlyMap<string, Type> | undefined;

  override get(name: string): Type | undefined {
    if (name === MARK) this.seen = new Map(this);
    return super.get(name);
  }
}

function walkAsReference(
  steps: readonly Step[],
  { snippet, declarations }: Common,
  returns: Type | undefined,
): Visible["reference"] {
  const variables = new MarkedTypes();
  const scope = { ...createScope(steps, returns, declarations, () => []), variables };
  for (const { name, type } of functionSignature(snippet)?.parameters ?? [])
    bindForReference(scope, name.text, readType(type.text));
  checkForReference(steps, scope);
  return variables.seen;
}
