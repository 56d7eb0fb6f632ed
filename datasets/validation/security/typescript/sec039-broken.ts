import { Client } from "ssh2";

export const connect = (client: Client) => client.connect({ host: "example.com", hostVerifier: () => true });
