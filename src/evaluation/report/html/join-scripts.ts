import type { SourceText } from "../../../domain/source-text.ts";

const IMPORT = /^import (\{[^}]*\}) from "[.]\/([\w.-]+)";\n/gm;
const EXPORT = /^export (?=(?:async )?(?:const|function) (\w+))/gm;

/**
 * Modules as one script, each in a scope of its own, those first that others stand on. They import named things from
 * files beside them, and export functions and constants: that is all that is understood here.
 */
export function joinScripts(modules: readonly SourceText[]): string {
  const byName = new Map(
    modules.map(({ path, text }) => [path.slice(path.lastIndexOf("/") + 1), text]),
  );
  const ordered = new Map<string, string>();
  const visit = (name: string): void => {
    const text = byName.get(name);
    if (text === undefined) throw new TypeError(`Cannot join scripts: there is no ${name}`);
    if (ordered.has(name)) return;
    for (const [, , other = ""] of text.matchAll(IMPORT)) visit(other);
    ordered.set(name, scopeOf(name, text));
  };
  for (const name of byName.keys()) visit(name);
  return `"use strict";\nconst parts = {};\n${[...ordered.values()].join("\n")}`;
}

function scopeOf(name: string, text: string): string {
  const exported = [...text.matchAll(EXPORT)].map(([, each = ""]) => each);
  const body = text
    .replace(
      IMPORT,
      (_line, names: string, other: string) => `const ${names} = parts["${other}"];\n`,
    )
    .replace(EXPORT, "")
    .replace(/\/\*\*[\s\S]*?\*\/\n?/g, "");
  return `parts["${name}"] = (() => {\n${body}return { ${exported.join(", ")} };\n})();`;
}
