/**
 * Python function bodies in llguidance's dialect of Lark, for one unit of indentation. All of it parses with `ast`.
 *
 * llguidance knows no indentation: the token of a line's end carries the indentation of the next line (`NL0` … ), the
 * longest that fits wins, and statements are written out once for each depth. Rules with a parameter would be shorter,
 * and the engine mixes them up.
 */

import { expandExpressions } from "./expression-rules.ts";
import { listTokens } from "./token-rules.ts";

/** How deep blocks may nest in a body: the deepest hold simple statements only. */
const DEEPEST = 8;

const SIMPLE = `
simple: testlist_s | assign | RETURN_S testlist_o? | RAISE_S (expr_o (KFROM_O expr_o)?)? | yieldx_s | ASSERT_S expr_o (COMMA_O expr_o)?
    | DEL_S deleted_o | /pass|break|continue/ | GLOBAL_S NAMECORE (COMMA_O NAME_O)* | import
assign: (targets_s EQ_O (targets_o EQ_O)* (testlist_o | yieldx_o)) | one_place_s AUG (testlist_o | yieldx_o) | one_place_s COLON_O expr_o (EQ_O (testlist_o | yieldx_o))?
import: IMPORT_S dotted (KAS_O NAMECORE)? (COMMA_O NAME_O (DOT_O NAME_O)* (KAS_O NAMECORE)?)*
    | FROM_S (FIRST_DOTS dotted? | dotted) KIMPORT_O (imported (COMMA_O NAME_O (KAS_O NAMECORE)?)* | LP_O named_b_list RP_B)
imported: NAMECORE (KAS_O NAMECORE)?
named_b_list: NAME_B (KAS_B NAMECORE)? (COMMA_B NAME_B (KAS_B NAMECORE)?)* COMMA_B?
dotted: NAMECORE (DOT_O NAME_O)*
with_item: expr_o (KAS_O place_o)?
params: (plain (COMMA_B plain)* (COMMA_B default)* | default (COMMA_B default)*) (COMMA_B starred)? COMMA_B? | starred COMMA_B?
plain: NAME_B (COLON_B expr_b)?
default: plain EQ_B expr_b
starred: STAR_B plain (COMMA_B (plain | default))* (COMMA_B POW_B plain)? | STAR_B (COMMA_B (plain | default))+ (COMMA_B POW_B plain)? | POW_B plain
inline: blank_simple
blank_simple: B simple
B: /[ \\t]{1,4}/
`;

const COMPOUND = `
stmt#: compound# | simple
compound#: IF_S named_o COLON_O suite# (NL# ELIF_S named_o COLON_O suite#)* (NL# ELSE_S COLON_O suite#)?
    | WHILE_S named_o COLON_O suite# (NL# ELSE_S COLON_O suite#)?
    | ASYNC_S? FOR_S targets_o KIN_O testlist_o COLON_O suite# (NL# ELSE_S COLON_O suite#)?
    | TRY_S COLON_O suite# ((NL# EXCEPT_SP expr_o (KAS_O NAMECORE)? COLON_O suite#)+ (NL# EXCEPT_S COLON_O suite#)? | NL# EXCEPT_S COLON_O suite#) (NL# ELSE_S COLON_O suite#)? (NL# FINALLY_S COLON_O suite#)?
    | TRY_S COLON_O suite# NL# FINALLY_S COLON_O suite#
    | ASYNC_S? WITH_S with_item (COMMA_O with_item)* COLON_O suite#
    | (AT_S named_o NL#)* ASYNC_S? DEF_S NAMECORE LP_O params? RP_B (ARROW expr_o)? COLON_O suite#
    | (AT_S named_o NL#)* CLASS_S NAMECORE (LP_O args_b? RP_B)? COLON_O suite#
suite#: inline | (NL^ stmt^)+
`;

/** The body of a function whose declaration stands one level above it: `unit` is its indentation. */
export function bodyGrammar(unit: string): string {
  const levels = Array.from({ length: DEEPEST }, (_, index) =>
    COMPOUND.replaceAll("#", `${index + 1}`).replaceAll("^", `${index + 2}`),
  );
  const deepest = DEEPEST + 1;
  return [
    `start: FIRST stmt1 (NL1 stmt1)* LAST?`,
    SIMPLE,
    ...levels,
    `stmt${deepest}: simple`,
    expandExpressions(),
    listTokens(unit, deepest),
  ].join("\n");
}
