import type { Specification } from "../../domain/specification.ts";
import { findMissingDeclarations } from "./conformance/declarations.ts";
import { readHead } from "./conformance/read-head.ts";
import { collectBehaviours } from "./run-stages.ts";
import { parse } from "./syntax/parse.ts";
import { withTestFiles } from "./test-files.ts";

/**
 * Refuses a specification whose Covenant cannot be read, before any model is asked: its signature, examples, given
 * declarations and test files.
 *
 * @throws {Fault} `specification/invalid`
 */
export function refuseSpecification(specification: Specification): void {
  const { signature, testFiles } = specification;
  if (signature !== undefined) readHead(signature);
  collectBehaviours(specification);
  withTestFiles({ path: "", text: "" }, testFiles);
  if (specification.kind === "covenant-task")
    findMissingDeclarations(parse("").program, specification.task.declarations);
}
