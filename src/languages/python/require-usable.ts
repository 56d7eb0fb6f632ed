import { Fault } from "../../domain/fault.ts";
import type { Specification } from "../../domain/specification.ts";
import type { AskOptions, Reply } from "../../std/warm-process.ts";
import type { CheckerProcess } from "./checker-process.ts";

/** The reply, where nobody can say; `undefined` when the specification can be used. */
export type RequireUsable = (
  specification: Specification,
  options: AskOptions,
) => Promise<Extract<Reply<unknown>, { kind: "none" }> | undefined>;

/**
 * Makes sure that a specification's signature and expressions are Python, once for each specification.
 *
 * The function throws {Fault} `specification/invalid` when they are not.
 */
export function createRequireUsable(process: CheckerProcess): RequireUsable {
  const usable = new WeakSet<Specification>();
  return async (specification, options) => {
    if (usable.has(specification)) return undefined;
    const { signature, examples } = specification;
    const expressions = examples.flatMap(({ call, expected }) =>
      expected.kind === "returns" ? [call, expected.expression] : [call],
    );
    const reply = await process.ask({ question: "specification", signature, expressions }, options);
    if (reply.kind === "none") return reply;
    const [wrong] = reply.answer.wrong;
    if (wrong !== undefined) throw toFault(wrong);
    usable.add(specification);
    return undefined;
  };
}

interface Wrong {
  readonly what: "signature" | "expression";
  readonly text: string;
  readonly message: string;
}

function toFault({ what, text, message }: Wrong): Fault {
  const isSignature = what === "signature";
  const named = isSignature ? "signature" : "example's expression";
  return new Fault("specification/invalid", `Cannot use the ${named} \`${text}\`: ${message}`, {
    help: isSignature
      ? "Write a Python declaration, such as `def name(first: int) -> str:` or `class Name:`"
      : "Write one Python expression",
  });
}
