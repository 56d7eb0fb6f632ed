import { posix } from "node:path";
import ts from "typescript";
import { createHost, parsedFilesFor } from "../compiler/program.ts";
import {
  openProjectFiles,
  type ProjectFile,
  type ProjectFiles,
} from "../compiler/project-files.ts";
import { readSettings, type Settings } from "../compiler/settings.ts";
import type { InternalChecker } from "../fill/internal-checker.ts";

/** The name that stands where writing goes on: anything can be done with it. */
export const CURSOR = "$specwright";

/** A whole text in its project. */
export interface CompiledText {
  readonly program: ts.Program;
  readonly checker: InternalChecker;
  readonly file: ts.SourceFile;
  readonly options: ts.CompilerOptions;
}

/** One in which writing goes on somewhere. */
export interface OpenText extends CompiledText {
  /** What stands there. */
  readonly cursor: ts.Identifier;
  /** Those which contain it, outermost first. */
  readonly nodes: readonly ts.Node[];
  /** Where in the text that was written a place of the compiled one is; `undefined` for what was added. */
  written(position: number): number | undefined;
}

/** A file of a project, of which text after text is compiled. */
export interface TextCompiler {
  /** Absolute. */
  readonly path: string;
  /** @throws {TypeError} where the path is none of TypeScript's. */
  compile(text: string, options?: { readonly withCursor?: boolean | undefined }): CompiledText;
}

/**
 * Compiles under the settings of the checker; a text takes milliseconds after the first.
 *
 * @throws {Fault} `config/invalid` when the `tsconfig.json` cannot be read.
 */
export function openCompiler(root: string, path: string, profile: string): TextCompiler {
  const file = posix.isAbsolute(path) ? path : posix.join(root, path);
  const ambient = posix.join(posix.dirname(file), `${CURSOR}.d.ts`);
  const read = new Map<string, ProjectFile | undefined>();
  const filesWith = (text: string): ProjectFiles => {
    const memory = new Map([
      [file, text],
      [ambient, `declare const ${CURSOR}: any;\n`],
    ]);
    const files = openProjectFiles(root, memory);
    return {
      ...files,
      // The project stands still while one answer is written.
      read(each) {
        if (memory.has(each)) return files.read(each);
        const known = read.has(each) ? read.get(each) : files.read(each);
        read.set(each, known);
        return known;
      },
    };
  };
  const settings = readSettings(file, profile, filesWith(""));
  const last: Map<boolean, ts.Program> = new Map();
  return {
    path: file,
    compile(text, { withCursor = true } = {}) {
      const program = createNext([file, ...(withCursor ? [ambient] : [])], {
        settings,
        host: createHost(filesWith(text), parsedFilesFor(settings.key)),
        before: last.get(withCursor),
      });
      last.set(withCursor, program);
      const parsed = program.getSourceFile(file);
      if (parsed === undefined) throw new TypeError(`Cannot compile ${path}: it is no TypeScript`);
      const checker = program.getTypeChecker() as InternalChecker;
      return { program, checker, file: parsed, options: settings.options };
    },
  };
}

/** What did not change since the program before is not looked at again. */
const createNext = (
  paths: readonly string[],
  {
    settings: { options, ambientFiles },
    host,
    before,
  }: {
    readonly settings: Settings;
    readonly host: ts.CompilerHost;
    readonly before: ts.Program | undefined;
  },
): ts.Program =>
  ts.createProgram({
    rootNames: [...paths, ...ambientFiles],
    options,
    host,
    ...(before === undefined ? {} : { oldProgram: before }),
  });
