import { z } from "zod";
import { estimateTokens } from "../../std/estimate-tokens.ts";
import type { HideSecrets } from "../../std/hide-secrets.ts";
import type { HeldOutTasks } from "../filters/held-out-tasks.ts";
import { createSeenTexts } from "../filters/seen-texts.ts";
import { createLengths, type Lengths } from "./count-examples.ts";
import { toCompared } from "./read-wish.ts";
import { createTally } from "./tally.ts";

/** What is in a file of examples, ours or anybody's in the same shape. */
export interface Survey {
  /** Blank ones are not counted. */
  readonly lines: number;
  readonly examples: number;
  readonly broken: number;
  /** Numbers of the first broken lines, from 1. */
  readonly brokenLines: readonly number[];
  readonly formats: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly nearDuplicates: number;
  readonly promptTokens: Lengths;
  readonly answerTokens: Lengths;
  /** Examples that hold words of a held-out task. */
  readonly leaked: number;
  /** Of which tasks. */
  readonly leakedTasks: Readonly<Record<string, number>>;
  readonly secrets: number;
  /** Examples without a checker's verdict. */
  readonly unlabelled: number;
  readonly verdicts: Readonly<Record<string, number>>;
  /** Examples that a check of this phase stands behind. */
  readonly checks: Readonly<Record<string, number>>;
  readonly feedback: Readonly<Record<string, number>>;
  readonly languages: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
}

export interface SurveyOptions {
  readonly similarity: number;
  readonly heldOut: Pick<HeldOutTasks, "findLeak">;
  readonly hideSecrets: HideSecrets;
  readonly sha256: (text: string) => string;
  readonly signal: AbortSignal | undefined;
}

const message = z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() });
const messages = z.array(message).min(1);
const facts = {
  labels: z
    .object({
      verdict: z.string().optional(),
      checks: z.array(z.object({ phase: z.string() })).optional(),
      feedback: z.array(z.object({ opinion: z.string() })).optional(),
    })
    .optional(),
  provenance: z
    .object({
      language: z.string().optional(),
      model: z.object({ askedOf: z.string() }).optional(),
    })
    .optional(),
};
const line = z.union([
  z.object({
    messages: messages.refine((all) => all.at(-1)?.role === "assistant"),
    ...facts,
  }),
  z.object({ prompt: messages, chosen: messages, rejected: messages, ...facts }),
]);

const MOST_TOLD = 20;

/** Reads examples one at a time. A line that is none is counted and told. */
export async function surveyLines(
  lines: AsyncIterable<string>,
  { similarity, heldOut, hideSecrets, sha256, signal }: SurveyOptions,
): Promise<Survey> {
  const seen = createSeenTexts({ similarity, sha256 });
  const prompts = createLengths();
  const answers = createLengths();
  const tallies = {
    formats: createTally(),
    leakedTasks: createTally(),
    verdicts: createTally(),
    checks: createTally(),
    feedback: createTally(),
    languages: createTally(),
    models: createTally(),
  };
  const counts = { lines: 0, examples: 0, broken: 0, duplicates: 0, nearDuplicates: 0 };
  const findings = { leaked: 0, secrets: 0, unlabelled: 0 };
  const brokenLines: number[] = [];
  let number = 0;

  const count = (read: z.output<typeof line>): void => {
    const { format, prompt, answer, rejected } = toExchange(read);
    tallies.formats.add(format);
    prompts.add(sumTokens(prompt.map(({ content }) => content)));
    answers.add(estimateTokens(answer));
    const known = seen.add(toCompared({ prompt, answer, rejected }));
    if (known === "duplicate") counts.duplicates += 1;
    if (known === "near-duplicate") counts.nearDuplicates += 1;
    const texts = [...prompt.map(({ content }) => content), answer, rejected ?? ""];
    if (texts.some((text) => hideSecrets(text) !== text)) findings.secrets += 1;
    const asked = prompt.filter(({ role }) => role !== "system").map(({ content }) => content);
    const leak = heldOut.findLeak([...asked, answer, rejected ?? ""].join("\n"));
    if (leak !== undefined) {
      findings.leaked += 1;
      tallies.leakedTasks.add(leak.task);
    }
    const { labels, provenance } = read;
    if (labels?.verdict === undefined) findings.unlabelled += 1;
    else tallies.verdicts.add(labels.verdict);
    for (const phase of new Set(labels?.checks?.map((check) => check.phase)))
      tallies.checks.add(phase);
    for (const { opinion } of labels?.feedback ?? []) tallies.feedback.add(opinion);
    if (provenance?.language !== undefined) tallies.languages.add(provenance.language);
    if (provenance?.model !== undefined) tallies.models.add(provenance.model.askedOf);
  };

  for await (const text of lines) {
    signal?.throwIfAborted();
    number += 1;
    if (text.trim() === "") continue;
    counts.lines += 1;
    const read = readLine(text);
    if (read === undefined) {
      counts.broken += 1;
      if (brokenLines.length < MOST_TOLD) brokenLines.push(number);
    } else {
      counts.examples += 1;
      count(read);
    }
  }
  return {
    ...counts,
    ...findings,
    brokenLines,
    promptTokens: prompts.read(),
    answerTokens: answers.read(),
    formats: tallies.formats.read(),
    leakedTasks: tallies.leakedTasks.read(),
    verdicts: tallies.verdicts.read(),
    checks: tallies.checks.read(),
    feedback: tallies.feedback.read(),
    languages: tallies.languages.read(),
    models: tallies.models.read(),
  };
}

function readLine(text: string): z.output<typeof line> | undefined {
  try {
    return line.parse(JSON.parse(text.replace(/^\uFEFF/u, "")));
  } catch {
    return undefined;
  }
}

function toExchange(read: z.output<typeof line>) {
  if ("messages" in read)
    return {
      format: "chat",
      prompt: read.messages.slice(0, -1),
      answer: read.messages.at(-1)?.content ?? "",
      rejected: undefined,
    };
  const textOf = (all: z.output<typeof messages>): string =>
    all.map(({ content }) => content).join("\n");
  return {
    format: "preference",
    prompt: read.prompt,
    answer: textOf(read.chosen),
    rejected: textOf(read.rejected),
  };
}

const sumTokens = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + estimateTokens(text), 0);
