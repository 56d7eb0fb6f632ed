/** An answer to a file with open places → the file with its slots filled; frozen text cannot be changed by answering. */

import type { Attempt } from "../../domain/attempt.ts";
import type { Candidate, Extraction } from "../../domain/candidate.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import type { ModelResponse } from "../../domain/model.ts";
import { fillSlots, readSlots, type Slot } from "../../domain/slot.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import { withoutThoughts } from "../../std/without-thoughts.ts";
import { type Fence, readFences } from "./read-fences.ts";
import { type ResponseCode, responseDiagnostic } from "./response-diagnostic.ts";
import { readSlotTexts, toSlotText } from "./slot-texts.ts";

export interface ReadSlotAnswerOptions {
  readonly specification: FormalSpecification;
  /** Where the candidate would be written. */
  readonly path: string;
  /** The attempt that this one starts from: a slot that is not answered again stays as it was there. */
  readonly basis: Attempt | undefined;
  /** Whether nothing but what is missing from `basis` was asked for. */
  readonly isCompletion: boolean;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  sha256(text: string): string;
}

/**
 * Finds the texts of the slots that were asked for: between their marks; in a whole file whose frozen text is unchanged;
 * or in the one code block, where a single body was asked for. A slot without a text is an error beside the candidate,
 * so that it alone is asked for again; helpers may be left out.
 */
export function readSlotAnswer(
  response: ModelResponse,
  options: ReadSlotAnswerOptions,
): Extraction {
  const { specification, basis, isCompletion, path } = options;
  if (response.finishReason === "refusal")
    return refuse("response/refused", "The model refused to answer", response.text);
  const earlier = earlierTexts(basis, specification);
  const isAsked = ({ name }: Slot): boolean => !isCompletion || !earlier.has(name);
  const asked = specification.slots.filter(isAsked);
  const found = findTexts(response, asked, options);
  if (found === undefined) return nothing(response, options);
  const { texts, refused, notes } = found;
  const answered = asked.filter(({ name }) => texts.has(name));
  if (answered.length === 0 && refused.size === 0) return nothing(response, options);
  // An answer that was cut may have lost what it seems to leave out.
  const mayStay = ({ role, name }: Slot): boolean =>
    response.finishReason !== "length" &&
    !refused.has(name) &&
    (role === "helpers" || earlier.has(name));
  const missing = asked.filter((slot) => !texts.has(slot.name) && !mayStay(slot));
  const filled = new Map(earlier);
  for (const { name } of answered) filled.set(name, texts.get(name) ?? "");
  return {
    candidate: {
      language: specification.language,
      path,
      text: fillSlots(specification, filled),
      companions: [],
    },
    diagnostics: [
      ...notes,
      ...missing.map((slot) => tellMissing(slot, path, refused.get(slot.name))),
    ],
  };
}

interface FoundTexts {
  readonly texts: ReadonlyMap<string, string>;
  readonly refused: ReadonlyMap<string, string>;
  readonly notes: readonly Diagnostic[];
}

function findTexts(
  response: ModelResponse,
  asked: readonly Slot[],
  { specification, sha256 }: ReadSlotAnswerOptions,
): FoundTexts | undefined {
  const answer = withoutThoughts(response.text);
  const marked = readSlotTexts(answer, specification, sha256);
  if (marked.isMarked) return marked;
  // Without marks, nothing says whether a text is whole but the end of the answer.
  if (response.finishReason === "length") return undefined;
  const fences = readFences(answer).filter(
    ({ isClosed, content }) => isClosed && content.trim() !== "",
  );
  return (
    readWholeFile([answer, ...fences.map(({ content }) => content)], specification) ??
    readOnlyBody(fences, asked, specification)
  );
}

