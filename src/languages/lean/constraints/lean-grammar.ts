/**
 * Lean that can be written into a slot, in llguidance's dialect of Lark, as far as it can be said without Lean: any import
 * may bring new syntax, so there are words, brackets that pair, strings and comments that end, and no more. What the guard
 * refuses is no word here: `sorry`, `admit`, `native_decide`, axioms, options, commands that run or reach out of the slot.
 */

import { BEYOND_ASCII, createBlanks } from "../../../syntax/formal/blanks.ts";

const REMARK = String.raw`\/--?[ \n]([\x20-,.0-~\n\t${BEYOND_ASCII}]|-[\x20-,.0-~\n\t]|\/[\x20-,.0-~\n\t])*[ \n]-\/`;

export const { some: BLANKS, lineEnd: LINE_END } = createBlanks({
  lineComment: "--",
  blockComment: REMARK,
});

/** Nothing is proved by them, or they run, or they change what given text means; as a part of a dotted name too. */
const REFUSED = (
  "sorry admit sorryAx stop native native_decide ofReduceBool ofReduceNat reduceBool reduceNat trustCompiler bv_decide bv_check " +
  "implemented_by extern csimp unsafe unsafeCast unsafeIO unsafeBaseIO unsafeEIO lcProof lcUnreachable lcAny Unchecked " +
  "skipKernelTC run_tac run_conv run_cmd run_elab run_meta by_elab evalExpr evalDecl evalConst eval dbg_trace dbgTrace " +
  "include_str addDecl addAndCompile modifyEnv setEnv axiom opaque import prelude module export variable variables include omit " +
  "namespace section mutual end initialize builtin_initialize partial set_option attribute instance notation notation3 " +
  "macro macro_rules syntax declare_syntax_cat infix infixl infixr prefix postfix elab elab_rules simproc builtin_simproc " +
  "simproc_decl register_simp_attr register_option alias private protected local scoped nonrec unif_hint binder_predicate"
).replaceAll(" ", "|");

/** Something must come after them. */
const OPENING = "in|by|where|deriving|extends|noncomputable";
/** What declares: in a term or a proof it would end it. */
const DECLARING =
  "theorem|lemma|def|abbrev|structure|inductive|class|example|universe|universes|open";

const LETTERS = String.raw`A-Za-z_\u{3B1}-\u{3BA}\u{3BC}-\u{3C9}\u{393}\u{394}\u{398}\u{39B}\u{39E}\u{3A6}\u{3A8}\u{3A9}`;
// Inside of a name no letter begins with the byte of a bracket that may follow: the lexer never goes back.
const PART = String.raw`[${LETTERS}\u{2115}\u{2124}\u{211A}\u{211D}][${LETTERS}0-9'!?]{0,60}`;

export const LEAN_RULES: string = String.raw`
%llguidance { "allow_initial_skip": true, "ignore_once": true }
helpers: helper*
helper: ATTRIBUTE* NONCOMPUTABLE? DECLARATION line
line: piece* last
term: term_piece* last
piece: last | OPENING | ASSIGN
term_piece: piece
last: NAME | INDEX | AT_NAME | NUM | STR | CHR | SIGN | OPTION
    | "(" inner ")" | "[" inner "]" | "#[" inner "]" | "{" inner "}" | "⟨" inner "⟩"
inner: piece*

NAME: /${PART}(\.(${PART}|[0-9]{1,2})){0,8}/ & ~/(.*\.)?(${REFUSED})[!?]?(\..*)?/ & ~/${OPENING}|${DECLARING}/
// Apart from the name before it: a bracket may begin with the same byte, and the lexer never goes back.
INDEX: /[\u{2080}-\u{2089}][0-9A-Za-z_']{0,10}/
AT_NAME: "@" NAME
OPENING: /${OPENING}/
NONCOMPUTABLE: /noncomputable${BLANKS}/
DECLARATION: /(theorem|lemma|def|abbrev|structure|inductive)${BLANKS}/
ATTRIBUTE: /@\[(simp|reducible|inline)(, (simp|reducible|inline)){0,2}\]/
OPTION: /set_option (maxRecDepth|maxHeartbeats) [0-9]{1,7} in${BLANKS}/
ASSIGN: ":="
NUM: /[0-9]{1,40}/
// Versions differ on where a comment after "/-" ends: it stands in no string either.
STR: /"(\/?[\x20\x21\x23-,.0-\[\]-~${BEYOND_ASCII}]|-|\\["\\ntr])*"/
CHR: /'([\x20-\x26\x28-\x5B\x5D-\x7E]|\\['"\\ntr])'/
// With the blanks before a minus or a slash, or they would count as those before a comment.
SIGN: /[:;,=<>+*%^|!?$&.~\u{AC}\u{B7}\u{D7}\u{2016}\u{2190}-\u{22FF}\u{25B8}\u{2039}\u{203A}\u{2022}\u{3BB}\u{3A0}\u{3A3}]|(${BLANKS})?-|${BLANKS}\//
%ignore /${BLANKS}/
`;
