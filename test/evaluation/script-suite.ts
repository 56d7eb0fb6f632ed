/** Answers to the whole Covenant suite, in known proportions: what an evaluation of them must come to is known. */

import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse } from "yaml";

export type Fate = "correct" | "fixable" | "wrong" | "hopeless";

export interface ScriptedTask {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly fate: Fate;
  readonly reference: string;
  /** Two that the checker refuses. */
  readonly wrong: readonly [string, string];
}

interface WrongSolution {
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
}

/** Of twenty tasks: half are right at once, four after a repair, three change and stay wrong, three stay as they are. */
const FATES: readonly Fate[] = [
  ...Array<Fate>(10).fill("correct"),
  ...Array<Fate>(4).fill("fixable"),
  ...Array<Fate>(3).fill("wrong"),
  ...Array<Fate>(3).fill("hopeless"),
];
/** Coprime to the number of fates, so that neighbours, which are of one category, have different ones. */
const STEP = 7;

/** All tasks of the suite, by path, each with its fate. */
export const scriptSuite = (): readonly ScriptedTask[] =>
  globSync("datasets/covenant/*/*/task.yaml")
    .toSorted()
    .map((file, at) => {
      const folder = dirname(file);
      const reference = readFileSync(`${folder}/reference.cov`, "utf8");
      const edited = (parse(readFileSync(`${folder}/wrong.yaml`, "utf8")) as WrongSolution[]).map(
        ({ edits }) =>
          edits.reduce((text, { find, replace }) => text.replace(find, () => replace), reference),
      );
      const { id, title, category } = parse(readFileSync(file, "utf8")) as ScriptedTask;
      const [first = "", second = ""] = edited;
      const fate = FATES[(at * STEP) % FATES.length] ?? "correct";
      return { id, title, category, fate, reference, wrong: [first, second] };
    });

export const USAGE = { input: 1000, output: 500, cached: 200, cacheWritten: 0, reasoning: 0 };
/** By the prices of `PRICES`: 800 × 2 + 200 × 0.5 + 500 × 10 millionths. */
export const NANO_USD_A_CALL = 6_700_000;
export const PRICES = `[prices."scripted/answers.json"]\ninput = 2\noutput = 10\ncache_read = 0.5\n`;

/** The file of a scripted model that answers so. */
export const renderScript = (tasks: readonly ScriptedTask[]): string =>
  JSON.stringify({
    named: Object.fromEntries(tasks.map((task) => [task.title, answersOf(task)])),
  });

function answersOf({ fate, reference, wrong }: ScriptedTask) {
  const [first, second] = wrong;
  const answer = (text: string) => ({ text: `\`\`\`covenant\n${text}\`\`\`\n`, usage: USAGE });
  switch (fate) {
    case "correct":
      return { first: answer(reference) };
    case "fixable":
      return { first: answer(first), repair: answer(reference) };
    case "wrong":
      return { first: answer(first), repair: answer(second) };
    case "hopeless":
      return { first: answer(first) };
  }
}
