/** Every rule of the scan. */

import type { SecurityRule } from "../ports/security-scanner.ts";

type Row = readonly [
  severity: SecurityRule["severity"],
  cwe: readonly number[],
  title: string,
  help: string,
];

const [E, W, I] = ["error", "warning", "information"] as const;

/** In the order of their numbers, from `SEC001`. */
const ROWS: readonly Row[] = [
  [
    E,
    [798, 259],
    "A secret is written into the source",
    "Read it from the environment, the configuration or a store of secrets",
  ],
  [
    E,
    [798],
    "A credential of a known shape is written into the source",
    "Remove it here, make it invalid where it was issued, and read the new one from a store of secrets",
  ],
  [
    E,
    [95, 94],
    "Code is made from a value and run",
    "Choose from a table of functions, or read a literal with a parser of literals",
  ],
  [
    W,
    [470, 829],
    "A module is chosen by a value",
    "Choose from a table of the modules that are allowed",
  ],
  [
    E,
    [78],
    "A command is run in a shell",
    "Give the program and its arguments as a list, without a shell",
  ],
  [
    E,
    [78],
    "A command line is run by a shell",
    "Call the program itself, with its arguments as a list",
  ],
  [
    W,
    [78, 426],
    "The program that is started is not known, or looked up by the search path",
    "Name it by its absolute path, from a list of what is allowed",
  ],
  [
    E,
    [89],
    "An SQL statement is put together from values",
    "Give values as parameters; take names of tables and columns from a list of what is allowed",
  ],
  [
    E,
    [502],
    "Objects are made from bytes that somebody else may have written",
    "Read JSON, and check it by a schema",
  ],
  [E, [502, 20], "YAML is read in a way that makes any object", "Use the safe loader"],
  [
    W,
    [327, 328],
    "A hash that can be forged",
    "Use SHA-256 or BLAKE3, or say that it is not for security",
  ],
  [
    E,
    [916],
    "A password is kept under a fast hash",
    "Use Argon2, scrypt or bcrypt, with a salt of its own for each",
  ],
  [
    E,
    [330, 338],
    "A secret is made by a generator that can be predicted",
    "Use the generator that is made for secrets",
  ],
  [
    E,
    [295],
    "The certificate of the other side is not checked",
    "Leave the check on; give the authority's certificate where it is a private one",
  ],
  [W, [326, 327], "A version of TLS that can be broken", "Ask for TLS 1.2 or newer"],
  [W, [319], "Data goes over the network in clear text", "Use https"],
  [
    E,
    [327, 326],
    "A cipher or a key that can be broken",
    "Use AES-GCM or ChaCha20-Poly1305; RSA keys of 3072 bits or more",
  ],
  [
    E,
    [329, 760],
    "The nonce, salt or start value is the same every time",
    "Draw a new one for every use",
  ],
  [
    E,
    [347],
    "The signature of a token is not checked",
    "Verify it, with a list of the algorithms that are allowed",
  ],
  [
    W,
    [208],
    "Secrets are compared in a time that tells how much of them is right",
    "Compare in constant time",
  ],
  [W, [400], "A call over the network may wait for ever", "Give it a time limit"],
  [
    W,
    [918],
    "The address of a call comes from outside",
    "Compare its host with a list of what is allowed",
  ],
  [
    W,
    [22],
    "A path is put together from a value from outside",
    "Resolve it, and check that it is inside the folder",
  ],
  [
    E,
    [22],
    "An archive is unpacked to wherever its entries say",
    "Filter the entries, or check every name before",
  ],
  [
    W,
    [611, 776],
    "XML is read by a parser that follows entities",
    "Use a parser that refuses them",
  ],
  [
    W,
    [377, 379],
    "A temporary file has a name that can be guessed",
    "Let the library make a temporary file of its own",
  ],
  [W, [732], "Everybody may write the file", "Give rights to the owner alone: 0o600"],
  [
    W,
    [605],
    "The server listens on every interface",
    "Read the address from the configuration; 127.0.0.1 without one",
  ],
  [
    W,
    [489],
    "The debugger is switched on",
    "Read the switch from the configuration; off without one",
  ],
  [W, [617, 703], "The check is left out of optimised runs", "Throw an error"],
  [
    W,
    [390, 703],
    "A check for safety fails, and nobody hears of it",
    "Handle the failure, or let it pass on",
  ],
  [
    E,
    [532, 209],
    "A secret is written to a log, a message or an error",
    "Leave it out, or tell only that it is there",
  ],
  [
    I,
    [117],
    "A text from outside goes into the log as it is",
    "Log it as a field, or escape line breaks",
  ],
  [W, [209], "The caller is told what went wrong inside", "Give a code and an id; log the rest"],
  [W, [79, 94], "HTML is made without escaping", "Switch automatic escaping on"],
  [E, [1336], "A template comes from a value", "Use a fixed template, and give it the value"],
  [W, [79], "HTML from a value is trusted", "Escape it, or set it as text"],
  [
    W,
    [1333],
    "A pattern may take time without end",
    "Bound its repetitions, escape what comes from outside, or use an engine in linear time",
  ],
  [E, [295], "The host's key is not checked", "Load the known hosts, and refuse others"],
  [W, [319], "A protocol that sends passwords in clear text", "Use SFTP, FTPS or SSH"],
  [
    W,
    [915, 470],
    "A value from outside says which attribute is read or set",
    "Compare it with a list of what is allowed",
  ],
  [I, [770], "What is read has no limit", "Count, and stop at a limit"],
  [
    E,
    [494],
    "Code is brought from elsewhere and run unchecked",
    "Pin its version, and compare its hash before",
  ],
  [E, [90, 943], "A filter is put together from values", "Escape the values, or give them as data"],
  [
    I,
    [1427],
    "A text from outside stands where the model takes orders",
    "Give it as a message of the user's own, marked as data, with as few tools as will do",
  ],
  [
    W,
    [829],
    "A package that is neither known to the language nor declared by the project",
    "Declare it with its version, after a look at who publishes it",
  ],
  [
    I,
    [119],
    "The compiler's guard over memory is switched off",
    "Do without, or say behind SAFETY: why it holds",
  ],
];

export const SECURITY_RULES: readonly SecurityRule[] = ROWS.map(
  ([severity, cwe, title, help], at) => ({
    id: `SEC${String(at + 1).padStart(3, "0")}`,
    severity,
    cwe,
    title,
    help,
  }),
);

const BY_ID = new Map(SECURITY_RULES.map((rule) => [rule.id, rule]));

/** @throws {RangeError} for a rule that there is not: a mistake of a detector. */
export function securityRule(id: string): SecurityRule {
  const rule = BY_ID.get(id);
  if (rule === undefined) throw new RangeError(`no rule ${id}`);
  return rule;
}
