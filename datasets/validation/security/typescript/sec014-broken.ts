import https from "node:https";

export const agent = new https.Agent({ rejectUnauthorized: false });
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
