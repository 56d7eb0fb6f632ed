/**
 * Dafny that can be written into a slot, in llguidance's dialect of Lark: bodies, and declarations that help. All of it
 * parses with Dafny 2.3 and 4; what the guard refuses (`assume`, `expect`, attributes, bodies left out, `decreases *`)
 * has no rule.
 *
 * - An expression that reaches as far right as it can (`if`, quantifiers, `var …;`) stands last in every operator's
 *   operands: rules in `_o` may end with one, rules in `_c` do not.
 * - Words that a name may follow take their blank with them: `elsex` is a name.
 * - Where the scanner would join two marks (`||`, `<-`, `!!`), a blank keeps them apart.
 */

import {
  BEYOND_ASCII,
  blockComment,
  createBlanks,
  wordTerminals,
} from "../../../syntax/formal/blanks.ts";

export const { some: BLANKS, lineEnd: LINE_END } = createBlanks({
  lineComment: "\\/\\/",
  blockComment: blockComment({ without: "#" }),
});

const KEYWORDS = (
  "abstract allocated array as assert assume bool break by calc case char class codatatype colemma comethod const " +
  "constructor continue copredicate datatype decreases downto else ensures exists expect export extends false forall " +
  "free fresh for function ghost greatest if imap import in include inductive int invariant is iset iterator label " +
  "least lemma map match method modifies modify module multiset nameonly nat new newtype null object old older opaque " +
  "opened ORDINAL predicate print protected provides reads real refines requires return returns reveal reveals seq set " +
  "static string then this to trait true twostate type unchanged unsigned var where while witness yield yields"
).replaceAll(" ", "|");

/** Words that are followed by a blank. */
const WORDS =
  "assert calc case const datatype decreases else ensures exists forall function ghost if invariant lemma match method " +
  "modifies new predicate print reads requires return returns reveal set map then var while as by";

