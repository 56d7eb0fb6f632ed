import type { TwinToken } from "../../domain/vocabulary.ts";
import type { ConstraintSession } from "../../ports/constraint-engine.ts";

/** A session whose engine knows one token of each spelling; the others follow it. */
export function withTwins(
  session: ConstraintSession,
  twins: readonly TwinToken[],
): ConstraintSession {
  if (twins.length === 0) return session;
  const original = new Map(twins.map(({ id, of }) => [id, of]));
  return follow(session, twins, (token) => original.get(token) ?? token);
}

function follow(
  session: ConstraintSession,
  twins: readonly TwinToken[],
  toOriginal: (token: number) => number,
): ConstraintSession {
  return {
    ...session,
    mask: (into) => {
      const isMasked = session.mask(into);
      for (const { id, of } of twins) {
        const bit = ((into[of >>> 5] ?? 0) >>> (of & 31)) & 1;
        if (bit === 1) into[id >>> 5] = (into[id >>> 5] ?? 0) | (1 << (id & 31));
      }
      return isMasked;
    },
    validate: (tokens) => session.validate(tokens.map(toOriginal)),
    commit: (token) => session.commit(toOriginal(token)),
    fork: () => follow(session.fork(), twins, toOriginal),
  };
}
