import type { ExampleResult } from "../../../domain/example-result.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Example } from "../../../domain/specification.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { AnswerOutcomes } from "../../../ports/type-graph.ts";
import { createInterpreterClient } from "../interpreter/interpreter-client.ts";
import { parseCall } from "../interpreter/parse-call.ts";
import type { BehaviourResult } from "../interpreter/results.ts";
import type { Snippet } from "../syntax/ast.ts";

interface RunPlace {
  readonly machine: Pick<Machine, "toolRunner">;
  readonly signal: AbortSignal | undefined;
  /** The snippet that has the hole. */
  readonly snippet: Snippet;
}

/**
 * Makes the examples' calls with each of the texts, in the interpreter.
 *
 * @throws {Fault} `specification/invalid` for an example that cannot be read; `toolchain/missing`.
 */
export async function runAnswers(
  texts: readonly string[],
  examples: readonly Example[],
  { machine, signal, snippet }: RunPlace,
): Promise<{
  readonly outcomes: readonly AnswerOutcomes[];
  readonly expected: ReadonlyMap<number, string>;
}> {
  const calls = examples.map((example) => readExample(example, snippet));
  await using interpreter = createInterpreterClient(machine.toolRunner);
  const outcomes: AnswerOutcomes[] = [];
  for (const text of texts) {
    const found = new Map<number, ExampleResult | "open">();
    for (const [at, { functionId, behaviour }] of calls.entries()) {
      const [result] = await interpreter.runBehaviours(text, functionId, [behaviour], { signal });
      const outcome = result && outcomeOf(result, examples[at]);
      if (outcome !== undefined) found.set(at, outcome);
    }
    outcomes.push(found);
  }
  const expected = examples.flatMap(({ expected: wanted }, at): [number, string][] =>
    wanted.kind === "returns" ? [[at, wanted.expression]] : [],
  );
  return { outcomes, expected: new Map(expected) };
}

/** Where nothing is expected, what nobody raises is: then the difference tells what came. */
const NOBODY = "raises Nobody::Raises";

function readExample({ call, expected }: Example, { id }: Snippet) {
  const result =
    expected.kind === "returns"
      ? expected.expression
      : expected.name === undefined
        ? NOBODY
        : `raises ${expected.name}`;
  const parsed = parseCall(call, result);
  if (parsed.kind === "unreadable")
    throw new Fault(
      "specification/invalid",
      `Cannot read the example "${call}": ${parsed.message}`,
      {
        help: "Write name(parameter=value) => value, with values in JSON, e.g. clamp(score=5, maximum=3) => 3",
      },
    );
  const { functionName, behaviour } = parsed;
  const isShort = id.text.endsWith(`.${functionName}`);
  return { functionId: isShort ? id.text : functionName, behaviour };
}

/** `undefined` for what did not end. */
function outcomeOf(
  { status, differences, message }: BehaviourResult,
  example: Example | undefined,
): ExampleResult | "open" | undefined {
  if (example === undefined) return undefined;
  const { expected } = example;
  if (status === "pass")
    return expected.kind === "returns"
      ? { kind: "returned", value: expected.expression }
      : { kind: "threw", names: [expected.name ?? ""], message: "" };
  const [difference] = differences;
  const told = difference?.message ?? message ?? "";
  if (/\?open-\d+/.test(told)) return "open";
  if (status === "inconclusive" || difference === undefined) return undefined;
  const found = difference.found ?? told;
  return / it raises: /.test(told)
    ? { kind: "threw", names: [found], message: told }
    : { kind: "returned", value: found };
}
