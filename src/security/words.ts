/** What names say about what they hold. */

/** `clientSecret`, `CLIENT_SECRET`, `X-Client-Secret` → words in lower case. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

const endsWith = (name: string, endings: RegExp): boolean => endings.test(wordsOf(name).join("_"));

const SECRET =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|(?:api|private|secret|access|auth|signing|encryption|session|master|account|client)_?key|apikey|credentials?|conn(?:ection)?_str(?:ing)?)\d*$/;
const PASSWORD = /(?:^|_)(?:password|passwd|pwd|passphrase)\d*$/;
const UNGUESSABLE =
  /(?:^|_)(?:password|passwd|pwd|passphrase|secret|token|nonce|salt|otp|csrf|(?:api|private|secret|access|auth|signing|encryption|session|master)_?key|session_id|reset_code)$/;
const COMPARED =
  /(?:^|_)(?:token|secret|hmac|mac|signature|digest|csrf|(?:api|secret|access|auth)_?key|password_hash)$/;

/** Whether a name holds what must not be known. */
export const isSecretName = (name: string): boolean => endsWith(name, SECRET);
export const isPasswordName = (name: string): boolean => endsWith(name, PASSWORD);
/** Whether a name holds, or a function of that name makes, what nobody may guess. */
export const isUnguessableName = (name: string): boolean => endsWith(name, UNGUESSABLE);
/** Whether what the name holds is compared in constant time. */
export const isComparedName = (name: string): boolean => endsWith(name, COMPARED);

const GUARDING =
  /(?:^|_)(?:verify|verifies|auth|authenticate|authorize|authorise|permission|permissions|decrypt|signature|certificate|csrf|login|sanitize|sanitise|validate_token|check_token|check_access|check_password)(?:_|$)/;
/** Whether a call of that name protects something. */
export const isGuardingName = (name: string): boolean => GUARDING.test(wordsOf(name).join("_"));

const PLACEHOLDER =
  /^(?:change_?-?me.*|your[-_ ].*|.*[-_ ]here|<.*>|x{4,}|\*{4,}|\.{3,}|example.*|placeholder.*|dummy.*|sample.*|fake.*|test(?:ing)?[-_]?.*|todo.*|default.*|foobar.*|none|null|undefined|password\d*|passw0rd|secret\d*|token|user|pass|pwd|replace[-_ ]?me.*|redacted.*|12345678\d*|abcdefgh.*)$/i;
/** Whether a text only holds the place of a secret. */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text);
