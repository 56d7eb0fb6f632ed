/** What is told to logs and to callers. */

import type { SyntaxNode } from "../../domain/syntax-tree.ts";
import { textOf } from "../../syntax/nodes.ts";
import { readText } from "../built-text.ts";
import type { Call, Code, Finding } from "../code.ts";
import { isFromOutside } from "../taint.ts";
import { isSecretName } from "../words.ts";

export interface TellingCall {
  /** Whether it writes to a log, one line an entry. */
  readonly isLog: boolean;
  readonly call: Call;
}

/** The calls that print, log or make an error. */
export type FindTelling = (code: Code) => readonly TellingCall[];

const NUMBERS = /^\s*(?:int|float|bool|number|boolean|bigint|[iu](?:8|16|32|64|size)|f32|f64)\b/;

/** `SEC032` and `SEC033` */
export const findLeaks = (findTelling: FindTelling) =>
  function* (code: Code): Generator<Finding> {
    for (const { call, isLog } of findTelling(code)) {
      const told = call.positional.flatMap((given) => valuesIn(code, given));
      const secret = told.find((value) => isSecret(code, value));
      if (secret !== undefined) {
        const name = code.lastName(code.unwrap(secret)) ?? "";
        yield {
          rule: "SEC032",
          node: call.node,
          message: `"${name}" is written to a log, a message or an error`,
        };
      } else if (isLog && !escapesLines(call)) {
        const text = told.find((value) => isTextFromOutside(code, value));
        if (text !== undefined) yield { rule: "SEC033", node: call.node };
      }
    }
  };

/** The values that stand in a text, or the value itself. */
function valuesIn(code: Code, given: SyntaxNode): readonly SyntaxNode[] {
  const built = readText(code, given);
  return built === undefined ? [given] : built.holes;
}

const isPlain = ({ type }: SyntaxNode): boolean =>
  /^(?:identifier|attribute|member_expression|field_expression|subscript|subscript_expression|macro_argument)$/.test(
    type,
  );

function isSecret(code: Code, value: SyntaxNode): boolean {
  const node = code.unwrap(value);
  const name = isPlain(node) ? code.lastName(node) : undefined;
  return name !== undefined && isSecretName(name);
}

function isTextFromOutside(code: Code, value: SyntaxNode): boolean {
  const node = code.unwrap(value);
  if (!isPlain(node) || !isFromOutside(code, node)) return false;
  const callable = code.functionAround(node);
  const parameters = callable === undefined ? [] : code.parametersOf(callable);
  const type = parameters.find(({ name }) => name === textOf(node))?.type;
  // What has no type may be anything: only what is said to be text is told of.
  return type !== undefined && !NUMBERS.test(type);
}

/** `%r` and its like write line breaks as escapes. */
const escapesLines = ({ positional }: Call): boolean =>
  positional[0] !== undefined && /%r|!r\}|\{[^}]*:\?\}/.test(textOf(positional[0]));
