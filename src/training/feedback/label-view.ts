/** A candidate as people are shown it, on a terminal and on a page alike. */

import { isError, type SourceSpan } from "../../domain/diagnostic.ts";
import { describeExample } from "../../domain/specification.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";
import type { JudgedCandidate } from "./judged-candidate.ts";

export interface LabelView {
  readonly runId: string;
  readonly attempt: number;
  readonly model: string;
  readonly asked: {
    readonly name: string;
    readonly text: string;
    readonly signature: string | undefined;
    readonly requirements: readonly string[];
    /** One line each. */
    readonly examples: readonly string[];
  };
  /** The main one first. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly verdict: {
    readonly status: string;
    /** In a few words. */
    readonly grounds: string;
    /** The errors it was refused for. */
    readonly problems: readonly {
      readonly code: string | undefined;
      readonly message: string;
      /** `file:line`, the line from 1. */
      readonly place: string | undefined;
    }[];
  };
}

export function toLabelView(judged: JudgedCandidate): LabelView {
  const { runId, attempt, model, specification, candidate, verdict } = judged;
  const { name, signature, requirements, examples } = specification;
  // The name is shown as the title: it need not stand there twice.
  const text = specification.text.replace(/^\s*#\s+([^\n]*)\n/, (line, title: string) =>
    title.trim() === name ? "" : line,
  );
  const files = [{ path: candidate.path, text: candidate.text }, ...candidate.companions];
  const indexes = new Map(files.map((file) => [file.path, createLineIndex(file.text)]));
  return {
    runId,
    attempt,
    model,
    asked: { name, text, signature, requirements, examples: examples.map(describeExample) },
    files,
    verdict: {
      status: verdict.status,
      grounds: groundsOf(judged),
      problems: verdict.diagnostics.filter(isError).map(({ code, message, span }) => ({
        code,
        message,
        place: span && placeOf(span, indexes.get(span.file)),
      })),
    },
  };
}

const placeOf = ({ file, start }: SourceSpan, index: LineIndex | undefined): string =>
  index === undefined ? file : `${file}:${index.position(start).line}`;

function groundsOf({ verdict }: JudgedCandidate): string {
  if (verdict.status === "accepted")
    return `held: ${verdict.checks.map(({ phase, count }) => `${phase} (${count})`).join(", ")}`;
  const why = verdict.status === "inconclusive" ? `${verdict.reason} ` : "";
  return `${why}in phase ${verdict.phase}`;
}
