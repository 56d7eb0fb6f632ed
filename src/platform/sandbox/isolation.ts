import { randomInt } from "node:crypto";

/** How bubblewrap takes privileges away; which way works depends on who we are and on the kernel. */
export interface Isolation {
  /** Arguments of `bwrap` that cut off everything but files. */
  readonly bubblewrapArgs: readonly string[];
  /** What runs first inside, before the program: drops what is left. */
  wrapperArgs(): readonly string[];
}

/** For root: no user namespace, because in one root would stay root, whom no process limit binds. */
const asRoot: Isolation = {
  bubblewrapArgs: [
    ...["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"],
    ...["--cap-drop", "ALL"],
    ...["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"],
  ],
  wrapperArgs() {
    // A user of its own for each run: limits on processes count per user. Nobody has such numbers.
    // @see https://systemd.io/UIDS-GIDS (1879048191…2147483647 is unused)
    const user = String(randomInt(1_880_000_000, 2_147_000_000));
    return [
      ...["/usr/bin/setpriv", "--reuid", user, "--regid", user, "--clear-groups"],
      ...["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"],
    ];
  },
};

/** For everybody else, where the kernel lets users make namespaces. */
const asUser: Isolation = {
  bubblewrapArgs: ["--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534"],
  wrapperArgs: () => [],
};

/** The same, and no further namespaces inside; bubblewrap before 0.8 cannot do it. */
const asUserOnce: Isolation = {
  bubblewrapArgs: [...asUser.bubblewrapArgs, "--disable-userns"],
  wrapperArgs: () => [],
};

/** All ways, the strictest first. */
export const ISOLATIONS: readonly Isolation[] =
  process.getuid?.() === 0 ? [asRoot, asUserOnce, asUser] : [asUserOnce, asUser];
