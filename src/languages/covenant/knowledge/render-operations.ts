import { OPERATIONS } from "../tables/operations.ts";

/** Every operation by the number of its inputs, one number a line. */
export function renderOperations(): string {
  const byArity = Map.groupBy(OPERATIONS.values(), ({ arity }) => arity);
  return [...byArity]
    .sort(([left], [right]) => left - right)
    .map(([arity, operations]) => `${arity}: ${operations.map(({ name }) => name).join(" ")}`)
    .join("\n");
}