export const DAFNY_RULES: string = String.raw`
%llguidance { "allow_initial_skip": true, "ignore_once": true }
// ---------------------------------------------------------------- declarations
helpers: helper*
helper: LEMMA attr? ID tparams? formals results? spec* block
    | METHOD ID tparams? formals results? spec* block
    | FUNCTION attr? ID tparams? formals ":" type pure_spec* "{" expr_o "}"
    | PREDICATE attr? ID tparams? formals pure_spec* "{" expr_o "}"
    | DATATYPE ID tparams? DEFINES ctor ("|" ctor)*
    | CONST ID (":" type)? ":=" expr_c
attr: ATTR
tparams: "<" ID ("," ID)* ">"
formals: "(" (formal ("," formal)*)? ")"
formal: ID ":" type
results: RETURNS formals
ctor: ID ("(" formal ("," formal)* ")")?
pure_spec: (REQUIRES | ENSURES) expr_o | READS expr_c ("," expr_c)* | DECREASES expr_c ("," expr_c)*
spec: (REQUIRES | ENSURES) expr_o | MODIFIES expr_c ("," expr_c)* | DECREASES expr_c ("," expr_c)*

type: ptype | tuple_type "->" type | BASETYPE "->" type
ptype: BASETYPE | GENTYPE "<" type ("," type)* ">" | ID targs? ("." ID targs?)* | tuple_type
tuple_type: "(" type ("," type)+ ")"
targs: "<" type ("," type)* ">"

// ---------------------------------------------------------------- statements
block: "{" stmt* "}"
function_body: "{" expr_o "}"
stmt: block
    | (GHOST)? VAR id_type ("," id_type)* (":=" rhs ("," rhs)* | SUCHTHAT expr_o)? ";"
    | target ("," target)* (":=" rhs ("," rhs)* | SUCHTHAT expr_o) ";"
    | call ";"
    | if_stmt
    | WHILE guard loop_spec* block
    | MATCH subject "{" (CASE ctor_pattern "=>" stmt*)+ "}"
    | (RETURN rhs ("," rhs)* | "return") ";"
    | ASSERT expr_o (";" | BY block)
    | PRINT expr_o ("," expr_o)* ";"
    | REVEAL call ";"
    | "break" ";"
    | FORALL domain (ENSURES expr_o)+ block
    | CALC "{" step+ "}"
if_stmt: IF guard block ("else" block | ELSE (block | if_stmt))?
guard: expr_o | "*"
loop_spec: INVARIANT expr_o | DECREASES expr_c ("," expr_c)* | MODIFIES expr_c ("," expr_c)*
id_type: ID (":" type)?
ctor_pattern: ID ("(" (ID ("," ID)*)? ")")?
step: expr_o ";" (("==" | "<==>" | "==>")? block)?
rhs: whole | "*" | NEW new_type ("[" expr_o ("," expr_o)* "]" | "(" args? ")")
new_type: BASETYPE | ID targs? ("." ID)*
target: ID place*
place: "." ID | "[" expr_o ("," expr_o)* "]"
call: ID ("." ID)* "(" args? ")"
subject: ID suffix* | "(" expr_o ")"

// ---------------------------------------------------------------- expressions
// Where a mark follows: a type at its end needs no blank then.
whole: expr_o | expr_c AS BASETYPE
expr_o: implies_o | implies_c ("<==>" implies_c)* "<==>" implies_o
expr_c: implies_c ("<==>" implies_c)*
implies_o: logic_o | logic_c "==>" right_o | logic_c ("<==" logic_c)* "<==" logic_o
right_o: logic_o | logic_c "==>" right_o
implies_c: logic_c | logic_c ("==>" logic_c)+ | logic_c ("<==" logic_c)+
logic_o: rel_o | AND? rel_c (AND rel_c)* AND rel_o | rel_c (OR rel_c)* OR rel_o | AND rel_o
logic_c: rel_c | AND? rel_c (AND rel_c)+ | rel_c (OR rel_c)+ | AND rel_c
rel_o: sum_o | sum_c (UP sum_c)* UP sum_o | sum_c (DOWN sum_c)* DOWN sum_o | sum_c ONCE sum_o | sum_c IN sum_o
rel_c: sum_c | sum_c (UP sum_c)+ | sum_c (DOWN sum_c)+ | sum_c ONCE sum_c | sum_c IN sum_c
sum_o: product_o | product_c (ADD product_c)* ADD product_o
sum_c: product_c (ADD product_c)*
product_o: unary_o | unary_c (MUL unary_c)* MUL unary_o
product_c: unary_c (MUL unary_c)*
unary_o: unary_c | UNARY? endless
unary_c: UNARY? primary (AS BASETYPE_SP)?
primary: NUM FRAC? | head suffix*
head: ID | LITERAL | STR | CHR | "(" whole ("," whole)* ")" | "(" ")"
    | "[" exprs? "]" | "{" exprs? "}" | SETK "{" exprs? "}"
    | "|" counted CLOSING_BAR | OLD "(" expr_o ")" | "multiset" "(" expr_o ")" | CAST "(" expr_o ")"
    | "map" "[" (pair ("," pair)*)? "]" | "seq" "(" expr_o "," (expr_o | lambda) ")"
counted: counted_part (ADD counted_part)*
counted_part: (ID | STR | "(" expr_o ")" | "[" exprs? "]" | SETK? "{" exprs? "}" | OLD "(" expr_o ")" | "multiset" "(" expr_o ")") suffix*
suffix: "." ID | "[" index "]" | "(" args? ")" | ".(" ID ":=" expr_o ("," ID ":=" expr_o)* ")"
index: whole ("," whole)* | expr_c ":=" whole | expr_c? ".." expr_o?
exprs: whole ("," whole)*
pair: expr_c ":=" expr_o
args: arg ("," arg)*
arg: whole | lambda
lambda: (ID | "(" (id_type ("," id_type)*)? ")") "=>" expr_o
endless: IF expr_o THEN expr_o ELSE expr_o
    | MATCH subject "{" (CASE ctor_pattern "=>" expr_o)+ "}"
    | (FORALL | EXISTS) domain "::" expr_o
    | SET domain ("::" expr_o)?
    | MAP domain "::" expr_o
    | VAR id_type ("," id_type)* (":=" | SUCHTHAT) whole ("," whole)* ";" expr_o
    | ASSERT expr_o ";" expr_o
domain: id_type ("," id_type)* (BAR expr_o)?

// ---------------------------------------------------------------- words and marks
ATTR: /\{:induction (false|true)\}|\{:opaque\}/
// Dafny reads 'a'b as a name too: so must this, or the two would differ on where a character ends.
ID: /([a-zA-Z]|'[a-zA-Z0-9_]'[a-zA-Z0-9_?'])[a-zA-Z0-9_?']{0,60}/ & ~/(${KEYWORDS}|bv[0-9]+|array[0-9]*\??)\??/
BASETYPE: /bool|int|nat|real|char|string/
BASETYPE_SP: /(bool|int|nat|real|char|string)${BLANKS}/
GENTYPE: /seq|set|multiset|map|array/
NUM: /[0-9](_?[0-9]){0,30}|0x[0-9a-fA-F]{1,16}/
// Two terminals, for 1..n: the lexer never goes back to the 1.
FRAC: /\.[0-9](_?[0-9]){0,30}/
CHR: /'([ !#-&(-\[\]-~]|\\['"\\0nrt])'/
STR: /"([ !#-\[\]-~${BEYOND_ASCII}]|\\['"\\0nrt]){0,200}"/
LITERAL: /true|false/
SETK: "multiset"
CAST: /int|real/
OLD: /old|fresh/
DEFINES: /${BLANKS}=/
AND: "&&"
OR: /${BLANKS}\|\|${BLANKS}/
BAR: /\|${BLANKS}/
CLOSING_BAR: /(${BLANKS})?\|/
SUCHTHAT: /:\|${BLANKS}/
UP: /<=|==|<${BLANKS}/
DOWN: />=|==|>${BLANKS}/
ONCE: /!=/
IN: /!?in${BLANKS}/
ADD: /[+\-]/
// With the blanks before it, or they would count as those before a comment.
MUL: /[*%]|(${BLANKS})?\//
UNARY: /[!\-]/
${wordTerminals(WORDS, BLANKS)}
%ignore /${BLANKS}/
`;
