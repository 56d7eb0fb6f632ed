/** `compat` has the reference compiler's verdict; `strict` adds the rules that are documented and not enforced. */
export const PROFILES = ["strict", "compat"] as const;
export type Profile = (typeof PROFILES)[number];
