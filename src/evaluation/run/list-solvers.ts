import type { Solver } from "../../domain/evaluation.ts";

export interface SolverWishes {
  readonly models: readonly string[];
  /** Recorded ids of prompt texts, by section; each section's texts are tried one by one. */
  readonly variants: Readonly<Record<string, readonly string[]>>;
  readonly profile: string | undefined;
  readonly limits: Solver["limits"];
  /** Whether answers are held to constraints, each of these a solver of its own. */
  readonly constrained: readonly boolean[];
}

/** Every model with every choice of texts, constrained and free: each a solver. */
export const listSolvers = ({
  models,
  variants,
  profile,
  limits,
  constrained,
}: SolverWishes): readonly Solver[] =>
  models.flatMap((model) =>
    combine(variants).flatMap((templates) =>
      constrained.map((isConstrained) => ({
        id: [
          model,
          ...Object.values(templates),
          ...(isConstrained || constrained.length === 1 ? [] : ["free"]),
        ].join(", "),
        model,
        templates,
        profile,
        limits,
        isConstrained,
      })),
    ),
  );

/** One text of each section, in every combination. */
const combine = (variants: SolverWishes["variants"]): readonly Readonly<Record<string, string>>[] =>
  Object.entries(variants).reduce<readonly Readonly<Record<string, string>>[]>(
    (chosen, [section, ids]) =>
      chosen.flatMap((earlier) => ids.map((id) => ({ ...earlier, [section]: id }))),
    [{}],
  );
