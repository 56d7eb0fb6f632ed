/**
 * Verus that can be written into a slot, in llguidance's dialect of Lark: bodies, and functions that help. A part of the
 * language: no structs, traits, closures but as arguments, floats, bit operations, `unsafe`. What the guard refuses
 * (`assume`, `admit`, attributes that switch checking off, functions without bodies) has no rule, or is no name.
 *
 * - What reaches as far right as it can (`if`, `match`, quantifiers, blocks) stands last in every operator's operands: rules
 *   in `_o` may end with one, rules in `_c` do not.
 * - After `x as T` no `<` follows: Rust would read type arguments.
 * - Words that a name may follow take their blank with them: `elsex` is a name.
 */

import {
  BEYOND_ASCII,
  blockComment,
  createBlanks,
  wordTerminals,
} from "../../../syntax/formal/blanks.ts";

export const { some: BLANKS, lineEnd: LINE_END } = createBlanks({
  lineComment: "\\/\\/",
  blockComment: blockComment(),
});

const KEYWORDS =
  "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref " +
  "return self Self static struct super trait true type unsafe use where while abstract become box do final macro override " +
  "priv try typeof unsized virtual yield requires ensures decreases invariant invariant_ensures invariant_except_break " +
  "recommends returns proof spec exec tracked ghost open closed broadcast forall exists choose implies by via when is has " +
  "opens_invariants no_unwind assert assert_by calc reveal_with_fuel uninterp axiom global layout";
/** What is believed without a proof, unchecked, or ends the program. */
const BELIEVED =
  "assume assume_ admit assume_new assume_new_fallback assume_specification unreached unimplemented todo panic unreachable " +
  "unreachable_unchecked assert_unchecked macro_rules include include_str include_bytes transmute get_unchecked asm exit " +
  "abort arbitrary external_body external verifier";
const NO_NAMES = `${KEYWORDS} ${BELIEVED}`.replaceAll(" ", "|");

/** Words that are followed by a blank, and by a name at times. */
const WORDS =
  "broadcast by closed decreases else ensures exec fn for ghost if implies in invariant invariant_except_break let match mut " +
  "open proof pub recommends requires return returns spec tracked while as";

