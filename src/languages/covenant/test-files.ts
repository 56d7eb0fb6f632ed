import { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { findTests } from "./interpreter/find-tests.ts";
import type { TestedText } from "./run-stages.ts";
import { parse } from "./syntax/parse.ts";

/**
 * A candidate's text and the user's tests behind it, which see what it defines.
 *
 * @throws {Fault} `specification/invalid` for test files that cannot be read or hold no test: nobody would notice that
 *   nothing is tested.
 */
export function withTestFiles(candidate: SourceText, testFiles: readonly SourceText[]): TestedText {
  const tests = testFiles.flatMap((file) => {
    const { program, findings } = parse(file.text);
    const [first] = findings;
    if (first !== undefined) throw refuse(file.path, first.message);
    return findTests(program);
  });
  const [file] = testFiles;
  if (file !== undefined && tests.length === 0) throw refuse(file.path, "it holds no test");
  const texts = [candidate.text, ...testFiles.map(({ text }) => text)];
  const { path, text } = candidate;
  return { path, text: texts.join("\n\n"), ownLength: text.length };
}

const refuse = (path: string, why: string): Fault =>
  new Fault("specification/invalid", `Cannot use the tests in ${path}: ${why}`, {
    help: 'Write snippet id="module.test" kind="test" with a body, or a snippet with a tests section',
  });
