/**
 * The words of names and prose, so that `orderTotal`, `order_totals` and "the total of an order" meet: split at capitals
 * and marks, lower case, without their endings. In the order of the text, with repetitions.
 */
export const codeWords = (text: string): readonly string[] => writtenWords(text).map(stem);

/** The same, as they are written. */
function writtenWords(text: string): readonly string[] {
  const parts = text
    .normalize("NFC")
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (parts ?? []).filter((word) => word.length > 1 && word.length <= LONGEST);
}

/** Longer ones are data, not words. */
const LONGEST = 40;

/** Brings `totals`, `totalled` and `total` together; good enough to compare, not to show. */
function stem(word: string): string {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  const ending = ENDINGS.find((one) => word.endsWith(one)) ?? "";
  const bare = word.slice(0, word.length - ending.length);
  const isDoubled = bare.at(-1) === bare.at(-2);
  const single = isDoubled ? bare.slice(0, -1) : bare;
  return single.endsWith("e") ? single.slice(0, -1) : single;
}

const ENDINGS = ["ing", "ed", "es", "s"] as const;

/** Words that stand in any wish and any code, and tell nothing; stems. */
const FILLERS: ReadonlySet<string> = new Set(
  [
    ..."the and for that with from into its it are was has have not but only this which when than then them they".split(
      " ",
    ),
    ..."is be of to in on or an as at by if do no so we you must should can may will each every all any some such".split(
      " ",
    ),
    ..."write function return returns given give takes take make use using code implement create file value values".split(
      " ",
    ),
    ..."def const let var export async await self this class new string number boolean int str none null undefined".split(
      " ",
    ),
    ..."true false void import type types readonly public private static default".split(" "),
  ].map(stem),
);

/** The words of a wish that tell something, each once, with how it was written first. */
export function tellingWords(text: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const written of writtenWords(text)) {
    const word = stem(written);
    if (!FILLERS.has(word) && !/^\d+$/.test(word) && !words.has(word)) words.set(word, written);
  }
  return words;
}
