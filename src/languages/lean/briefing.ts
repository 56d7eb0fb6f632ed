/** What a model should know to write Lean 4 that is accepted. */
export const briefing = `Lean 4. What stands in a slot replaces exactly that slot; everything around it stays as it is given.

- A slot that begins with its line takes your own indentation: indent each line of a proof or body by two spaces.
- Where \`by\` stands before the slot, write tactics; where \`:=\` does, write a term, or \`by\` and tactics.
- A slot named vc-helpers holds whole declarations that the rest needs: lemmas, auxiliary functions. It may stay empty. What stands in it already and is used elsewhere must stay as it is.
- Proofs rest on Lean's own logic alone: no sorry, admit, axiom, opaque, native_decide, bv_decide, unsafe, partial, implemented_by or extern.
- Nothing that changes what the given text means or that runs while the file is read: no notation, macro, syntax, elab, simproc, #eval, run_cmd, initialize; no instance of a class that gives a meaning (LE, Add, Coe, Inhabited, …) for types that are given; no variable or open at the top of a slot that later text would use.
- Allowed options: maxRecDepth, maxHeartbeats. Names that are given may not be declared again, in no namespace.
- Recursion must be seen to end: structurally, or by termination_by with a decreasing_by that is proved.
- \`decide\`, \`omega\`, \`simp\`, \`grind\`, \`Classical.choice\` are fine. Prefer definitions that unfold to what the theorem says.`;
