/** Options that several commands have. */

import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";

/** A command's code: positional arguments, then its options. */
export type CommandRun<Args extends readonly unknown[], Options> = (
  args: Args,
  options: Options,
  face: Face,
) => Promise<ExitReason>;

/** Commander's action for a command that is loaded when called; the number is that of its positional arguments. */
export type Run = <Args extends readonly unknown[], Options>(
  load: () => Promise<CommandRun<Args, Options>>,
  argumentCount: number,
) => (...values: unknown[]) => Promise<void>;

/** Settings that a flag can carry; the names are those of configuration, see `specwright config show`. */
export const withModelOptions = (command: Command): Command =>
  command
    .option("--model <id>", "model to ask, as provider/model")
    .option("--fallback <ids...>", "models to ask, in this order, when that one fails")
    .option("--samples <n>", "candidates drawn before anything is repaired", wholeNumber)
    .option("--repairs <n>", "rounds of repair with the checker's diagnostics", wholeNumber)
    .option("--max-output-tokens <n>", "longest answer", wholeNumber)
    .option("--total-tokens <n>", "tokens the run may use in all", wholeNumber)
    .option("--time-limit <ms>", "time the run may take", positive)
    .option("--max-usd <usd>", "money that the command may spend in all", amount)
    .option("--max-usd-per-task <usd>", "money that one specification may cost", amount)
    .option("-y, --yes", "spend money without asking")
    .option("--seed <n>", "seed of the run's randomness", wholeNumber)
    .option("--batch", "ask through the provider's batch interface: slower, at a lower price")
    .option("--no-cache", "neither take answers from the response cache nor keep them")
    .option("--offline", "nothing leaves this machine")
    .option("--json", "one event per line");

export const languageOption = (): Option =>
  new Option("--language <id>", "language, where the file does not tell");

export const profileOption = (): Option =>
  new Option("--profile <name>", "how strict the checker is, e.g. strict or strictest");

export function wholeNumber(text: string): number {
  const number = Number(text);
  // Beyond it, numbers are no longer exact, and a run's journal could not be read again.
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError(`It must be a whole number, 0 to ${Number.MAX_SAFE_INTEGER}.`);
  return number;
}

export function positive(text: string): number {
  const number = wholeNumber(text);
  if (number === 0) throw new InvalidArgumentError("It must be more than 0.");
  return number;
}

export function amount(text: string): number {
  const usd = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || usd <= 0)
    throw new InvalidArgumentError("It must be an amount of US dollars above 0, e.g. 0.50.");
  return usd;
}

/** Examples below a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  specwright ${line}`).join("\n")}`;

/** An option that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];
