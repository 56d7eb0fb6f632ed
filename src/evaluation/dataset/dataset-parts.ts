/** What reading datasets takes from outside. */

import type { EvaluationTask } from "../../domain/evaluation.ts";
import type { Fault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Example, FormalSpecification } from "../../domain/specification.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";

/** A task that is a file of contracts, or why it is none. */
export interface FormalTask {
  readonly id: string;
  readonly specification: FormalSpecification | undefined;
  readonly fault: Fault | undefined;
}

export interface DatasetParts
  extends Pick<CheckEnvironment, "languages" | "specificationReaders" | "files" | "sha256"> {
  /** Files of this package below a folder whose names end so, by path. */
  readPackageFiles(folder: string, ending: string): Promise<readonly SourceText[]>;
  /** The tasks of a text with one file of contracts a line; `language` is that of lines that name none. */
  readFormalTasks(source: SourceText, language: string | undefined): Promise<readonly FormalTask[]>;
  /** `call => expression` or `call throws Name`; `undefined` when it is neither. */
  parseExample(line: string): Example | undefined;
}

/** A dataset of this package, as the list of datasets has it. */
export interface DatasetEntry {
  readonly name: string;
  /** A file or a folder of the package. */
  readonly path: string;
  /** That of tasks which do not name one. */
  readonly language: string | undefined;
  readonly about: string;
}

/** @throws {Fault} `specification/invalid` naming the file */
export type ReadTasks = (
  entry: DatasetEntry,
  parts: DatasetParts,
) => Promise<readonly EvaluationTask[]>;
