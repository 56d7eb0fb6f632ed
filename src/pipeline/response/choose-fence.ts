/** Which of several blocks is the file that was asked for. */

import type { LanguagePack } from "../../ports/language-pack.ts";
import { declares } from "./declared-name.ts";
import { isSameFile } from "./file-path.ts";
import { isDiffBlock } from "./find-diff.ts";
import { findOmission } from "./find-omission.ts";
import { isProse } from "./prose.ts";
import type { Fence } from "./read-fences.ts";

/** Tags that say nothing about the language. */
const NEUTRAL_TAGS: ReadonlySet<string> = new Set([
  "text",
  "txt",
  "plain",
  "plaintext",
  "code",
  "file",
]);

export interface ChooseFenceOptions {
  readonly language: LanguagePack;
  readonly path: string;
  /** What the file has to declare, where that is known. */
  readonly name: string | undefined;
}

/** A block to take, or the tag of the blocks that are all in another language; `undefined` where there is neither. */
export type FenceChoice =
  | { readonly kind: "fence"; readonly fence: Fence }
  | { readonly kind: "other-language"; readonly tag: string };

/** Chooses by path, then by language tag, then among untagged blocks; a block that declares the name goes first. */
export function chooseFence(
  fences: readonly Fence[],
  options: ChooseFenceOptions,
): FenceChoice | undefined {
  const { language, path, name } = options;
  const filled = fences.filter((fence) => fence.content.trim() !== "" && !isDiffBlock(fence));
  const named = filled.filter(
    ({ filePath }) => filePath !== undefined && isSameFile(filePath, path),
  );
  if (named.length > 0) return chooseVersion(named, name);

  const tags = findTags(language);
  const tagged = filled.filter((fence) => tags.has(fence.language ?? readEnding(fence)));
  const untagged = filled.filter((fence) => isUntagged(fence) && !isProse(fence.content));
  for (const fences of [tagged, untagged]) {
    if (fences.some(({ content }) => name !== undefined && declares(content, name))) {
      return chooseVersion(fences, name);
    }
  }
  const left = tagged.length > 0 ? tagged : untagged;
  if (left.length > 0) return chooseVersion(left, name);
  const other = filled.find((fence) => !isUntagged(fence));
  return other === undefined
    ? undefined
    : { kind: "other-language", tag: other.language ?? readEnding(other) };
}

const findTags = ({ id, fenceTags, fileExtensions }: LanguagePack): ReadonlySet<string> =>
  new Set([id, ...fenceTags, ...fileExtensions.map((extension) => extension.slice(1))]);

const readEnding = ({ filePath }: Fence): string =>
  filePath === undefined ? "" : filePath.slice(filePath.lastIndexOf(".") + 1).toLowerCase();

const isUntagged = (fence: Fence): boolean =>
  fence.language === undefined ? readEnding(fence) === "" : NEUTRAL_TAGS.has(fence.language);

/**
 * Of several versions, the last one that declares the name: models correct themselves. A block less than half as long
 * as the longest is an excerpt, no version. Where none declares it, the longest.
 */
function chooseVersion(fences: readonly Fence[], name: string | undefined): FenceChoice {
  const declaring = fences.filter(({ content }) => name === undefined || declares(content, name));
  if (name === undefined || declaring.length === 0) return take(findLongest(fences));
  const whole = declaring.filter(({ content }) => findOmission(content) === undefined);
  const versions = whole.length > 0 ? whole : declaring;
  const { length } = findLongest(versions).content;
  const last = versions.findLast(({ content }) => content.length * 2 >= length);
  return take(last ?? findLongest(versions));
}

const take = (fence: Fence): FenceChoice => ({ kind: "fence", fence });

const findLongest = (fences: readonly Fence[]): Fence =>
  fences.reduce((best, fence) => (fence.content.length > best.content.length ? fence : best));
