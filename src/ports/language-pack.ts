/** Everything the system asks a language. A pack is a value; shared code asks it and never asks which it is. */

import type { Candidate } from "../domain/candidate.ts";
import type { AppliedFix, Diagnostic, SourceSpan } from "../domain/diagnostic.ts";
import type { ExampleResult } from "../domain/example-result.ts";
import type { IncompleteFile } from "../domain/fallback.ts";
import type { Guidance } from "../domain/guidance.ts";
import type { QualityScore } from "../domain/quality-score.ts";
import type { FileOutline } from "../domain/reference.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { FormalSpecification, Specification } from "../domain/specification.ts";
import type { SyntaxTree } from "../domain/syntax-tree.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { ConstraintSet, ContextBias, NoConstraints } from "./constraint-set.ts";
import type { ExampleSelection, ExampleWish, SelectExamplesOptions } from "./example-selection.ts";
import type { BrittlenessReport, FormalLanguage, StubReport } from "./formal-language.ts";
import type { Machine } from "./machine.ts";
import type { FunctionOutline, MigrationTask } from "./migration.ts";
import type { Sandbox } from "./sandbox.ts";
import type { Grammar } from "./syntax-parser.ts";
import type { TemplateCatalogue } from "./template-catalogue.ts";
import type { HoleFile } from "./type-graph.ts";

export interface CheckOptions {
  /** What the candidate is for: its signature, examples and tests are checked too. `undefined` checks the text alone. */
  readonly specification: Specification | undefined;
  /** One of the pack's profiles. */
  readonly profile: string;
  /** A file that the pack itself rendered as incomplete: what it says is missing is no mistake then. @default false */
  readonly isIncomplete?: boolean | undefined;
  /** Ids of the patterns that the model was shown. @default none */
  readonly shownPatterns?: readonly string[] | undefined;
  /** Wall-clock limit; running into it is `inconclusive`. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface ObserveOptions extends Pick<CheckOptions, "profile" | "timeoutMs" | "signal"> {
  /** Expressions of the language that call what the candidate exports. */
  readonly calls: readonly string[];
}

/** What calls gave, in their order; `undefined` for one that did not end, or gave no plain value. */
export type Observed =
  | { readonly isRun: true; readonly outcomes: readonly (ExampleResult | undefined)[] }
  /** It does not compile, a call does not fit, or nothing isolates it. */
  | { readonly isRun: false; readonly why: string };

/** A language's judge, kept warm in its own process. */
export interface Checker extends AsyncDisposable {
  /** What judges, e.g. `{ name: "tsc", version: "6.0.3" }`. */
  readonly tool: { readonly name: string; readonly version: string };
  /**
   * A hash over all that decides besides what `check` is given: versions of the checker, its solver and its libraries.
   * Where it is equal, so are verdicts; verdicts of a checker without one are not remembered. @default none
   */
  readonly digest?: string | undefined;
  /**
   * Bypasses in the candidate: text that switches checking off. Code only, never comments or strings that
   * merely mention one. Empty for text that cannot be parsed: that is for `check` to say. One error of category
   * `resource` where it could not look, for want of time or memory.
   */
  findBypasses(
    candidate: Candidate,
    options: {
      readonly timeoutMs: number;
      readonly signal: AbortSignal | undefined;
      /** What the candidate is for: what its frozen text holds is then no bypass of the candidate's. @default none */
      readonly specification?: Specification | undefined;
    },
  ): Promise<readonly Diagnostic[]>;
  /**
   * The language's own judgement. Wrong code is a value; so is a timeout.
   *
   * @throws {Fault} `toolchain/*` when the checker cannot be run at all.
   * @throws `options.signal.reason` when aborted.
   */
  check(candidate: Candidate, options: CheckOptions): Promise<Verdict>;
  /**
   * The candidate with every fix of confidence 1 applied that makes it better; `undefined` where there is none.
   * Absent in languages whose checker suggests no certain fixes.
   */
  fix?(candidate: Candidate, options: CheckOptions): Promise<FixedCandidate | undefined>;
  /**
   * What a formal specification comes to before anybody writes code. There wherever the pack is `formal`.
   *
   * @throws {Fault} `toolchain/*`
   */
  examineStub?(
    specification: FormalSpecification,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  ): Promise<StubReport>;
  /** Proves an accepted candidate again, the solver going other ways. Absent where the checker takes no seed. */
  testBrittleness?(candidate: Candidate, options: CheckOptions): Promise<BrittlenessReport>;
  /**
   * Makes calls in the sandbox and tells what each gives: returned values as expressions of the language. Nothing is
   * judged. Absent in languages whose values cannot be written down.
   */
  observe?(candidate: Candidate, options: ObserveOptions): Promise<Observed>;
  /**
   * Runs the tests that the candidate itself holds; what it cannot be run for is the verdict. Absent in languages
   * whose tests stand in files of their own.
   */
  runOwnTests?(
    candidate: Candidate,
    options: CheckOptions,
  ): Promise<{ readonly verdict: Verdict; readonly results: readonly TestResult[] }>;
}

