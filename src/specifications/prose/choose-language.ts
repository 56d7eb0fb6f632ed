import type { LanguagePack } from "../../ports/language-pack.ts";

/** What a specification says about its language, the strongest first. */
export interface LanguageHints {
  /** By its front matter. */
  readonly said: string | undefined;
  /** By the caller. */
  readonly wished: string | undefined;
  /** Tags of its fenced blocks, most of which may be about something else. */
  readonly fenceTags: readonly string[];
}

/** The language, or why none could be chosen. */
export type LanguageChoice =
  | { readonly pack: LanguagePack }
  | { readonly pack: undefined; readonly why: string };

/** Chooses by name where one is said; else the one language that the fenced blocks are in. */
export function chooseLanguage(
  { said, wished, fenceTags }: LanguageHints,
  languages: readonly LanguagePack[],
): LanguageChoice {
  const named = said ?? wished;
  if (named !== undefined) {
    const pack = findLanguage(named, languages);
    if (pack !== undefined) return { pack };
    return { pack, why: `there is no language called "${named}"` };
  }
  const packs = new Set(fenceTags.map((tag) => findLanguage(tag, languages)));
  packs.delete(undefined);
  const [pack] = packs;
  if (pack === undefined) return { pack, why: "it does not say in which language" };
  if (packs.size === 1) return { pack };
  return { pack: undefined, why: "its code blocks are in more than one language" };
}

/** By id, fence tag or file extension, whatever the case. */
function findLanguage(name: string, languages: readonly LanguagePack[]): LanguagePack | undefined {
  const wanted = name.toLowerCase();
  return languages.find(
    ({ id, fenceTags, fileExtensions }) =>
      id === wanted ||
      fenceTags.includes(wanted) ||
      fileExtensions.some((extension) => extension === wanted || extension === `.${wanted}`),
  );
}
