import { Fault } from "../domain/fault.ts";
import { PINS_FILE, type PromptPins } from "./prompt-pins.ts";
import type { PromptText } from "./prompt-text.ts";

export interface ChooseTextOptions {
  readonly pins: PromptPins;
  /** What a run belongs to a variant by. */
  readonly assignment: string;
  readonly sha256: (text: string) => string;
}

/**
 * The text of a section that one run uses: the pinned one, else the variant of an experiment, else the newest.
 * `texts` are the section's, newest first.
 *
 * @throws {Fault} `template/invalid` for a pin or a variant that is not there
 */
export function chooseText(
  section: string,
  texts: readonly [PromptText, ...PromptText[]],
  { pins, assignment, sha256 }: ChooseTextOptions,
): PromptText {
  const pin = pins.pins[section];
  if (pin !== undefined) return findText(pin, texts, `${PINS_FILE}: pins.${section}`);
  const found = Object.entries(pins.experiments).find(([, it]) => it.section === section);
  if (found === undefined) return texts[0];
  const [name, { variants }] = found;
  const from = `${PINS_FILE}: experiments.${name}`;
  const weighted = Array.isArray(variants)
    ? variants.map((id) => [findText(id, texts, from), undefined] as const)
    : Object.entries(variants).map(([id, weight]) => [findText(id, texts, from), weight] as const);
  return drawVariant(
    weighted.map(([text, weight = text.weight]) => ({ text, weight })),
    shareOf(sha256(JSON.stringify([name, assignment]))),
  );
}

/** From 0 to 1, by the first bits of a hash. */
const shareOf = (hash: string): number => Number.parseInt(hash.slice(0, 12), 16) / 16 ** 12;

function drawVariant(
  variants: readonly { readonly text: PromptText; readonly weight: number }[],
  share: number,
): PromptText {
  let left = share * variants.reduce((sum, { weight }) => sum + weight, 0);
  for (const { text, weight } of variants) {
    if (left < weight) return text;
    left -= weight;
  }
  const [first] = variants;
  if (first === undefined) throw new RangeError("Cannot draw from no variants");
  return first.text;
}

/** The text called `id`. @throws {Fault} `template/invalid`, `from` named as who asked for it */
export function findText(id: string, texts: readonly PromptText[], from: string): PromptText {
  const found = texts.find((text) => text.id === id);
  if (found !== undefined) return found;
  throw new Fault("template/invalid", `Cannot use ${from}: there is no prompt text "${id}"`, {
    help: `There are ${texts.map((text) => text.id).join(", ")}`,
  });
}
