import type { ImportedModule } from "../code.ts";

/** The crate behind a path; `undefined` for the language's own, and for the project's own modules. */
export function packageOfRustImport(
  { module, node }: ImportedModule,
  isKnown: (name: string) => boolean,
): string | undefined {
  const first = module.replace(/^::/, "").split("::")[0] ?? "";
  if (/^(?:std|core|alloc|proc_macro|test|crate|self|super|Self)$/.test(first) || first === "")
    return undefined;
  // Since 2018 a module of the file's own may be named without `crate::`.
  const isOwn = new RegExp(`\\b(?:mod|enum|struct|trait)\\s+${first}\\b`).test(node.source);
  return isOwn || isKnown(first) || /^[A-Z]/.test(first) ? undefined : first;
}
