// A WordPress of Debian's on this computer alone: its files and its database lie in one folder of their own, the
// database listens on a socket there, and PHP's own server on a port of the loopback. All ends with the test.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What Debian's packages bring, by the place where each lies. */
const NEEDED = ["/usr/share/wordpress/wp-load.php", "/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db", "/usr/bin/mariadb", "/usr/bin/php"];

/** What is missing here, or nothing. */
export const missing = () => NEEDED.filter((path) => !existsSync(path));

const here = (name) => fileURLToPath(new URL(`wordpress/${name}`, import.meta.url));

/** Runs a program to its end and gives what it printed. */
function run(program, args, input) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: "utf8", timeout: 300_000 });
  assert.equal(status, 0, `${program} ${args[0]}: ${error ?? ""}${stderr}${stdout}`);
  return stdout;
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Waits, for up to three minutes, until `holds`. */
async function until(holds, what, log) {
  for (const end = Date.now() + 180_000; !(await holds()); ) {
    assert.ok(Date.now() < end, `waited in vain until ${what}: ${existsSync(log) ? readFileSync(log, "utf8").slice(-2_000) : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * A new site, with the plugins that are given: `{ name: folder }`.
 *
 * Gives its address, its folder, how to make a page, how to ask its database, and how to end it.
 */
export async function site(title, owner) {
  const folder = mkdtempSync(join(tmpdir(), "ep-wordpress-"));
  const files = join(folder, "site");
  const socket = join(folder, "db.socket");
  const [dbLog, webLog] = ["db.log", "web.log"].map((name) => join(folder, name));
  const running = [];
  const begin = (program, args, log, more = {}) => {
    const out = openSync(log, "a");
    const child = spawn(program, args, { stdio: ["ignore", out, out], ...more });
    child.on("error", (why) => writeFileSync(log, `${why}`));
    running.push(child);
  };
  const end = async () => {
    for (const child of running.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      // The web server has workers: the whole group is ours.
      if (child.spawnargs.includes("-S")) process.kill(-child.pid, "SIGTERM");
      else child.kill("SIGTERM");
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    const data = join(folder, "db");
    const me = process.getuid() === 0 ? ["--user=root"] : [];
    run("/usr/bin/mariadb-install-db", ["--no-defaults", "--force", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...me]);
    const small = ["--innodb-buffer-pool-size=32M", "--skip-log-bin", "--innodb-flush-log-at-trx-commit=0"];
    begin("/usr/sbin/mariadbd", ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${folder}/db.pid`, "--skip-networking", ...small, ...me], dbLog);
    const ask = (query, database = []) => run("/usr/bin/mariadb", ["--no-defaults", `--socket=${socket}`, "-u", "root", "--batch", "--skip-column-names", ...database, "-e", query]);
    await until(() => spawnSync("/usr/bin/mariadb", ["--no-defaults", `--socket=${socket}`, "-u", "root", "-e", "SELECT 1"]).status === 0, "the database answers", dbLog);
    ask("CREATE DATABASE wordpress CHARACTER SET utf8mb4");

    // Debian's files are links in part, and its settings are the whole computer's: a copy has its own.
    cpSync("/usr/share/wordpress", files, { recursive: true, dereference: true, filter: (path) => !/\/(\.htaccess|wp-config\.php)$/.test(path) });
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const settings = {
      DB_NAME: "wordpress",
      DB_USER: "root",
      DB_PASSWORD: "",
      DB_HOST: `localhost:${socket}`,
      DB_CHARSET: "utf8mb4",
      WP_HOME: address,
      WP_SITEURL: address,
      FS_METHOD: "direct",
      // The site itself asks no other server for anything, so that what is heard is ours.
      WP_HTTP_BLOCK_EXTERNAL: true,
      AUTOMATIC_UPDATER_DISABLED: true,
      DISABLE_WP_CRON: true,
      WP_DEBUG: true,
      WP_DEBUG_DISPLAY: false,
      WP_DEBUG_LOG: join(folder, "debug.log"),
      WP_DEFAULT_THEME: "twentytwentythree",
    };
    // WordPress would make these up and keep them in the database.
    for (const name of ["AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"]) {
      settings[`${name}_KEY`] = randomUUID();
      settings[`${name}_SALT`] = randomUUID();
    }
    const lines = Object.entries(settings).map(([name, value]) => `define( '${name}', ${typeof value === "string" ? `'${value}'` : value} );`);
    writeFileSync(
      join(files, "wp-config.php"),
      `<?php\n${lines.join("\n")}\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }\nrequire_once ABSPATH . 'wp-settings.php';\n`,
    );
    run("/usr/bin/php", [here("install.php"), files, title, owner.name, owner.password]);
    mkdirSync(join(files, "wp-content/mu-plugins"), { recursive: true });
    cpSync(here("strict.php"), join(files, "wp-content/mu-plugins/strict.php"));
    begin("/usr/bin/php", ["-S", `127.0.0.1:${port}`, "-t", files, here("router.php")], webLog, {
      detached: true,
      env: { ...process.env, PHP_CLI_SERVER_WORKERS: "4" },
    });
    await until(() => fetch(address).then((answer) => answer.ok, () => false), "the site answers", webLog);

    return {
      address,
      files,
      end,
      /** Rows of a query, each with its columns parted by tabs. */
      rows: (query) => ask(query, ["wordpress"]).split("\n").filter(Boolean),
      /** Makes a page and gives its path. */
      page: (heading, content) => new URL(run("/usr/bin/php", [here("page.php"), files, heading], content)).pathname,
      /** What PHP and WordPress had to complain about. */
      complaints: () => {
        const log = settings.WP_DEBUG_LOG;
        return existsSync(log) ? readFileSync(log, "utf8").split("\n").filter((line) => /engagement-planner/.test(line)) : [];
      },
    };
  } catch (why) {
    await end();
    throw why;
  }
}
