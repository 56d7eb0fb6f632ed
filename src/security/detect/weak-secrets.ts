/** How secrets are made, kept and compared. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { textOf, walk } from "../../syntax/nodes.ts";
import type { Call, Code, Comparison, Finding } from "../code.ts";
import { isComparedName, isPasswordName, isUnguessableName, wordsOf } from "../words.ts";

/** `SEC013`: chance that can be predicted, for what nobody may guess. */
export const findGuessableSecrets = (isPredictable: (call: Call) => boolean) =>
  function* (code: Code): Generator<Finding> {
    for (const call of code.calls) {
      if (!isPredictable(call)) continue;
      const callable = code.functionAround(call.node);
      const name = callable === undefined ? undefined : code.functionName(callable);
      const isFor =
        code.definitions.some(
          (definition) => holds(definition.value, call.node) && isUnguessableName(definition.name),
        ) ||
        code.namedValues.some(
          ({ name: named, value }) => holds(value, call.node) && isUnguessableName(named),
        ) ||
        (name !== undefined && isUnguessableFunction(name));
      if (isFor) yield { rule: "SEC013", node: call.node };
    }
  };

const holds = (outer: SyntaxNode, inner: SyntaxNode): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** `make_nonce`, `generateToken`: not `on_token`. */
const isUnguessableFunction = (name: string): boolean =>
  /^(?:make|create|generate|gen|new|random|issue|build|next)$/.test(wordsOf(name)[0] ?? "") &&
  isUnguessableName(name);

/** `SEC012`: `isFast` tells of a call that hashes fast, and what it is given. */
export const findFastPasswordHashes = (hashed: (call: Call, code: Code) => readonly SyntaxNode[]) =>
  function* (code: Code): Generator<Finding> {
    for (const call of code.calls) {
      const given = hashed(call, code);
      if (given.some((node) => mentionsPassword(node))) yield { rule: "SEC012", node: call.node };
    }
  };

const mentionsPassword = (node: SyntaxNode): boolean =>
  [...walk(node)].some(
    (inner) => inner.type.endsWith("identifier") && isPasswordName(textOf(inner)),
  );

/** `SEC020` */
export function* findSlowComparisons(code: Code): Generator<Finding> {
  for (const comparison of code.comparisons)
    if (isOfSecrets(code, comparison)) yield { rule: "SEC020", node: comparison.node };
}

function isOfSecrets(code: Code, { left, right }: Comparison): boolean {
  const sides = [left, right].map(code.unwrap);
  if (sides.some((side) => isFixed(code, side))) return false;
  const [one, other] = sides.map((side) => code.lastName(side) ?? "");
  if (one === undefined || other === undefined) return false;
  // Two records with the same field are compared as records.
  if (one === other && /^(?:signature|digest)$/.test(one)) return false;
  return [one, other].some(
    (name, at) =>
      isComparedName(name) && (wordsOf(name).length > 1 || isGiven([one, other][1 - at] ?? "")),
  );
}

/** A `token` of a parser is compared with key words; one that protects, with what was given or kept. */
const isGiven = (name: string): boolean =>
  wordsOf(name).some((word) => GIVEN.has(word)) || isComparedName(name);

const GIVEN = new Set(
  "actual computed expected given header provided received request sent stored supplied valid".split(
    " ",
  ),
);

/** Literals, `None`, and constants of enums: everybody may know them. */
const isFixed = (code: Code, node: SyntaxNode): boolean =>
  code.pieces(node) !== undefined ||
  /^(?:none|null|undefined|true|false|number|integer|float|unary_operator|unary_expression|integer_literal|boolean_literal|char_literal)$/.test(
    node.type,
  ) ||
  /^(?:null|undefined|None)$/.test(textOf(node)) ||
  /^(?:\w+(?:\.|::))*[A-Z][A-Za-z0-9]*(?:\.|::)[A-Z]\w*$/.test(textOf(node));
