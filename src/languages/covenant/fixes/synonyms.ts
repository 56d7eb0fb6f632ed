/** What other languages, and earlier forms of this one, call what the language has under another name. */

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(":") as [string, string]),
  );

/** Kinds of snippets. */
export const SNIPPETS = pairs(
  "function:fn func:fn class:struct record:struct db:database external:extern",
);

/** Kinds of steps. */
export const STEPS = pairs(`
  assign:bind let:bind set:bind invoke:call switch:match loop:for foreach:for select:query
  create:construct operation:compute op:compute concurrent:parallel condition:if`);

/** Operations. */
export const OPERATION_WORDS = pairs(`
  plus:add addition:add sum:add minus:sub subtract:sub times:mul multiply:mul multiplication:mul divide:div
  division:div modulo:mod remainder:mod rem:mod negate:neg eq:equals equal:equals ne:not_equals neq:not_equals
  not_equal:not_equals lt:less less_than:less lte:less_eq le:less_eq less_equal:less_eq less_equals:less_eq
  less_than_or_equal:less_eq gt:greater greater_than:greater gte:greater_eq ge:greater_eq greater_equal:greater_eq
  greater_equals:greater_eq greater_than_or_equal:greater_eq power:pow absolute:abs maximum:max minimum:min
  string:to_string int:to_int float:to_float`);

/** Operations as signs, longer ones first. */
export const OPERATION_MARKS: readonly (readonly [sign: string, name: string])[] = [
  ["==", "equals"],
  ["!=", "not_equals"],
  ["<=", "less_eq"],
  [">=", "greater_eq"],
  ["&&", "and"],
  ["||", "or"],
  ["<", "less"],
  [">", "greater"],
  ["+", "add"],
  ["-", "sub"],
  ["*", "mul"],
  ["/", "div"],
  ["%", "mod"],
  ["!", "not"],
];

/** Conditions of a `where`. */
export const CONDITIONS = pairs(`
  eq:equals equal:equals ne:not_equals neq:not_equals not_equal:not_equals lt:less less_than:less gt:greater
  greater_than:greater like:contains match:matches regex:matches`);
