/** Evidence of patterns that keep a node safe. */

import { argumentsOf } from "../../../syntax/python/calls.ts";
import type { NodeUnit } from "../rules/node-unit.ts";
import { configOf, modelsOf } from "../rules/pydantic-models.ts";
import { cluesOf, isCalled, isNamed, standsOn } from "./clues.ts";
import { type Recogniser, recognise } from "./recogniser.ts";

const LIMITS = /^(?:min_length|max_length|ge|gt|le|lt|pattern|max_digits|multiple_of|strict)$/;

const hasModels = ({ files }: NodeUnit): boolean =>
  files.some(({ module }) => modelsOf(module).length > 0);

const isStrict = (unit: NodeUnit): boolean =>
  isCalled(unit, /^model_validate(?:_json)?$/) ||
  cluesOf(unit).calls.some(
    ({ node, last }) =>
      /^(?:Field|con\w+|StringConstraints)$/.test(last) &&
      [...argumentsOf(node).keywords.keys()].some((name) => LIMITS.test(name)),
  ) ||
  unit.files.some(({ module }) =>
    modelsOf(module).some((model) => configOf(model).options.get("extra") === "forbid"),
  );

const SQL =
  /^(?:[fr]{1,2}["'])?\W*(?:WITH|SELECT|INSERT|UPDATE|DELETE|MERGE)\b[\s\S]*\b(?:FROM|INTO|SET|VALUES|USING|AS)\b/;
const PLACEHOLDER = /\$\d|%s|%\(\w+\)s|(?<![:\w]):[a-z_]\w*|\?(?=\s*(?:[,)]|$|\w))/;
const sqlOf = (unit: NodeUnit) => cluesOf(unit).strings.filter(({ text }) => SQL.test(text));

export const SECURITY: Readonly<Record<string, Recogniser>> = {
  input_validation: recognise(
    "Take a strict pydantic model at the border: extra forbidden, limits by Field",
    isStrict,
    hasModels,
  ),
  parameterised_sql: recognise(
    "Write placeholders ($1) into a constant SQL text, and pass the values as parameters",
    (unit) =>
      sqlOf(unit).some(({ text }) => PLACEHOLDER.test(text)) &&
      sqlOf(unit).every(({ isConstant }) => isConstant),
    (unit) => sqlOf(unit).length > 0,
  ),
  field_redaction: recognise(
    "Make sensitive fields SecretStr, or redact them in the model",
    (unit) =>
      isNamed(unit, /^Secret(?:Str|Bytes)$/) ||
      isCalled(unit, /redact/i) ||
      standsOn(unit, /^MixinSensitiveFieldRedaction$/),
  ),
  secret_provider: recognise(
    "Take credentials from a port such as ProtocolSecretProvider",
    (unit) =>
      isNamed(unit, /^Protocol\w*(?:Secret|Credential|Vault)\w*$/) ||
      isCalled(unit, /^(?:get|fetch|read|resolve)_(?:secret|credential)s?$/),
  ),
  authn_authz: recognise(
    "Verify the token and check the permission before the first side effect",
    (unit) =>
      isCalled(
        unit,
        /^(?:authori[sz]e|authenticate|verify_(?:token|identity)|(?:check|require|has|ensure)_(?:permission|access|scope|role)s?)$/,
      ) ||
      isCalled(unit, /^jwt\.decode$|(?:permission|authori[sz]|access|polic)\w*\.\w+$/i, "name"),
  ),
  webhook_signature: recognise(
    "Compare an HMAC over the raw body with hmac.compare_digest",
    (unit) => isCalled(unit, /^compare_digest$/),
  ),
};