/** The last text that is the given file with other slots. */
function readWholeFile(
  texts: readonly string[],
  specification: FormalSpecification,
): FoundTexts | undefined {
  const lineEnd = specification.source.includes("\r\n") ? "\r\n" : "\n";
  for (const text of texts.toReversed()) {
    const plain = text.replace(/^\uFEFF/u, "").replaceAll(/\r\n?|\n/gu, lineEnd);
    const bare = plain.replace(/(?:\r?\n)+$/u, "");
    for (const variant of [plain, bare, `${bare}${lineEnd}`]) {
      const slots = variant.includes("\0") ? undefined : readSlots(specification, variant);
      if (slots === undefined) continue;
      const message = "The answer is the whole file: what stands in its slots was taken";
      return { texts: slots, refused: new Map(), notes: [unmarked(message, bare)] };
    }
  }
  return undefined;
}

/** The one code block of the answer, where nothing but one body can be meant by it. */
function readOnlyBody(
  fences: readonly Fence[],
  asked: readonly Slot[],
  { source }: FormalSpecification,
): FoundTexts | undefined {
  const [fence, otherFence] = fences;
  const [slot, otherSlot] = asked;
  if (fence === undefined || otherFence !== undefined) return undefined;
  if (slot === undefined || otherSlot !== undefined || slot.role === "helpers") return undefined;
  const taken = toSlotText(fence.content, source, slot);
  if (!("text" in taken)) return undefined;
  const message = `The answer has no marks: its code block was taken for "${slot.name}"`;
  return {
    texts: new Map([[slot.name, taken.text]]),
    refused: new Map(),
    notes: [unmarked(message, fence.content)],
  };
}

/** What the attempt that this one starts from wrote into the slots. */
function earlierTexts(
  basis: Attempt | undefined,
  specification: FormalSpecification,
): ReadonlyMap<string, string> {
  if (basis?.candidate === undefined) return new Map();
  const missing = new Set(missingSlots(basis));
  const earlier = readSlots(specification, basis.candidate.text) ?? new Map<string, string>();
  return new Map([...earlier].filter(([name]) => !missing.has(name)));
}

const missingSlots = ({ verdict }: Attempt): readonly string[] =>
  verdict.diagnostics.flatMap((each) => {
    const part = missingPartOf(each);
    return part?.kind === "slot" ? [part.name] : [];
  });

const tellMissing = (
  { name }: Slot,
  file: Candidate["path"],
  why: string | undefined,
): Diagnostic =>
  responseDiagnostic(
    "response/missing-slot",
    why === undefined
      ? `The slot "${name}" is not answered`
      : `The text of the slot "${name}" ${why}`,
    {
      help: "Answer with its whole text between its marks",
      quote: name,
      missing: { kind: "slot", file, name },
    },
  );

/** Why an answer holds no slot at all. */
function nothing(
  { text, finishReason }: ModelResponse,
  { specification, sha256 }: ReadSlotAnswerOptions,
): Extraction {
  if (finishReason === "length")
    return refuse("response/truncated", "The answer was cut off before a slot was whole", text);
  const answer = withoutThoughts(text);
  if (answer.trim() === "") return refuse("response/no-code", "The answer is empty", text);
  const { notes } = readSlotTexts(answer, specification, sha256);
  const why =
    readFences(answer).length > 0
      ? "The answer holds code, but no slot between its marks"
      : "The answer holds no slot between its marks";
  const { candidate, diagnostics } = refuse("response/no-code", why, text);
  return { candidate, diagnostics: [...notes, ...diagnostics] };
}

const refuse = (
  code: ResponseCode,
  message: string,
  quote: string,
): Extraction & { readonly candidate: undefined } => ({
  candidate: undefined,
  diagnostics: [
    responseDiagnostic(code, message, {
      help: "Answer with the text of each slot between its own marks, and with nothing else",
      quote,
    }),
  ],
});

const unmarked = (message: string, quote: string): Diagnostic =>
  responseDiagnostic("response/unmarked", message, {
    help: "Answer with the text of each slot between its own marks",
    quote,
    severity: "information",
  });
