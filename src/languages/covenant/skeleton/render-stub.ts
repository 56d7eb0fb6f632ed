import type { IncompleteFile } from "../../../domain/fallback.ts";
import type { Specification } from "../../../domain/specification.ts";
import { renderSkeleton } from "./render-skeleton.ts";

/** The skeleton, with what is left to do; `undefined` where the specification has no signature. */
export function renderStub(specification: Specification): IncompleteFile | undefined {
  const text = renderSkeleton(specification);
  return text === undefined
    ? undefined
    : { text, companions: [], openPoints: listOpen(specification) };
}

const listOpen = (specification: Specification): readonly string[] =>
  specification.kind === "covenant-task"
    ? specification.task.requirements.map(({ id, text }) => `${id}: ${text}`)
    : [...specification.requirements];
