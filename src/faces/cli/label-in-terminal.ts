/** Labelling with single keys. */

import { isFault } from "../../domain/fault.ts";
import { numberLines } from "../../std/number-lines.ts";
import type { Answer } from "../../training/feedback/give-feedback.ts";
import type { JudgedCandidate } from "../../training/feedback/judged-candidate.ts";
import type { LabelCount, LabelSession } from "../../training/feedback/label-session.ts";
import { toLabelView } from "../../training/feedback/label-view.ts";
import { escapeText } from "./escape-text.ts";
import { showGiven } from "./show-given.ts";
import type { Terminal } from "./terminal.ts";

export interface LabelInTerminalOptions {
  readonly terminal: Terminal;
  /** The next key; `undefined` where no more come. */
  readonly readKey: () => Promise<string | undefined>;
  /** The text as the person would have it. */
  readonly editText: (text: string, path: string) => Promise<string>;
}

const KEYS = "[a]ccept  [r]eject  [e]dit  [s]kip  [u]ndo  [q]uit";
const NO_WORDS = { reason: undefined, note: undefined };

/** Until all is labelled or the person quits. What went wrong with one answer is told, and it may be given again. */
export async function labelInTerminal(
  session: LabelSession,
  options: LabelInTerminalOptions,
): Promise<void> {
  const { terminal, readKey } = options;
  let told: JudgedCandidate | undefined;
  for (;;) {
    const judged = await session.current();
    if (judged === undefined) return terminal.say("Nothing is left to label");
    if (judged !== told)
      for (const line of renderCandidate(judged, session.count(), terminal)) terminal.say(line);
    told = judged;
    terminal.say(KEYS);
    const key = await readKey();
    if (key === undefined || key === "q") return;
    await takeKey(key, judged, session, options);
  }
}

async function takeKey(
  key: string,
  judged: JudgedCandidate,
  session: LabelSession,
  { terminal, editText }: LabelInTerminalOptions,
): Promise<void> {
  const label = async (answer: Answer): Promise<void> =>
    showGiven(await session.label(judged, answer), judged, terminal);
  try {
    if (key === "a") await label({ ...NO_WORDS, opinion: "accept" });
    else if (key === "r") await label({ ...NO_WORDS, opinion: "reject" });
    else if (key === "e") {
      const { text, path } = judged.candidate;
      const code = await editText(text, path);
      terminal.live("checking the edit");
      await label({ ...NO_WORDS, opinion: "edit", code });
    } else if (key === "s") await session.skip(judged);
    else if (key === "u")
      terminal.say((await session.undo()) ? "taken back" : "Nothing to take back");
    else terminal.say(`No answer has the key ${JSON.stringify(key)}`);
  } catch (error) {
    // A full disk stays full; an edit that is none, or a checker that is missing, leaves the other keys.
    if (!isFault(error) || /^(?:storage|record)/.test(error.code)) throw error;
    terminal.say(`${terminal.paint("red", "error")} ${escapeText(error.message)}`);
    if (error.help !== undefined)
      terminal.say(`${terminal.paint("dim", "help:")} ${escapeText(error.help)}`);
  }
}

const COLOURS = { accepted: "green", rejected: "red", inconclusive: "yellow" } as const;

function* renderCandidate(
  judged: JudgedCandidate,
  { labelled, leftAtMost }: LabelCount,
  { paint }: Pick<Terminal, "paint">,
): Generator<string> {
  const { runId, attempt, model, asked, files, verdict } = toLabelView(judged);
  yield "";
  yield paint(
    "dim",
    `── ${labelled} labelled, at most ${leftAtMost} left ── ${runId}, attempt ${attempt}, by ${escapeText(model)}`,
  );
  yield paint("bold", escapeText(asked.name));
  yield escapeText(asked.text.trim());
  if (asked.signature !== undefined) yield escapeText(asked.signature);
  for (const line of [...asked.requirements, ...asked.examples]) yield `  - ${escapeText(line)}`;
  for (const { path, text } of files) {
    yield paint("bold", escapeText(path));
    yield escapeText(numberLines(text));
  }
  const { status } = judged.verdict;
  yield `${paint(COLOURS[status], status)} ${escapeText(verdict.grounds)}`;
  for (const { code = "", message, place = "" } of verdict.problems)
    yield escapeText(`  ${[place, code, message].filter((part) => part !== "").join(" ")}`);
}
