/** Which texts a project uses: `.specwright/prompts.toml`. */

import { parse, stringify, TomlError } from "smol-toml";
import { z } from "zod";
import { Fault } from "../domain/fault.ts";

export const PINS_FILE = ".specwright/prompts.toml";

const id = z.string().regex(/^[a-z]+@[1-9]\d*(-[a-z0-9-]+)?$/, "must be section@version");
const weight = z.number().positive().max(1000);
const schema = z.strictObject({
  /** By section, the text in use. */
  pins: z.record(z.string(), id).default({}),
  experiments: z
    .record(
      z.string().min(1),
      z.strictObject({
        section: z.string().min(1),
        /** With weights, or with those that the texts name. */
        variants: z.union([z.array(id).min(2), z.record(id, weight)]),
      }),
    )
    .default({}),
  /** By section, what was pinned before, oldest first; an empty text is the newest text. */
  history: z.record(z.string(), z.array(z.union([z.literal(""), id]))).default({}),
});

export type PromptPins = Readonly<z.output<typeof schema>>;

export const NO_PINS: PromptPins = { pins: {}, experiments: {}, history: {} };

/** @throws {Fault} `template/invalid` naming line or key */
export function readPromptPins(text: string): PromptPins {
  const result = schema.safeParse(parseToml(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join(".") ?? "";
  throw new Fault("template/invalid", `Cannot use ${PINS_FILE}: ${at}: ${issue?.message}`, {
    help: "It may hold [pins], [experiments.NAME] with section and variants, and [history]",
  });
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "");
    throw new Fault(
      "template/invalid",
      `Cannot read ${PINS_FILE}:${error.line}:${error.column}: ${reason}`,
    );
  }
}

/** The file's text for `pins`. */
export const writePromptPins = ({ pins, experiments, history }: PromptPins): string =>
  [
    "# Written by specwright prompts pin and rollback; comments are not kept.",
    stringify({
      ...(Object.keys(pins).length === 0 ? {} : { pins }),
      ...(Object.keys(experiments).length === 0 ? {} : { experiments }),
      ...(Object.keys(history).length === 0 ? {} : { history }),
    }),
  ].join("\n");

/** With this text in use for its section. */
export function pinText(pins: PromptPins, section: string, textId: string): PromptPins {
  const earlier = pins.history[section] ?? [];
  return {
    ...pins,
    pins: { ...pins.pins, [section]: textId },
    history: { ...pins.history, [section]: [...earlier, pins.pins[section] ?? ""] },
  };
}

/** As before the last pin of the section; `undefined` where none was pinned. */
export function rollBackText(pins: PromptPins, section: string): PromptPins | undefined {
  const earlier = pins.history[section] ?? [];
  const last = earlier.at(-1);
  if (last === undefined) return undefined;
  const { [section]: _pin, ...otherPins } = pins.pins;
  const { [section]: _history, ...otherHistory } = pins.history;
  const rest = earlier.slice(0, -1);
  return {
    ...pins,
    pins: last === "" ? otherPins : { ...otherPins, [section]: last },
    history: rest.length === 0 ? otherHistory : { ...otherHistory, [section]: rest },
  };
}