export const VERUS_RULES: string = String.raw`
%llguidance { "allow_initial_skip": true, "ignore_once": true }
// ---------------------------------------------------------------- functions
helpers: helper*
helper: ATTRIBUTE* PUB? mode? FN ID generics? "(" (param ("," param)* ","?)? ")" ("->" result)? clause* block
mode: (OPEN | CLOSED)? SPEC | BROADCAST? PROOF | EXEC
generics: "<" ID ("," ID)* ">"
param: (TRACKED | GHOST | MUT)? ID ":" type
result: type | "(" TRACKED? ID ":" type ")"
clause: (REQUIRES | ENSURES | RECOMMENDS | DECREASES | RETURNS) expr_o ("," expr_o)* ","?
type: AMP MUT? type_name | type_name | "(" (type ("," type)*)? ")" | AMP? "[" type "]"
type_name: ID type_args? ("::" ID type_args?)*
type_args: "<" type ("," type)* ">"

// ---------------------------------------------------------------- statements
block: "{" stmt* expr_o? "}"
stmt: LET (GHOST | TRACKED)? let_pattern (":" type)? (EQ (expr_o | closure))? ";"
    | expr_c (ASSIGN expr_o)? ";" | expr_o ";"
    | ATTRIBUTE? blocklike
    | "assert" "(" expr_o ")" (BY (block ";"? | "(" ID ")" (REQUIRES expr_o ("," expr_o)* ","?)? (block ";"? | ";")) | ";")
    | "assert" FORALL binder expr_o (IMPLIES expr_o)? BY block ";"?
    | PROOF block | BROADCAST "use" SP path ";"
    | (RETURN expr_o | "return" | "break" | "continue") ";" | ";"
let_pattern: MUT? ID | "(" MUT? ID ("," MUT? ID)+ ")"
blocklike: if_expr | match_expr | block
    | WHILE expr_o loop_clause* block
    | "loop" (INVARIANT | INVARIANT_EXCEPT_BREAK | ENSURES) expr_o ("," expr_o)* ","? loop_clause* DECREASES expr_o ("," expr_o)* ","? block
    | FOR ID IN (ID ":")? expr_c (".." expr_c)? loop_clause* block
loop_clause: (INVARIANT | INVARIANT_EXCEPT_BREAK | ENSURES | DECREASES) expr_o ("," expr_o)* ","?
if_expr: IF (LET pattern EQ)? expr_o block ("else" block | ELSE (block | if_expr))?
match_expr: MATCH expr_c "{" arm* (pattern "=>" expr_o)? "}"
arm: pattern "=>" (block ","? | expr_o ",")
pattern: one_pattern ("|" one_pattern)*
one_pattern: path ("(" (pattern ("," pattern)*)? ")")? | NUM | CHR | LITERAL | "(" pattern ("," pattern)* ")"

// ---------------------------------------------------------------- expressions
expr_o: bullet | equal_o | closure_free
closure_free: "&&&" expr_o
bullet: ("&&&" equal_c)+ "&&&" equal_o | ("|||" equal_c)+ "|||" equal_o
expr_c: equal_c
equal_o: implies_o | implies_c "<==>" equal_o
equal_c: implies_c ("<==>" implies_c)*
implies_o: or_o | or_c "==>" implies_o
implies_c: or_c ("==>" or_c)*
or_o: and_o | and_c ("||" and_c)* "||" and_o
or_c: and_c ("||" and_c)*
and_o: rel_o | rel_c ("&&" rel_c)* "&&" rel_o
and_c: rel_c ("&&" rel_c)*
rel_o: sum_o | (sum_c REL | bare LESS) (sum_c REL | bare LESS)* sum_o
rel_c: sum_c | (sum_c REL | bare LESS)+ sum_c
sum_o: unary_o | (unary_c OP)+ unary_o
sum_c: (unary_c OP)* unary_c
// Without a cast at its end.
bare: (unary_c OP)* UNARY? primary
unary_o: unary_c | UNARY? endless
unary_c: UNARY? primary (AS type_name)?
primary: TRIGGER? head suffix*
head: path | NUM | CHR | STR | LITERAL
    | "(" (expr_o ("," expr_o)* ","?)? ")"
    | MACRO "[" (expr_o ("," expr_o)* ","?)? "]" | "map" "!" "[" (expr_o "=>" expr_o ("," expr_o "=>" expr_o)* ","?)? "]"
path: ID ("::" (ID | "<" type ("," type)* ">"))*
suffix: "." ID ("::" "<" type ("," type)* ">")? | FIELD | "@" | "(" args? ")" | "[" index "]"
index: expr_o | expr_c? ".." expr_c?
args: arg ("," arg)* ","?
arg: expr_o | closure
closure: binder expr_o
endless: if_expr | match_expr | block | (FORALL | EXISTS | CHOOSE) binder TRIGGERS* expr_o
binder: "|" ID (":" type)? ("," ID (":" type)?)* "|"

// ---------------------------------------------------------------- words and marks
ATTRIBUTE: /#\[verifier::(spinoff_prover|nonlinear|opaque|loop_isolation\((true|false)\)|rlimit\([0-9]{1,4}\))\]|#\[allow\([a-z_]{1,40}\)\]/
TRIGGER: "#[trigger]"
TRIGGERS: /#!\[trigger [a-zA-Z0-9_@.,()\[\] +\-]{1,80}\]/
ID: /[a-zA-Z_][a-zA-Z0-9_]{0,60}/ & ~/(${NO_NAMES})/
NUM: /([0-9](_?[0-9]){0,40}|0x[0-9a-fA-F]{1,32})(int|nat|[iu](8|16|32|64|128|size))?/
FIELD: /\.[0-9]/
CHR: /'([\x20-\x26\x28-\x5B\x5D-\x7E]|\\[\\'"nrt0])'/
STR: /"([\x20\x21\x23-\x5B\x5D-\x7E${BEYOND_ASCII}]|\\[\\'"nrt0])*"/
LITERAL: /true|false|self/
MACRO: /(seq|vec|set)!/
EQ: /${BLANKS}=${BLANKS}/
ASSIGN: /[+\-*\/%]?=/
REL: /<=|>=|==|!=|===|!==|=~=|=~~=|>${BLANKS}/
LESS: /<${BLANKS}/
// With the blanks before it, or they would count as those before a comment.
OP: /[+\-*%^]|[|&]${BLANKS}|(${BLANKS})?\//
UNARY: /-|!|\*|&(mut${BLANKS})?/
AMP: "&"
FORALL: /forall/
EXISTS: /exists/
CHOOSE: /choose/
SP: /${BLANKS}/
${wordTerminals(WORDS, BLANKS)}
%ignore /${BLANKS}/
`;
