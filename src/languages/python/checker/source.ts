import { BYPASS_TABLE } from "./bypass-table.ts";
import { GUARD } from "./guard.ts";
import { MEANINGS } from "./meanings.ts";
import { NAMES } from "./names.ts";
import { PLACES } from "./places.ts";
import { REQUESTS } from "./requests.ts";
import { SCOPES } from "./scopes.ts";
import { SIGNATURE } from "./signature.ts";
import { SYNTAX } from "./syntax.ts";

/** The checker that CPython runs: it parses, and never executes, what it is given. */
export const CHECKER_SOURCE = [
  PLACES,
  SYNTAX,
  SCOPES,
  BYPASS_TABLE,
  MEANINGS,
  GUARD,
  NAMES,
  SIGNATURE,
  REQUESTS,
].join("\n");
