/** What Dafny itself printed and proved, held against what was read before it was asked: where readings differ, none is believed. */

import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import type { DafnyRun } from "../adapter/run-dafny.ts";
import { findAssumptions } from "../formal/find-assumptions.ts";
import { type DafnyFile, readFile, spanOf } from "../syntax/read-file.ts";
import type { Given } from "./lock.ts";

type Heard = Pick<DafnyRun, "procedures"> & { readonly printed: string };

/**
 * What the guard could not see in the candidate's text: a promise that is believed in the program as Dafny printed it,
 * and a body that we read and Dafny did not prove.
 */
export function findHidden(
  given: Given,
  {
    stub,
    candidate,
    path,
  }: { readonly stub: Heard; readonly candidate: Heard; readonly path: string },
): readonly Diagnostic[] {
  const [before, after] = [readFile(stub.printed), readFile(candidate.printed)];
  const known = Map.groupBy(believed(before, given.open), (one) => one.message);
  const hidden = [...Map.groupBy(believed(after, new Set()), (one) => one.message)]
    .filter(([message, found]) => found.length > (known.get(message)?.length ?? 0))
    .map(([message]) => hiddenFrom(path, `Dafny reads what the guard does not: ${message}`));
  const unproved =
    countBodies(after) - countBodies(before) - (countImpl(candidate) - countImpl(stub));
  if (unproved <= 0 || candidate.procedures.length === 0) return hidden;
  return [...hidden, hiddenFrom(path, `${unproved} bodies stand there that Dafny did not prove`)];
}

const BELIEVED: ReadonlySet<string> = new Set([
  "assume",
  "attribute",
  "bodyless",
  "free",
  "left-open",
]);

/** Without what the open places of the given file hold. */
const believed = (file: DafnyFile, open: ReadonlySet<string>) => {
  const places = file.parsed.filter(({ name }) => open.has(name)).map((one) => spanOf(file, one));
  return findAssumptions(file).filter(
    ({ code, start }) =>
      BELIEVED.has(code) && !places.some((place) => place.start <= start && start < place.end),
  );
};

/** What Dafny proves as a body of its own; of one that promises nothing and does nothing it says nothing. */
const countBodies = ({ parsed }: DafnyFile): number =>
  parsed.filter(
    ({ kind, body, clauses }) =>
      body !== undefined &&
      clauses.some(({ word }) => word === "ensures") &&
      /\b(?:method|lemma|constructor)$/.test(kind) &&
      !FUNCTION.test(kind),
  ).length;

const FUNCTION = /function|predicate/;

const countImpl = ({ procedures }: Heard): number =>
  new Set(procedures.filter(({ name }) => name.startsWith("Impl$$")).map(({ name }) => name)).size;

const hiddenFrom = (path: string, message: string): Diagnostic =>
  createDiagnostic({
    tool: "guard",
    code: "hidden",
    phase: "guard",
    category: "bypass",
    message,
    span: { file: path, start: 0, end: 0 },
    help: "Write it so that it reads one way only, and prove what it promises",
  });
