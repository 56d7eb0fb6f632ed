import tls from "node:tls";

export const server = tls.createServer({ minVersion: "TLSv1" });
