import { Telnet } from "telnet-client";

export const open = () => new Telnet();
