import { readFile } from "node:fs/promises";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { ExampleSelection } from "../../../ports/example-selection.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { loadTokenCounter } from "../load-token-counter.ts";
import { chooseAbleLanguage } from "../offered-ability.ts";
import type { Terminal } from "../terminal.ts";

export interface SelectExamplesOptions {
  readonly language?: string;
  readonly category?: string;
  readonly count?: number;
  readonly budget?: number;
  readonly json?: true;
}

/** `specwright examples select WISH`: the examples that a prompt would show, and why these. */
export async function selectExamplesCommand(
  [wish]: readonly [string],
  { category, count, budget, ...options }: SelectExamplesOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const wanted = { name: options.language, what: "examples" };
  const language = chooseAbleLanguage(environment, "selectExamples", wanted);
  const countTokens = await loadTokenCounter();
  const text = wish === "-" ? await readFile("/dev/stdin", "utf8") : wish;
  const selection = await language.selectExamples(
    { text, category, signature: undefined },
    { countTokens, count, budgetTokens: budget },
  );
  if (options.json) terminal.json(selection);
  else showSelection(selection, terminal);
  return "accepted";
}

function showSelection({ examples, omitted }: ExampleSelection, terminal: Terminal): void {
  for (const { id, score, tokens, reasons, text } of examples) {
    terminal.say(
      `${terminal.paint("bold", escapeText(id))} ${score.toFixed(1)} points, ${tokens} tokens`,
    );
    for (const reason of reasons) terminal.say(`  because ${escapeText(reason)}`);
    terminal.result(text);
    terminal.result("");
  }
  for (const { id, score, reason } of omitted)
    terminal.say(
      terminal.paint("dim", `not ${escapeText(id)} (${score.toFixed(1)}): ${escapeText(reason)}`),
    );
  const tokens = examples.reduce((sum, each) => sum + each.tokens, 0);
  terminal.say(`${examples.length} examples, ${tokens} tokens`);
}
