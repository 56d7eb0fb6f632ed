import type { Chooser } from "../chooser.ts";
import { drawText, readText, type TextPart } from "./derive-text.ts";
import type { Language } from "./language.ts";

export interface JudgedText {
  readonly text: string;
  /** What it is made of; `undefined` for a text that is none of the language. */
  readonly part: TextPart | undefined;
}

const MOST_LENGTH = 70;

/**
 * Texts of a language and near misses. Two judges must agree on each: the engine, and our own reader; and no text has
 * two readings.
 */
export function drawTexts(
  { start, grammar, texts, accepts }: Language,
  count: number,
  chooser: Chooser,
): readonly JudgedText[] {
  const good = new Map<string, TextPart>();
  for (let tries = 0; tries < count * 6 && good.size < count; tries += 1) {
    const text = drawText(start, grammar, { texts, chooser });
    if (text === undefined || text.length > MOST_LENGTH || good.has(text)) continue;
    const readings = readText(start, text, grammar);
    const [reading] = readings ?? [];
    if (readings?.length === 1 && reading !== undefined && accepts(text)) good.set(text, reading);
  }
  const bad = new Set<string>();
  const whole = [...good.keys()];
  for (let tries = 0; tries < count * 6 && bad.size < count && whole.length > 0; tries += 1) {
    const text = spoil(chooser.pickOf(whole), whole.join(""), chooser);
    if (bad.has(text) || text.length > MOST_LENGTH || accepts(text)) continue;
    if (readText(start, text, grammar)?.length === 0) bad.add(text);
  }
  return [
    ...whole.map((text) => ({ text, part: good.get(text) })),
    ...[...bad].map((text) => ({ text, part: undefined })),
  ];
}

/** One character away: left out, doubled, moved, put in; or the end is missing. */
function spoil(text: string, signs: string, chooser: Chooser): string {
  const at = chooser.whole(0, Math.max(0, text.length - 1));
  switch (chooser.whole(0, 4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at + 1) + text.slice(at);
    case 2:
      return (
        text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2)
      );
    case 3:
      return text.slice(0, at) + chooser.pickOf([...signs]) + text.slice(at);
    default:
      return text.slice(0, at);
  }
}
