/** The library in compact notation: `text: upper|lower(s)` stands for two functions from String to String. */

import { LIBRARY, type LibraryFunction } from "../tables/library.ts";

/** Every function of the library, one module a line, those of one signature together. */
export function renderLibrary(): string {
  const modules = Map.groupBy(LIBRARY, moduleOf);
  return [...modules]
    .map(([name, functions]) => `- ${name}: ${renderModule(functions)}`)
    .join("\n");
}

function renderModule(functions: readonly LibraryFunction[]): string {
  const alike = Map.groupBy(functions, renderSignature);
  return [...alike]
    .map(([signature, same]) => `${same.map(({ shortName }) => shortName).join("|")}${signature}`)
    .join("; ");
}

/** Which modules carry which effect: `` `console` for console.* ``. */
export function renderLibraryEffects(): string {
  const modules = new Map(
    LIBRARY.flatMap((it) => (it.effect === undefined ? [] : [[moduleOf(it), it.effect] as const])),
  );
  return [...modules].map(([module, effect]) => `\`${effect}\` for ${module}.*`).join(", ");
}

const moduleOf = ({ id }: LibraryFunction): string => id.slice(0, id.lastIndexOf("."));

function renderSignature({ parameters, returns }: LibraryFunction): string {
  const inputs = parameters.map(({ name, type }) =>
    isClear(name, type) ? name : `${name}: ${type}`,
  );
  const result = returns.join(" | ");
  return `(${inputs.join(", ")})${result === "String" ? "" : `: ${result}`}`;
}

/** A text, or a list or map that is named after what it is. */
const isClear = (name: string, type: string): boolean =>
  type === "String" || type.toLowerCase().startsWith(`${name}<`);
