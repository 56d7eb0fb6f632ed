import type { Behaviour } from "../../../domain/behaviour.ts";
import { parseCallText, parseOutcomeText, UnreadableText } from "./call-text.ts";
import { EMPTY_WORLD } from "./world.ts";

export type ParsedCall =
  | {
      readonly kind: "behaviour";
      /** The function that the call names: a full id or a short name. */
      readonly functionName: string;
      readonly behaviour: Behaviour;
    }
  | {
      readonly kind: "unreadable";
      readonly message: string;
      readonly part: "call" | "result";
      /** UTF-16 offset in that part. */
      readonly offset: number;
    };

/**
 * An example as a behaviour: `clamp(value=15, low=0, high=10)` with the result `10`, or `raises Color::Red`. Values are
 * JSON, with `$type` and `$variant`, or variants written as `Color::Red` and `Shape::Circle(radius=2)`.
 */
export function parseCall(call: string, result: string): ParsedCall {
  const written = read(() => parseCallText(call));
  if (written instanceof UnreadableText) return unreadable("call", written);
  const outcome = read(() => parseOutcomeText(result));
  if (outcome instanceof UnreadableText) return unreadable("result", outcome);
  return {
    kind: "behaviour",
    functionName: written.name,
    behaviour: {
      name: `${call.trim()} => ${result.trim()}`,
      isHidden: false,
      args: written.args,
      given: EMPTY_WORLD,
      expected: { outcome, tables: {}, files: {}, calls: undefined },
    },
  };
}

function read<Result>(parse: () => Result): Result | UnreadableText {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UnreadableText) return error;
    throw error;
  }
}

const unreadable = (part: "call" | "result", { message, offset }: UnreadableText): ParsedCall => ({
  kind: "unreadable",
  message,
  part,
  offset,
});
