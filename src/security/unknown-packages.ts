import type { Code, Finding } from "./code.ts";
import type { Dialect } from "./dialects.ts";

/** `SEC046`: imports from packages that the project does not declare. */
export function* findUnknownPackages(
  code: Code,
  { packageOf }: Dialect,
  knownPackages: ReadonlySet<string>,
): Generator<Finding> {
  const known = new Set([...knownPackages].map(normalize));
  const isKnown = (name: string): boolean => known.has(normalize(name));
  for (const imported of code.imports) {
    const name = packageOf(imported, isKnown);
    if (name === undefined || isKnown(name)) continue;
    yield {
      rule: "SEC046",
      node: imported.node,
      message: `"${name}" is neither part of the language nor declared by the project`,
    };
  }
}

/** Registries do not tell `-`, `_` and capitals apart. */
const normalize = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-");
