/** All that one run needs from outside itself. */

import type { ContextLimits } from "../domain/context.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Budget } from "./budget.ts";
import type { FillHoles } from "./fill-holes.ts";
import type { LanguageModel } from "./language-model.ts";
import type { Checker, LanguagePack } from "./language-pack.ts";
import type { Machine } from "./machine.ts";
import type { PatternLibrary } from "./pattern-library.ts";
import type { ProjectHabits } from "./project-habits.ts";
import type { PromptTemplates } from "./prompt-templates.ts";
import type { RecordStore } from "./record-store.ts";
import type { ReferenceIndex } from "./reference-index.ts";
import type { SecurityPolicy, SecurityScanner } from "./security-scanner.ts";
import type { SpecificationReader } from "./specification-reader.ts";

/** What checking needs: no model. */
export interface CheckEnvironment extends Machine, AsyncDisposable {
  /** Version of this package. */
  readonly version: string;
  readonly languages: readonly LanguagePack[];
  readonly specificationReaders: readonly SpecificationReader[];
  readonly records: RecordStore;
  readonly audit: AuditLog;
  /** Money that may be spent, by all runs together. */
  readonly budget: Budget;
  readonly patterns: PatternLibrary;
  readonly references: ReferenceIndex;
  /** What was learned of how the project writes. @default nothing */
  readonly habits?: ProjectHabits | undefined;
  /** Fills the typed holes of candidates before they are judged. @default they stay open */
  readonly fillHoles?: FillHoles | undefined;
  readonly security: SecurityScanner;
  /** What follows from what the scan finds in a candidate. */
  readonly securityPolicy: SecurityPolicy;
  readonly templates: PromptTemplates;
  /** How much is shown besides what was asked for. */
  readonly contextLimits: ContextLimits;
  /** The pack's warm checker: opened at the first call, its probes passed, closed with the environment. */
  checkerFor(language: LanguagePack): Promise<Checker>;
}

export interface Environment extends CheckEnvironment {
  readonly model: LanguageModel;
}
