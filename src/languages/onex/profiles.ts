/** Under the second one, warnings of the house rules refuse a node too. */
export const STANDARD = "standard";
export const STRICT = "strict";
