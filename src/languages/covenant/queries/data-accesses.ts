/** Every place where a program reads or changes data, with what is known about it. */

import { type Declarations, lastSegment, sectionsOf } from "../semantics/declarations.ts";
import { nestedBlocks } from "../semantics/steps.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type {
  CallStep,
  DeleteStep,
  ForStep,
  InsertStep,
  SqlQueryStep,
  Step,
  StructuredQueryStep,
  UpdateStep,
} from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import type { Range } from "../syntax/token.ts";
import { type Filter, filterOf } from "./filter.ts";
import { readSql, type SqlStatement } from "./read-sql.ts";
import { collectTableSchemas, type TableSchema, type TableSchemas } from "./table-schemas.ts";

type DataStep = StructuredQueryStep | SqlQueryStep | InsertStep | UpdateStep | DeleteStep;

export interface DataAccess {
  readonly snippet: Snippet;
  readonly step: DataStep;
  /** The loops around it, outermost first. */
  readonly loops: readonly ForStep[];
  /** `unknown` is SQL that is not read for sure: nothing below holds then. */
  readonly verb: "select" | "insert" | "update" | "delete" | "unknown";
  readonly database: string;
  /** The one table that it is about; `undefined` where there are several, or nobody knows. */
  readonly table: string | undefined;
  /** Where the table is named, or the next best place. */
  readonly place: Range;
  readonly schema: TableSchema | undefined;
  /** `undefined` where every row passes. */
  readonly filter: Filter | undefined;
  readonly hasLimit: boolean;
  readonly isJoined: boolean;
  readonly isAggregate: boolean;
  readonly isGrouped: boolean;
  /** Where it selects all columns; `undefined` where it names them. */
  readonly star: Range | undefined;
}

/** A call in a body, with the loops around it. */
export interface CallSite {
  readonly snippet: Snippet;
  readonly step: CallStep;
  /** What it calls, if that is a function of the file. */
  readonly callee: Snippet | undefined;
  readonly loops: readonly ForStep[];
}

export interface DataUse {
  /** In source order. Questions to the program about itself are left out: they cost nothing. */
  readonly accesses: readonly DataAccess[];
  readonly calls: readonly CallSite[];
}

/** What the bodies of `program` do with data; its tests are left out. */
export function collectDataUse(program: Program, { globals }: Declarations): DataUse {
  const schemas = collectTableSchemas(program);
  const accesses: DataAccess[] = [];
  const calls: CallSite[] = [];
  for (const snippet of program.snippets) {
    if (snippet.kind !== "fn") continue;
    for (const { steps } of sectionsOf(snippet, "body"))
      walk(steps, [], (step, loops) => {
        if (step.kind === "call") {
          const declaration = globals.get(step.callee.text);
          const callee = declaration?.kind === "function" ? declaration.snippet : undefined;
          calls.push({ snippet, step, callee, loops });
        }
        if (!isDataStep(step) || isAboutProgram(targetOf(step).text)) return;
        accesses.push({ snippet, step, loops, ...readStep(step, schemas) });
      });
  }
  return { accesses, calls };
}

function walk(
  steps: readonly Step[],
  loops: readonly ForStep[],
  visit: (step: Step, loops: readonly ForStep[]) => void,
): void {
  for (const step of steps) {
    visit(step, loops);
    const inner = step.kind === "for" ? [...loops, step] : loops;
    for (const block of nestedBlocks(step)) walk(block, inner, visit);
  }
}

const isDataStep = (step: Step): step is DataStep =>
  step.kind === "query" ||
  step.kind === "insert" ||
  step.kind === "update" ||
  step.kind === "delete";

function targetOf(step: DataStep): Name {
  if (step.kind === "insert") return step.into;
  return step.kind === "delete" ? step.from : step.target;
}

const isAboutProgram = (target: string): boolean =>
  target === "project" || target.startsWith("project.");

type StepFacts = Omit<DataAccess, "snippet" | "step" | "loops">;

function readStep(step: DataStep, schemas: TableSchemas): StepFacts {
  if (step.kind !== "query") return readChange(step, schemas);
  return step.form === "sql" ? readSqlStep(step, schemas) : readStructured(step, schemas);
}

const PLAIN = {
  hasLimit: false,
  isJoined: false,
  isAggregate: false,
  isGrouped: false,
  star: undefined,
};

function readStructured(step: StructuredQueryStep, schemas: TableSchemas): StepFacts {
  const { target, from, where, select, limit } = step;
  const place = { start: from.start, end: from.end };
  return {
    ...PLAIN,
    verb: "select",
    database: target.text,
    table: from.text,
    place,
    schema: schemas.find(target.text, from.text),
    filter: where && filterOf(where),
    hasLimit: limit !== undefined,
    star: select === undefined ? place : undefined,
  };
}

/** `store_db.invoices` is a table of a database. */
function readChange(step: InsertStep | UpdateStep | DeleteStep, schemas: TableSchemas): StepFacts {
  const target = targetOf(step);
  const table = lastSegment(target.text);
  const database = target.text.slice(0, Math.max(0, target.text.length - table.length - 1));
  const where = step.kind === "insert" ? undefined : step.where;
  return {
    ...PLAIN,
    verb: step.kind,
    database,
    table,
    place: { start: target.start, end: target.end },
    schema: schemas.find(database, table),
    filter: where && filterOf(where),
  };
}

function readSqlStep({ target, sql }: SqlQueryStep, schemas: TableSchemas): StepFacts {
  const whole = { start: sql.start, end: sql.end };
  const statement = readSql(sql.text);
  if (statement === undefined)
    return {
      ...PLAIN,
      verb: "unknown",
      database: target.text,
      table: undefined,
      place: whole,
      schema: undefined,
      filter: { kind: "unknown" },
    };
  const { table, filter, star } = statement;
  return {
    verb: statement.verb,
    database: target.text,
    table: table?.name,
    place: table === undefined ? whole : shift(table, sql.start),
    schema: table && schemas.find(target.text, table.name),
    filter: filter && shiftFilter(filter, sql.start),
    hasLimit: statement.hasLimit,
    isJoined: isSpread(statement),
    isAggregate: statement.isAggregate,
    isGrouped: statement.isGrouped,
    star: star && shift(star, sql.start),
  };
}

/** Whether it reads more than one table. */
const isSpread = ({ isJoined, table, verb }: SqlStatement): boolean =>
  isJoined || (verb === "select" && table === undefined);

const shift = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });

function shiftFilter(filter: Filter, by: number): Filter {
  if (filter.kind === "comparison") return { ...filter, ...shift(filter, by) };
  if (filter.kind === "unknown") return filter;
  return { ...filter, parts: filter.parts.map((part) => shiftFilter(part, by)) };
}
