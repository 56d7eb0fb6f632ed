/**
 * Python's expressions, in a notation of our own: each rule is written out three times, for outside of brackets (`_o`,
 * where a blank holds no line end), inside (`_b`), and the beginning of a statement (`_s`, no blank before it). `!` goes
 * into brackets. What is quoted, and what is in capitals, is a token with its blanks before it.
 */

/** What the parser refuses has no rule: `f(a=1, b)`, `(*a)`, `f() = 1`, a parameter without a default after one with. */
const RULES = `
testlist = star_expr ("," star_expr)* ","?
star_expr = expr | "*" bitor
named = NAME ":=" expr | expr
expr = lambdax | disj (KIF disj KELSE expr)?
lambdax = KLAMBDA lparams? ":" expr
lparams = lplain ("," lplain)* ("," ldefault)* ("," lstar)? | ldefault ("," ldefault)* ("," lstar)? | lstar
lplain = NAME
ldefault = NAME "=" expr
lstar = "*" NAME ("," "**" NAME)? | "**" NAME
disj = conj (KOR conj)*
conj = inv (KAND inv)*
inv = KNOT inv | cmp
cmp = bitor (cmpop bitor)*
cmpop = CMP | KIN | KNOTIN | KIS NOTSP?
bitor = arith (BIT arith)*
arith = factor (ARITH factor)*
factor = SIGN factor | power
power = awaitp ("**" factor)?
awaitp = KAWAIT prim | prim
prim = atom trailer*
trailer = "." NAME | "(" args!? RP! | "[" subs! RB!
atom = NAME | NUM | STR+ | BYTES+ | "(" paren!? RP! | "[" gen!? RB! | "{" dset!? RC! | CONST | "..."
paren = named | yieldx | star_named "," (star_named ("," star_named)* ","?)? | named comp+
gen = star_named ("," star_named)* ","? | named comp+
star_named = named | "*" bitor
comp = KFOR targets KIN disj compif*
compif = KIF disj
args = posarg ("," posarg)* ("," kwarg)* ","? | kwarg ("," kwarg)* ","? | named comp+
posarg = named | "*" expr
kwarg = NAME "=" expr | "**" expr
subs = sub ("," sub)* ","?
sub = named | slicex
slicex = expr ":" expr? (":" expr?)? | ":" expr? (":" expr?)?
dset = kv ("," kv)* ","? | kv1 comp+ | star_named ("," star_named)* ","? | named comp+
kv = kv1 | "**" bitor
kv1 = expr ":" expr
targets = target ("," target)* ","?
target = place | "*" place
place = one_place | "(" targets! RP! | "[" targets! RB!
one_place = NAME | atom trailer* ("." NAME | "[" subs! RB!)
deleted = one_place ("," one_place)*
yieldx = KYIELD testlist? | KYIELD KFROM expr
`;

const MARKS: Readonly<Record<string, string>> = {
  ",": "COMMA",
  ":": "COLON",
  ":=": "WALRUS",
  "=": "EQ",
  "*": "STAR",
  "**": "POW",
  ".": "DOT",
  "(": "LP",
  "[": "LB",
  "{": "LC",
  "...": "ELL",
};

type Mode = "o" | "b" | "s";
const MODES: readonly Mode[] = ["o", "b", "s"];

/** All rules in all modes, as Lark. */
export function expandExpressions(): string {
  const rules = RULES.trim()
    .split("\n")
    .map((line) => line.split(" = ") as [name: string, body: string]);
  const names = new Set(rules.map(([name]) => name));
  return rules
    .flatMap(([name, body]) =>
      MODES.map((mode) => `${name}_${mode}: ${expandBody(body, mode, names)}`),
    )
    .join("\n");
}

/** Alternatives begin anew: only the first word of each has no blank before it at the beginning of a statement. */
const expandBody = (body: string, mode: Mode, names: ReadonlySet<string>): string =>
  splitAlternatives(body)
    .map((alternative) => {
      let isFirst = true;
      return alternative.replace(
        /"([^"]*)"|([A-Za-z_][A-Za-z_0-9]*)(!?)/g,
        (_, mark: string | undefined, word: string | undefined, bang: string | undefined) => {
          const own = bang === "!" ? "b" : mode === "s" && !isFirst ? "o" : mode;
          isFirst = false;
          const name = mark === undefined ? (word ?? "") : (MARKS[mark] ?? mark);
          return names.has(name) ? `${name}_${own}` : `${name}_${own.toUpperCase()}`;
        },
      );
    })
    .join("|");

function splitAlternatives(body: string): readonly string[] {
  const alternatives = [""];
  let depth = 0;
  for (const part of body.match(/"[^"]*"|[^"]/g) ?? []) {
    if (part === "(") depth += 1;
    if (part === ")") depth -= 1;
    if (part === "|" && depth === 0) alternatives.push("");
    else alternatives[alternatives.length - 1] += part;
  }
  return alternatives;
}
