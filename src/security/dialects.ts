/** What each kind of file is read by, and looked through for. */

import type { SyntaxTree } from "../domain/syntax-tree.ts";
import type { Grammar } from "../ports/syntax-parser.ts";
import { PYTHON_GRAMMAR } from "../syntax/python/module.ts";
import { RUST_GRAMMAR } from "../syntax/rust/crate.ts";
import { TSX_GRAMMAR, TYPESCRIPT_GRAMMAR } from "../syntax/typescript/script.ts";
import type { Code, Detector, ImportedModule } from "./code.ts";
import { PYTHON_DETECTORS } from "./python/detectors.ts";
import { packageOfPythonImport } from "./python/packages.ts";
import { readPythonCode } from "./python/read-code.ts";
import { RUST_DETECTORS } from "./rust/detectors.ts";
import { packageOfRustImport } from "./rust/packages.ts";
import { readRustCode } from "./rust/read-code.ts";
import type { ScannedKind } from "./scanned-files.ts";
import { TYPESCRIPT_DETECTORS } from "./typescript/detectors.ts";
import { packageOfScriptImport } from "./typescript/packages.ts";
import { readScriptCode } from "./typescript/read-code.ts";

export interface Dialect {
  readonly grammar: Grammar;
  readonly read: (path: string, tree: SyntaxTree) => Code;
  readonly detectors: readonly Detector[];
  /** The package that an import comes from; `undefined` for the language's own, the project's own, and what is known. */
  readonly packageOf: (
    imported: ImportedModule,
    isKnown: (name: string) => boolean,
  ) => string | undefined;
}

const PYTHON: Dialect = {
  grammar: PYTHON_GRAMMAR,
  read: readPythonCode,
  detectors: PYTHON_DETECTORS,
  packageOf: packageOfPythonImport,
};
const SCRIPT: Dialect = {
  grammar: TYPESCRIPT_GRAMMAR,
  read: readScriptCode,
  detectors: TYPESCRIPT_DETECTORS,
  packageOf: packageOfScriptImport,
};
const RUST: Dialect = {
  grammar: RUST_GRAMMAR,
  read: readRustCode,
  detectors: RUST_DETECTORS,
  packageOf: packageOfRustImport,
};

export const DIALECTS: Readonly<Record<ScannedKind, Dialect>> = {
  py: PYTHON,
  script: SCRIPT,
  scriptWithMarkup: { ...SCRIPT, grammar: TSX_GRAMMAR },
  rs: RUST,
};
