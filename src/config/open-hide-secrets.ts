import {
  createHideKnownSecrets,
  createHideSecrets,
  type HideSecrets,
} from "../std/hide-secrets.ts";
import { listSecrets } from "./list-secrets.ts";

/** Hides the secrets of this process's environment: with all that looks like one, and they alone. */
export function openHideSecrets(): Readonly<Record<"hideSecrets" | "hideKnown", HideSecrets>> {
  const secrets = listSecrets(process.env);
  return {
    hideSecrets: createHideSecrets(secrets),
    hideKnown: createHideKnownSecrets(secrets),
  };
}
