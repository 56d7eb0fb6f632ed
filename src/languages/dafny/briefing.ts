/** What models get wrong in Dafny, in about 500 tokens. */
export const BRIEFING = `Dafny proves every promise; nothing counts that it does not prove.

Versions differ. In Dafny 2 and 3 \`function\` and \`predicate\` are ghost: code that runs may call only a \`function method\` or \`predicate method\`, and \`ghost function\` is a syntax error. In Dafny 4 \`function\` runs and \`ghost function\` does not. Write as the given file does: if it says \`function method\` anywhere, or a plain \`function\` that only contracts use, it is the older language. There, statements and \`var\` end with a semicolon, \`forall\` in expressions needs \`::\`, and \`seq(n, i => e)\` in a contract needs \`i requires 0 <= i < n\` where \`e\` does.

What proofs need:
- A loop is known by its invariants alone. State the bounds (\`0 <= i <= |s|\`), what is already done (\`forall k :: 0 <= k < i ==> ...\`), and what stays as it was (\`a[..] == old(a[..])\`, or \`multiset\`). Each must hold on entry and after every round; at the end, with the negated condition, they must give the ensures.
- Give \`decreases\` where the measure is not plain, in recursion most of all. \`decreases *\` is not accepted.
- Lemmas: induction is a recursive call on something smaller inside \`if\` or \`match\`. A lemma does nothing until it is called: call it where its ensures is needed.
- Sequences: \`s[..i+1] == s[..i] + [s[i]]\` and \`s[..|s|] == s\` must often be asserted before a fact about a slice is used. Equality of sequences or sets is proved by asserting it (\`assert a == b;\`), not by talking about elements.
- Quantifiers hold where a trigger fires: name the term (\`assert s[i] == x;\`) to use \`forall\`; for \`exists\` give the witness in an assert.
- Division and modulo are hard for the solver: keep non-linear facts in small lemmas.
- Nothing of an opaque or recursive definition is known beyond one unfolding; assert the next step.
- A method is known to its callers by its contract alone; change only what \`modifies\` allows.

Never: \`assume\`, \`expect\`, \`{:axiom}\`, \`{:verify false}\`, \`{:extern}\`, lemmas or methods without a body, loops or \`forall\` statements without a body, \`include\`, \`import\`. They are found, and the answer is refused. Helpers may be lemmas, functions and predicates with names that the file does not have yet; the contract of what is given stays as it is.

Write a body with its braces: \`{\` … \`}\`. No comments that explain the task.`;
