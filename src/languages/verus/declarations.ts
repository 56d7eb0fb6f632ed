import type { Declaration } from "../../domain/declaration.ts";
import { joinTokens, type Token } from "../../syntax/formal/tokens-of.ts";
import { plainName, readVerus, type VerusCode } from "./lexical-rules.ts";
import { type Item, readItems } from "./read-items.ts";

/** What a Verus file declares, inside of `verus! { }` and outside. */
export function readDeclarations(text: string): readonly Declaration[] {
  return declarationsOf(readVerus(text));
}

/** The same, of a text that was read. */
export const declarationsOf = (code: VerusCode): readonly Declaration[] =>
  collect(code, readItems(code.tokens), []);

function collect(
  code: VerusCode,
  items: readonly Item[],
  scopes: readonly string[],
): readonly Declaration[] {
  return items.flatMap((item) => {
    if (item.kind === "verus!") return collect(code, item.items, scopes);
    const own = toDeclaration(code, item, scopes);
    const scope = item.name ?? own.name.slice(own.name.lastIndexOf(".") + 1);
    return [own, ...collect(code, item.items, [...scopes, scope])];
  });
}

const DEFINING = new Set([
  "spec fn",
  "struct",
  "enum",
  "union",
  "trait",
  "impl",
  "const",
  "static",
  "type",
  "use",
  "macro_rules",
  "mod",
  "global",
]);

function toDeclaration(code: VerusCode, item: Item, scopes: readonly string[]): Declaration {
  const { tokens } = code;
  const { first, last, bodyAt, kind } = item;
  const head = tokens.slice(first, bodyAt ?? last);
  const contract = joinTokens(head);
  // What has no name is called by what it says.
  const own = item.name ?? `${kind} of ${contract.replaceAll(".", "·")}`;
  const end = tokens[last - 1]?.end ?? 0;
  return {
    name: [...scopes, own].join("."),
    kind,
    start: tokens[first]?.start ?? 0,
    end,
    body: bodyAt === undefined ? undefined : { start: tokens[bodyAt]?.start ?? end, end },
    contract,
    isDefinition: DEFINING.has(kind),
    promises: head.some(({ text }) => text === "ensures" || text === "returns"),
    uses: usesOf(tokens.slice(first, last), own),
  };
}

function usesOf(tokens: readonly Token[], own: string): readonly string[] {
  const names = tokens.filter(({ kind }) => kind === "name").map(({ text }) => plainName(text));
  return [...new Set(names)].filter((name) => name !== own).toSorted();
}
