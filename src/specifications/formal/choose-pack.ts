import type { FormalLanguage } from "../../ports/formal-language.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";

/** A pack whose checker proves contracts. */
export type FormalPack = LanguagePack & { readonly formal: FormalLanguage };

/** The pack of that name, else the one whose files end like this one; `undefined` where there is none. */
export function choosePack(
  path: string,
  languages: readonly LanguagePack[],
  wished: string | undefined,
): FormalPack | undefined {
  const packs = listFormalPacks(languages);
  if (wished !== undefined) return findPack(wished, languages);
  const name = path.toLowerCase();
  return packs.find(({ fileExtensions }) => fileExtensions.some((ending) => name.endsWith(ending)));
}

/** By id, fence tag or extension, whatever the case. */
export function findPack(name: string, languages: readonly LanguagePack[]): FormalPack | undefined {
  const wanted = name.toLowerCase();
  return listFormalPacks(languages).find(
    ({ id, fenceTags, fileExtensions }) =>
      id === wanted ||
      fenceTags.includes(wanted) ||
      fileExtensions.some((ending) => ending === wanted || ending === `.${wanted}`),
  );
}

/** Those whose files of contracts are specifications. */
export const listFormalPacks = (languages: readonly LanguagePack[]): readonly FormalPack[] =>
  languages.filter((pack): pack is FormalPack => pack.formal !== undefined);
