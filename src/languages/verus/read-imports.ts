import type { FileImport } from "../../domain/declaration.ts";
import { readVerus } from "./lexical-rules.ts";
import { type Item, readItems } from "./read-items.ts";

/** What a file uses, and the modules that lie in files of their own. */
export function readImports(text: string): readonly FileImport[] {
  const { tokens } = readVerus(text);
  const collect = (items: readonly Item[]): readonly FileImport[] =>
    items.flatMap((item): readonly FileImport[] => {
      if (item.kind === "verus!") return collect(item.items);
      if (item.kind === "mod" && item.bodyAt === undefined && item.name !== undefined)
        return [{ target: item.name, path: `${item.name}.rs` }];
      if (item.kind !== "use") return [];
      const words = tokens.slice(item.first, item.last).map((token) => token.text);
      const path = words.slice(words.indexOf("use") + 1).filter((word) => word !== ";");
      const end = path.findIndex((word) => word === "{" || word === "*" || word === "as");
      const target = path
        .slice(0, end === -1 ? undefined : end)
        .join("")
        .replace(/::$/, "");
      return [{ target, path: undefined }];
    });
  return collect(readItems(tokens));
}
