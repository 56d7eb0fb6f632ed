/** `fakeMarkedPack` that reads declarations too: for tests of what is said about many files together. */

import type { BatchItem } from "../domain/batch.ts";
import type { Declaration } from "../domain/declaration.ts";
import type { FormalSpecification } from "../domain/specification.ts";
import type { FormalLanguage } from "../ports/formal-language.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { accepted, formalSpecification } from "./builders.ts";
import { fakeFormalLanguage } from "./fake-formal-language.ts";
import { fakeMarkedPack } from "./fake-marked-pack.ts";

const DECLARATION =
  /^(type|predicate|function|lemma|method) (\w+)([^\n{]*(?:\n {2}[^\n]*)*)(\n?\{[^]*?\})?/gmu;

/**
 * A declaration begins a line with its kind and its name; lines that are indented go on with its contract, braces
 * enclose its body. Types, predicates and functions are definitions; what has `ensures` promises something.
 */
export const declaringFormal: FormalLanguage = {
  ...fakeFormalLanguage,
  readDeclarations: (text) =>
    [...text.matchAll(DECLARATION)].map(
      ({ index, 0: whole, 1: kind = "", 2: name = "", 3: rest = "", 4: block }) => {
        const end = index + whole.length;
        const body =
          block === undefined ? undefined : { start: end - block.length + block.indexOf("{"), end };
        const contract = `${kind} ${name}${rest}`.replace(/\s+/gu, " ").trim();
        const words = text.slice(index, end).match(/\w+/gu) ?? [];
        const declaration: Declaration = {
          name,
          kind,
          start: index,
          end,
          body,
          contract,
          isDefinition: ["type", "predicate", "function"].includes(kind),
          promises: contract.includes(" ensures "),
          uses: [...new Set(words.filter((word) => word !== name))].sort(),
        };
        return declaration;
      },
    ),
};

/** @param id @default `toyproof` */
export const fakeDeclaringPack = (id = "toyproof"): LanguagePack => ({
  ...fakeMarkedPack(() => accepted()),
  id,
  formal: declaringFormal,
});

/** An item whose file is its id. */
export const batchItem = (
  id: string,
  { source, ...wishes }: Partial<FormalSpecification> = {},
): BatchItem => ({
  id,
  specification: formalSpecification({
    name: id,
    path: id,
    ...(source === undefined ? {} : { source }),
    ...wishes,
  }),
});
