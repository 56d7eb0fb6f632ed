/** A model's answer → the file that was asked for, or why there is none. */

import type { Extraction } from "../../domain/candidate.ts";
import type { ModelResponse } from "../../domain/model.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { type AssignedFiles, assignFiles } from "./assign-files.ts";
import { chooseFence } from "./choose-fence.ts";
import { findDeclaredName } from "./declared-name.ts";
import { endWithLineFeed } from "./end-with-line-feed.ts";
import { isDiff, isDiffBlock } from "./find-diff.ts";
import { findOmission } from "./find-omission.ts";
import { readBareCode } from "./read-bare-code.ts";
import { type Fence, readFences } from "./read-fences.ts";
import { type ResponseCode, responseDiagnostic } from "./response-diagnostic.ts";
import { listWanted } from "./wanted-files.ts";

export interface ExtractCandidateOptions {
  readonly specification: Specification;
  readonly language: LanguagePack;
  /** Where the candidate would be written; a block that names this file is the one. */
  readonly path: string;
}

const ANSWER_HELP = "Answer with the whole file in one fenced code block";
const REFUSAL =
  /\b(?:I(?:['’]m| am) (?:sorry|unable|not able|not allowed)|I (?:can(?:['’]|no)t|cannot|will not|won['’]t|must decline|apologi[sz]e)|as an AI)\b/i;
/** The thoughts that some local models put before the answer. */
const THOUGHTS = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i;

/**
 * Finds the file in a model's answer: the block for its path, else one in its language, else an untagged one, else
 * the answer itself where that is nothing but code. Explanations around it stay out. A fence that is never closed is
 * taken where the model ended by itself, not where it was cut off. Where several files are asked for, each of the
 * others is the block that names it; one that is not there is an error beside the candidate.
 */
export function extractCandidate(
  response: ModelResponse,
  options: ExtractCandidateOptions,
): Extraction {
  const { language, path } = options;
  const found = findCode(response, options);
  if ("code" in found) return refuse(found.code, found.message, found.help, response);
  const omission = findOmission(found.text);
  if (omission !== undefined) {
    const message = `The answer leaves code out: "${omission}"`;
    const help = "Write every line out; nothing may stand for code that is not there";
    return refuse("response/omission", message, help, { text: omission });
  }
  const text = endWithLineFeed(found.text);
  const { companions, diagnostics } = found;
  return { candidate: { language: language.id, path, text, companions }, diagnostics };
}

interface Refusal {
  readonly code: ResponseCode;
  readonly message: string;
  readonly help: string;
}

interface FoundFiles extends Pick<AssignedFiles, "companions" | "diagnostics"> {
  readonly text: string;
}

type Found = Refusal | FoundFiles;

function findCode(response: ModelResponse, options: ExtractCandidateOptions): Found {
  const { finishReason } = response;
  const text = response.text.replace(THOUGHTS, "");
  if (finishReason === "refusal") return refused;
  if (finishReason === "length") return truncated;
  if (text.trim() === "") return no("The answer is empty");

  const name = findDeclaredName(options.specification);
  const fences = readFences(text);
  const bare = isOnlyEndMark(fences)
    ? readBareCode(text.slice(0, fences[0]?.span.start), name)
    : undefined;
  const { rest, ...beside } = sortFiles(fences, options);
  if (bare !== undefined) return { text: bare, ...beside };

  const choice = chooseFence(rest, { ...options, name });
  if (choice?.kind === "fence") {
    const { content, isClosed } = choice.fence;
    return isClosed || finishReason === "stop" ? { text: content, ...beside } : truncated;
  }
  if (isDiff(text) || fences.some(isDiffBlock)) return diff;
  if (choice !== undefined) {
    const { displayName } = options.language;
    const message = `The answer holds code tagged "${choice.tag}", but ${displayName} was asked for`;
    const help = `Answer with the whole file in ${displayName}, in one fenced code block`;
    return { code: "response/wrong-language", message, help };
  }
  if (REFUSAL.test(text)) return refused;
  return fences.length > 0
    ? no("The answer's code blocks are empty or hold no code")
    : no("The answer holds no code block");
}

/** Where one file is asked for, every block may be it, whatever it is called. */
const sortFiles = (
  fences: readonly Fence[],
  { specification, path }: ExtractCandidateOptions,
): AssignedFiles =>
  specification.companions.length === 0
    ? { rest: fences, companions: [], diagnostics: [] }
    : assignFiles(
        fences,
        listWanted(
          specification,
          path,
          fences.flatMap(({ filePath }) => filePath ?? []),
        ),
      );

/** No fence at all, or a lone mark at the end of an answer whose opening mark was never written. */
const isOnlyEndMark = (fences: readonly Fence[]): boolean =>
  fences.length === 0 ||
  (fences.length === 1 && fences[0]?.isClosed === false && fences[0].info === "");

const refused: Refusal = {
  code: "response/refused",
  message: "The model refused to answer",
  help: ANSWER_HELP,
};

const truncated: Refusal = {
  code: "response/truncated",
  message: "The answer was cut off before its end",
  help: "Answer with nothing but the code, so that it fits, or allow more output tokens",
};

const diff: Refusal = {
  code: "response/diff",
  message: "The answer is a diff, and there is nothing that it could be applied to",
  help: "Answer with the whole file in one fenced code block, with the lines that stay as they are",
};

const no = (message: string): Refusal => ({ code: "response/no-code", message, help: ANSWER_HELP });

const refuse = (
  code: ResponseCode,
  message: string,
  help: string,
  { text }: { readonly text: string },
): Extraction => ({
  candidate: undefined,
  diagnostics: [responseDiagnostic(code, message, { help, quote: text })],
});