/** How one of a file's own tests ended. */
export interface TestResult {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "inconclusive";
  /** False for a test that would pass whatever the code does. */
  readonly assertsSomething: boolean;
  /** Why it did not pass. */
  readonly message: string | undefined;
  readonly span: SourceSpan | undefined;
}

export interface FixedCandidate {
  readonly candidate: Candidate;
  /** In the order in which they were applied; at least one. */
  readonly fixes: readonly AppliedFix[];
}

/** A text in canonical layout, or what keeps it from being read. */
export type Formatted =
  | { readonly kind: "formatted"; readonly text: string }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** Whether the programs a pack needs are here, in words for `doctor`. */
export interface ToolchainState {
  readonly isReady: boolean;
  readonly why: string;
  readonly help: string | undefined;
}

export interface InstallToolsOptions {
  /** @default the version that is known best */
  readonly version?: string | undefined;
  /** Hears what is going on, a line each. */
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

export interface ConstraintOptions {
  readonly machine: Machine;
  /** One of the pack's profiles. */
  readonly profile: string;
  /** Where the code will live, relative to the project. */
  readonly path: string;
  /** What is likely in this project. @default nothing is known of it */
  readonly bias?: ContextBias | undefined;
}

export interface LanguagePack {
  readonly id: string;
  readonly displayName: string;
  readonly fileExtensions: readonly [`.${string}`, ...`.${string}`[]];
  /** Kinds of specification that are this pack's by nature, so that they need not name it. @default none */
  readonly takes?: readonly Specification["kind"][];
  /** Info strings of fences that hold this language, lower case. */
  readonly fenceTags: readonly [string, ...string[]];
  /** The first is the default. */
  readonly profiles: readonly [string, ...string[]];
  /** Small programs that show a checker works: one it accepts, one it rejects, one that holds a bypass. */
  readonly probes: {
    readonly accepted: string;
    readonly rejected: string;
    readonly bypass: string;
  };
  /** What a model should know to write it well; goes into the system message. */
  readonly briefing: string;
  /** The file up to where the body of `signature` begins, for models that can go on from there. */
  renderAnswerStart(signature: string): string;
  /**
   * Refuses a specification whose parts in this language cannot be read, before anybody is asked for code. Absent
   * where only the checker can tell.
   *
   * @throws {Fault} `specification/invalid`
   */
  refuseSpecification?(specification: Specification): Promise<void>;
  /**
   * Whether this specification's examples and tests can be run, as far as can be told before there is code.
   * `sandbox` is `undefined` where nothing isolates: then only an interpreter that reaches nothing outside may say yes.
   */
  canRun(specification: Specification, sandbox: Sandbox | undefined): boolean;
  /**
   * Programs worth showing beside a wish, within `budgetTokens` together, best first. Absent in languages that models
   * know well.
   */
  selectExamples?(wish: ExampleWish, options: SelectExamplesOptions): Promise<ExampleSelection>;
  /** Prompts for one kind of work each; absent in languages that have none. */
  openTemplates?(): Promise<TemplateCatalogue>;
  /** The text in canonical layout; absent in languages that leave layout to other tools. */
  format?(text: string): Promise<Formatted>;
  /** How its files are parsed for their structure; absent where nothing but its own checker can. */
  readonly grammar?: Grammar;
  /** What begins a comment that ends with its line: `//`. There wherever `grammar` is. */
  readonly lineComment?: string;
  /** Grammars of files whose extension asks for another one than `grammar`. */
  readonly grammarsByExtension?: Readonly<Partial<Record<`.${string}`, Grammar>>>;
  /** There where files of contracts are specifications, and the checker proves what fills them. */
  readonly formal?: FormalLanguage;
  /** What a file declares and imports; there wherever `grammar` is. Pure. */
  outlineUnits?(tree: SyntaxTree): FileOutline;
  /** What is known about a specification before anybody writes code; absent where that is nothing. */
  guide?(specification: Specification): Promise<Guidance>;
  /**
   * A file that has everything the specification asks for but the work itself: it passes the checker, and says that
   * it is incomplete. Absent, or `undefined`, where the specification does not say enough.
   */
  renderStub?(specification: Specification): Promise<IncompleteFile | undefined>;
  /**
   * As much of the work as follows from the specification alone, e.g. guards on what goes in; it passes the checker,
   * fails loudly where work is missing, and says that it is incomplete.
   */
  renderPartial?(specification: Specification): Promise<IncompleteFile | undefined>;
  /** Further extensions of files whose functions can be outlined. */
  readonly outlineExtensions?: readonly `.${string}`[];
  /**
   * The functions of a source file, by a real parser. Absent in languages from which nothing is carried over.
   *
   * @throws {Fault} `source/unreadable` with the line, for a text that does not parse.
   */
  outlineFunctions?(source: SourceText, machine: Machine): Promise<readonly FunctionOutline[]>;
  /**
   * A function of another language as a specification in this one; `sourceLanguage` is that language's id. Absent in
   * languages to which nothing is carried over.
   */
  planMigration?(
    outline: FunctionOutline,
    options: { readonly sourceLanguage: string; readonly module: string },
  ): Promise<MigrationTask>;
  /** What every text with holes matches: others need not be opened to know that they have none. There with `openHoles`. */
  readonly holeMark?: RegExp;
  /**
   * Opens a file to fill its holes by types, without a model. Absent in languages whose types cannot be asked.
   *
   * @throws {Fault} `source/unreadable` where it does not parse, or no type is expected at a hole; `config/invalid`.
   */
  openHoles?(
    source: SourceText,
    options: { readonly machine: Machine; readonly profile: string },
  ): Promise<HoleFile>;
  /**
   * What code for this specification can be held to while it is written. Absent in languages that hold it to nothing.
   * What is let through is judged by the checker all the same.
   *
   * @throws {Fault} `config/invalid`
   */
  openConstraints?(
    specification: Specification,
    options: ConstraintOptions,
  ): Promise<ConstraintSet | NoConstraints>;
  /** How good a judged text is; absent in languages that are only right or wrong. Pure. */
  score?(verdict: Verdict): Promise<QualityScore>;
  probeToolchain(machine: Machine): Promise<ToolchainState>;
  /**
   * Installs what its deeper checks need, because somebody asked for it. Absent where nothing can be installed for
   * the user.
   *
   * @returns what is here now, in words.
   * @throws {Fault} `toolchain/missing`, `download/failed`, `storage/*`
   * @throws `options.signal.reason` when aborted.
   */
  installTools?(machine: Machine, options: InstallToolsOptions): Promise<string>;
  /** @throws {Fault} `toolchain/missing` when a program it needs is not installed. */
  openChecker(machine: Machine): Promise<Checker>;
}
