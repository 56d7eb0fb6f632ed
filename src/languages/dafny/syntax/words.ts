/** Dafny's words, as far as declarations and clauses are told apart by them. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** May stand before the word that says what is declared. */
export const MODIFIERS = words(
  "abstract ghost static protected inductive twostate least greatest opaque replaceable replaced",
);
export const CALLABLES = words(
  "method lemma colemma comethod constructor function predicate copredicate iterator",
);
export const CONTAINERS = words("module class trait");
export const TYPES = words("datatype codatatype newtype type");
export const FIELDS = words("const var");
export const DIRECTIVES = words("import export include");
export const CLAUSES = words("requires ensures reads modifies decreases invariant yield free");

/** After one of these an expression goes on, so that a brace is a part of it. */
export const CONTINUES = words(
  "in requires ensures reads modifies decreases invariant yield free then else if match case forall exists set iset map " +
    "imap var as is by calc assert assume expect reveal returns yields while for return print multiset",
);
/** What a quantifier or a comprehension begins with: its bar is no cardinality's. */
export const BINDERS = words("forall exists set iset map imap");

/** Words that are no names of the user's. */
export const KEYWORDS = words(
  [...MODIFIERS, ...CALLABLES, ...CONTAINERS, ...TYPES, ...FIELDS, ...DIRECTIVES, ...CLAUSES]
    .concat([...CONTINUES])
    .concat(
      "this null true false int nat real bool char string seq multiset array object ORDINAL allocated unchanged".split(
        " ",
      ),
    )
    .concat(
      "break continue label new modify where witness extends refines opened provides reveals include multiset".split(
        " ",
      ),
    )
    .join(" "),
);
