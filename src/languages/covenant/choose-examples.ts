import { isFault } from "../../domain/fault.ts";
import type {
  ExampleSelection,
  ExampleWish,
  SelectExamplesOptions,
} from "../../ports/example-selection.ts";
import { readHead } from "./conformance/read-head.ts";
import type { ExampleTask } from "./knowledge/score-examples.ts";
import { selectExamples } from "./knowledge/select-examples.ts";
import type { Returns } from "./syntax/terms.ts";

/** The examples that fit a wish best. */
export const chooseExamples = (
  wish: ExampleWish,
  options: SelectExamplesOptions,
): ExampleSelection => selectExamples(toTask(wish), options);

/** What examples are scored by: a signature tells the effects and types. */
function toTask({ text, category, signature }: ExampleWish): ExampleTask {
  const head = signature === undefined ? undefined : readIfPossible(signature);
  if (head === undefined) return { text, category, effects: undefined, types: [] };
  const { parameters, returns } = head.signature;
  return {
    text,
    category,
    effects: head.effects?.map(({ name }) => name.text),
    types: [...parameters.map(({ type }) => type.text), ...typesOf(returns)],
  };
}

/** Examples are a help: a signature that cannot be read is for others to refuse. */
function readIfPossible(signature: string): ReturnType<typeof readHead> | undefined {
  try {
    return readHead(signature);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
}

function typesOf(returns: Returns | undefined): readonly string[] {
  if (returns === undefined) return [];
  if (returns.kind === "collection") return [`List<${returns.of.text}>`];
  if (returns.kind === "single") return [returns.type.text];
  return [returns.members.map(({ type }) => type.text).join(" | ")];
}
