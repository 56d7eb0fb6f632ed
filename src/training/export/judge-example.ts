import type { HideSecrets } from "../../std/hide-secrets.ts";
import type { DropReason, TrainingExample } from "../examples/training-example.ts";
import { allowsLicence } from "../filters/allows-licence.ts";
import { findLicences, findSaid } from "../filters/find-licence.ts";
import type { HeldOutTasks } from "../filters/held-out-tasks.ts";
import { createSeenTexts } from "../filters/seen-texts.ts";
import { readWish, toCompared } from "./read-wish.ts";

export interface JudgeExampleOptions {
  readonly similarity: number;
  readonly allowedLicences: readonly string[];
  readonly heldOut: Pick<HeldOutTasks, "findLeak">;
  readonly hideSecrets: HideSecrets;
  readonly sha256: (text: string) => string;
}

export type JudgedExample =
  | { readonly example: TrainingExample; readonly reason: undefined }
  | {
      readonly example: undefined;
      readonly reason: DropReason;
      /** Licences that it was dropped for. */
      readonly refusedLicences: readonly string[];
      /** The held-out task that it was dropped for. */
      readonly leak: string | undefined;
    };

/**
 * Whether an example may and should be in the data: no secret, no licence that was not allowed, no held-out task,
 * nothing that is there already. What is dropped is not compared with later.
 */
export function createJudgeExample(
  options: JudgeExampleOptions,
): (example: TrainingExample) => JudgedExample {
  const { allowedLicences, heldOut, hideSecrets } = options;
  const seen = createSeenTexts(options);
  const holdsSecret = remembering((text) => hideSecrets(text) !== text);

  return (example) => {
    const answers = [example.answer, ...(example.rejected === undefined ? [] : [example.rejected])];
    const asked = example.prompt.map(({ content }) => content);
    if ([...asked, ...answers].some(holdsSecret)) return drop("secret");
    const licences = listLicences(example, answers);
    const refused = licences.filter((each) => !allowsLicence(each, allowedLicences));
    if (refused.length > 0) return { ...drop("licence"), refusedLicences: refused };
    const wish = example.prompt.at(-1)?.content ?? "";
    const leak = heldOut.findLeak([wish, ...answers].join("\n"));
    if (leak !== undefined) return { ...drop("contaminated"), leak: leak.task };
    const known = seen.add(toCompared(example));
    if (known !== undefined) return drop(known);
    const provenance = { ...example.provenance, licences };
    return { example: { ...example, provenance }, reason: undefined };
  };
}

const drop = (reason: DropReason) => ({
  example: undefined,
  reason,
  refusedLicences: [],
  leak: undefined,
});

/** Of files by what they say and where they are; of what was written for the wish only by what it says. */
const listLicences = (
  { material, prompt }: TrainingExample,
  answers: readonly string[],
): readonly string[] => [
  ...new Set([
    ...material.flatMap(findLicences),
    ...[readWish(prompt.at(-1)?.content ?? ""), ...answers].flatMap(findSaid),
    ...(material.length === 0 ? ["own"] : []),
  ]),
];

/** Asked again about the text before, as with a system message that is the same for all, it does not look again. */
function remembering(look: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  const MOST = 16;
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = look(text);
    const [oldest] = answers.keys();
    if (answers.size >= MOST && oldest !== undefined) answers.delete(oldest);
    answers.set(text, answer);
    return answer;
  };
}
