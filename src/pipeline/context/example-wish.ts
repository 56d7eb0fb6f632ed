import type { Specification } from "../../domain/specification.ts";
import type { ExampleWish } from "../../ports/example-selection.ts";

/** What examples are chosen by for a specification. */
export function toExampleWish(specification: Specification): ExampleWish {
  const { name, text, signature, requirements } = specification;
  return {
    // Code that the text shows says how the work is checked, not what it is about.
    text: [name, text.split("\n```")[0], ...requirements].join("\n"),
    category: specification.kind === "covenant-task" ? specification.task.category : undefined,
    signature,
  };
}
