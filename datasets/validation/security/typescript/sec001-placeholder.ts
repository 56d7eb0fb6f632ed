export const password = "changeme";
