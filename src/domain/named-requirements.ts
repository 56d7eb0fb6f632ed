import type { Specification } from "./specification.ts";

export interface NamedRequirement {
  readonly id: string;
  readonly text: string;
}

/** The requirements with an id each: their own, or `R-1` and so on by their place. */
export const nameRequirements = (specification: Specification): readonly NamedRequirement[] =>
  specification.kind === "covenant-task"
    ? specification.task.requirements.map(({ id, text }) => ({ id, text }))
    : specification.requirements.map((text, at) => ({ id: `R-${at + 1}`, text }));

/** What is left to do: one sentence a requirement, or one for all where there are none. */
export const listOpenPoints = (specification: Specification): readonly string[] => {
  const named = nameRequirements(specification);
  return named.length > 0
    ? named.map(({ id, text }) => `${id}: ${text}`)
    : [`Write what "${specification.name}" asks for`];
};
