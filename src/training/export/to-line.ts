import type { ChatMessage, TrainingExample } from "../examples/training-example.ts";

/** A line of the file: the names that trainers know, then what only we know. */
export type ExampleLine = (
  | { readonly messages: readonly ChatMessage[] }
  | {
      readonly prompt: readonly ChatMessage[];
      readonly chosen: readonly ChatMessage[];
      readonly rejected: readonly ChatMessage[];
    }
) &
  Pick<TrainingExample, "labels" | "quality" | "provenance">;

export function toLine(example: TrainingExample): ExampleLine {
  const { prompt, answer, rejected, labels, quality, provenance } = example;
  const facts = { labels, quality, provenance };
  if (rejected === undefined) return { messages: [...prompt, answered(answer)], ...facts };
  return { prompt, chosen: [answered(answer)], rejected: [answered(rejected)], ...facts };
}

const answered = (content: string): ChatMessage => ({ role: "assistant", content });
