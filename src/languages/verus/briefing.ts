/** What a model should know to write Verus that is accepted. */
export const briefing = `Verus: Rust with proofs. What stands in a slot replaces exactly that slot; everything around it stays as it is given.

- A slot for a body (vc-code, "body of …") holds one block with its braces, and nothing before or after it.
- A slot named vc-helpers holds whole items: spec fn, proof fn, fn, struct. It may stay empty. What stands in it already and is used elsewhere must stay as it is, to the token.
- Everything is proved: no assume, admit, axiom, assume_specification, external_body or other external attributes, no unreached(), unimplemented!(), todo!() or panic!(), no unsafe, no exec_allows_no_decreases_clause.
- Every loop has invariant and decreases; every recursive function has decreases.
- Executable code has no int, nat, Seq or spec functions: compute with machine integers and Vec, and keep ghost values in proof { } or let ghost. Prove that nothing overflows.
- Names that are given may not be declared again; no mod, macro_rules, extern, include!, no use … as. Import from vstd alone.
- Attributes: #[trigger], #![trigger …], #[verifier::loop_isolation(false)], spinoff_prover, rlimit(n), nonlinear, opaque are fine.
- In invariants, repeat what the function requires of its arguments; \`a@\` is the sequence of a Vec; cast with \`as int\`.
- \`assert(…) by { … }\`, \`by (nonlinear_arith)\`, \`by (bit_vector)\`, \`assert forall|i: int| … implies … by { … }\` help the solver.`;
