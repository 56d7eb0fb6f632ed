/** How a template puts what users wrote into a prompt: as data that cannot pass for the prompt's own words. */

import { fence as fenceText } from "../../../std/fence.ts";

/** `text` between tags that nothing inside it can close or open. */
export function data(text: string, tag: string): string {
  const imitation = new RegExp(`<(?=\\s*(?:/\\s*)?${tag}\\b)`, "gi");
  return `<${tag}>\n${text.trim().replace(imitation, "‹")}\n</${tag}>`;
}

/** `text` as a fenced block, without the blank lines at its end. */
export const fence = (text: string, language: string): string =>
  fenceText(text.trimEnd(), language);

/** One line for each item. */
export const bullets = (items: readonly string[]): string =>
  items.map((item) => `- ${item.replaceAll(/\s+/g, " ").trim()}`).join("\n");
